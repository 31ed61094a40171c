import { type ChannelId, channelIdOf, type SeminarId } from '../../../src/domain/ids.ts';
import { displayMessage } from '../../support/slack-server/displayed.ts';
import { isRecord, parseJson, recordsOf, textOf } from '../../support/slack-server/json.ts';
import type { Stage } from '../stage.ts';

/** One message that a platform has stored, ever. */
export interface Exhibit {
  readonly platform: 'slack' | 'teams';
  readonly channel: ChannelId;
  /** Slack: the key that travelled with it. */
  readonly key?: string;
  /** Slack: the process that sent it. */
  readonly via?: string;
  /** Slack: how many messages with its key stand in its channel in the end. */
  readonly copies?: number;
  /** Teams: its id. */
  readonly message?: string;
  readonly seminar?: SeminarId;
  /** Milliseconds since the epoch, at the platform's door. */
  readonly at: number;
  readonly kind: ExhibitKind;
  /** What it said when it was posted, and what it says in the end; undefined: it is gone. */
  readonly posted: string;
  readonly standing: string | undefined;
}

type ExhibitKind = 'announcement' | 'reminder' | 'startingNow' | 'change';

export function collectEvidence(stage: Stage, seminars: readonly SeminarId[]): readonly Exhibit[] {
  return [...collectSlack(stage, seminars), ...collectTeams(stage, seminars)];
}

function collectSlack({ slack, lanes }: Stage, seminars: readonly SeminarId[]): readonly Exhibit[] {
  const standing = new Map<string, readonly string[]>();
  for (const message of slack.workspace.messages) {
    const payload = message.metadata?.event_payload;
    const key = isRecord(payload) ? textOf(payload.key) : '';
    const { shown, summary } = displayMessage(message);
    const name = `${message.channel} ${key}`;
    standing.set(name, [...(standing.get(name) ?? []), `${summary}\n${shown}`]);
  }
  return slack.journal
    .filter(({ method, stored }) => method === 'chat.postMessage' && stored)
    .map((entry): Exhibit => {
      const { shown, summary } = displayMessage({
        text: entry.form.text ?? '',
        mrkdwn: false,
        blocks: recordsOf(parseJson(entry.form.blocks ?? '[]')),
      });
      const posted = `${summary}\n${shown}`;
      const stands = standing.get(`${entry.channel} ${entry.key}`) ?? [];
      return {
        platform: 'slack',
        channel: channelIdOf(lanes.slack, entry.channel),
        key: entry.key,
        via: entry.via,
        copies: stands.length,
        at: entry.at,
        kind: kindOf(summary, seminars),
        posted,
        standing: stands.at(-1),
        ...seminarIn(posted, seminars),
      };
    });
}

function collectTeams({ teams, lanes }: Stage, seminars: readonly SeminarId[]): readonly Exhibit[] {
  return teams.shelf.all().map((stored): Exhibit => {
    const posted = JSON.stringify(stored.posted);
    return {
      platform: 'teams',
      channel: channelIdOf(lanes.teams, stored.conversation),
      message: stored.id,
      at: stored.postedAt,
      kind: kindOf(String(stored.posted.summary), seminars),
      posted,
      standing: stored.deletedBy ? undefined : JSON.stringify(stored.activity),
      ...seminarIn(posted, seminars),
    };
  });
}

/** By the words that begin what is read aloud: a title begins with its seminar's id. */
function kindOf(summary: string, seminars: readonly SeminarId[]): ExhibitKind {
  if (summary.startsWith('Reminder')) return 'reminder';
  if (summary.startsWith('Starting now') || summary.startsWith('Started')) return 'startingNow';
  return seminars.some((id) => summary.startsWith(id)) ? 'announcement' : 'change';
}

function seminarIn(text: string, seminars: readonly SeminarId[]): { readonly seminar?: SeminarId } {
  const found = /([a-z0-9]{8})-t\d\d/.exec(text)?.[1];
  const seminar = seminars.find((id) => id === found);
  return seminar === undefined ? {} : { seminar };
}
