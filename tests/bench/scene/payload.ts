import type { Card } from '../../../src/domain/card.ts';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { ChannelId } from '../../../src/domain/ids.ts';
import { renderSlack } from '../../../src/platforms/slack/card/render-slack.ts';
import { renderTeams } from '../../../src/platforms/teams/card/render-teams.ts';
import { makeSeminar } from './records.ts';
import { TIMEZONE } from './world.ts';

/**
 * What the bare clients send: one announcement's card, as Lectern draws it, drawn once and for all. So they save what
 * Lectern does for each notice: reading the record, composing, drawing, keeping.
 */
export function slackPayload() {
  const { text, blocks } = renderSlack(makeCard());
  return {
    text,
    blocks: [...blocks],
    metadata: {
      event_type: 'lectern_notice',
      event_payload: { key: 'AbCdEfGhIjKlMnOpQrStUv', installation: 'bench', store: 'bench' },
    },
    mrkdwn: false,
    unfurl_links: false as const,
    unfurl_media: false,
  };
}

export function teamsPayload() {
  const { card, summary } = renderTeams(makeCard());
  return {
    type: 'message',
    channelId: 'msteams',
    from: { id: '28:bench-bot', name: 'Lectern' },
    channelData: { tenant: { id: 'bench-tenant' } },
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

function makeCard(): Card {
  const now = Temporal.Now.instant();
  const seminar = makeSeminar(7, now.add({ hours: 72 }), now);
  return composeCard(
    { kind: 'announcement', seminar },
    {
      now,
      locale: 'en-AU',
      timezone: TIMEZONE,
      surface: {
        type: 'channel',
        channel: ChannelId.parse('slack:T0BENCH00/C0BENCH000001'),
        audience: 'members',
        joinLink: 'always',
      },
      command: '/seminar',
      seriesOf: () => undefined,
    },
  );
}
