import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseAddress } from '../../../../src/domain/address.ts';
import type { Card } from '../../../../src/domain/card.ts';
import { SeminarId } from '../../../../src/domain/ids.ts';
import { encodeIntent, type Intent } from '../../../../src/domain/intent.ts';
import { checkTeamsCard } from '../../../../src/platforms/teams/card/check-card.ts';
import { parseActivity } from '../../../../src/platforms/teams/incoming/activity-schema.ts';
import type { Asking } from '../../../../src/platforms/teams/incoming/asking.ts';
import { answerPress } from '../../../../src/platforms/teams/incoming/press.ts';
import { announcementCard } from '../../../contracts/sample-cards.ts';
import { readCard } from '../shown-card.ts';
import { installTeam, openRig, sentence, type TeamsRig, until } from '../teams-rig.ts';

const ADA = '29:person-ada';
const GENERAL = '19:general-0@thread.tacv2';
const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';
const seminar = SeminarId.parse('k3m9x2pq');
const SHOW: Intent = { type: 'show', seminar };
const REMIND: Intent = { type: 'remind', seminar, offset: '15m' };

const Answer = z.object({ statusCode: z.literal(200), type: z.string(), value: z.unknown() });

let rig: TeamsRig;
let message: string;
/** What posts show now, as the app looks it up. */
const posts = new Map<string, Card>();

beforeEach(async () => {
  posts.clear();
  rig = await openRig({ recall: async (_channel, at) => posts.get(at) });
  await installTeam(rig);
  const resolution = await rig.service.chat.resolve(parseAddress(`teams:${GENERAL}`));
  if (resolution.type !== 'resolved') throw new Error('the channel resolves');
  const outcome = await rig.service.chat.post({
    channel: resolution.channel,
    card: announcementCard,
    key: 'key',
  });
  if (outcome.type !== 'posted') throw new Error('the announcement is posted');
  message = outcome.message;
  posts.set(message, announcementCard);
});
afterEach(() => rig.close());

const details: Card = {
  kind: 'reply',
  summary: 'River Lights in full.',
  blocks: [
    { type: 'title', text: 'River Lights in full' },
    {
      type: 'actions',
      actions: [{ type: 'ask', label: 'Add to calendar', intent: { type: 'calendar', seminar } }],
    },
  ],
};

async function press(verb: string, data: unknown, at = message) {
  const answer = await rig.client.press({ conversation: GENERAL, root: message }, ADA, at, verb, data);
  expect(answer.status).toBe(200);
  return Answer.parse(answer.body);
}
function buttonOf(value: unknown, title: string) {
  const button = readCard(value).buttons.find((one) => one.title === title);
  if (!button) throw new Error(`no button ${title}`);
  return button;
}

describe('a press', () => {
  it('on "Remind me" is confirmed beside the announcement, which stays', async () => {
    const confirmation = sentence('I will remind you at 10:45 Brisbane.');
    const withdraw: Intent = { type: 'remind', seminar, offset: 'off' };
    rig.desk.answer = () => ({
      ...confirmation,
      summary: `${confirmation.summary} No reminder, please.`,
      blocks: [
        ...confirmation.blocks,
        { type: 'actions', actions: [{ type: 'ask', label: 'No reminder, please', intent: withdraw }] },
      ],
    });
    expect(await press('ask', { intent: encodeIntent(REMIND) })).toEqual({
      statusCode: 200,
      type: MESSAGE,
      value: 'I will remind you at 10:45 Brisbane.',
    });
    expect(rig.desk.asked[0]).toMatchObject({
      wish: REMIND,
      actor: { person: expect.stringContaining(ADA) },
    });
    expect(rig.desk.asked[0]?.actor.shared).toBeUndefined();
    // Nobody else sees anything of it.
    expect(rig.server.writes()).toHaveLength(1);
  });

  it('on "Details" shows them to the one who pressed, with a way back to the announcement', async () => {
    rig.desk.answer = () => details;
    const shown = await press('ask', { intent: encodeIntent(SHOW) });
    expect(shown.type).toBe(CARD);
    expect(checkTeamsCard(shown.value)).toEqual({ type: 'valid' });
    expect(readCard(shown.value).shown).toContain('River Lights in full');
    const back = buttonOf(shown.value, 'Back');
    const again = await press(back.verb ?? '', back.data);
    expect(again.type).toBe(CARD);
    expect(readCard(again.value).shown).toContain('River Lights: tracing glow-worms by sound');
  });

  it('goes two steps and comes back both', async () => {
    const calendar: Card = {
      kind: 'reply',
      summary: 'Calendar',
      blocks: [
        { type: 'title', text: 'Add it' },
        { type: 'actions', actions: [{ type: 'open', label: 'Outlook', url: 'https://outlook.example/' }] },
      ],
    };
    rig.desk.answer = (wish) => (wish.type === 'calendar' ? calendar : details);
    const shown = await press('ask', { intent: encodeIntent(SHOW) });
    const toCalendar = buttonOf(shown.value, 'Add to calendar');
    const second = await press(toCalendar.verb ?? '', toCalendar.data);
    const back = buttonOf(second.value, 'Back');
    const third = await press(back.verb ?? '', back.data);
    expect(readCard(third.value).shown).toContain('River Lights in full');
    expect(buttonOf(third.value, 'Back').data).toEqual({});
  });

  it('on an answer’s button leads back to that answer', async () => {
    rig.desk.answer = (wish) => (wish.type === 'week' ? { ...details, summary: 'The week' } : details);
    await rig.client.mention({ conversation: GENERAL, root: message }, ADA, 'week');
    const answer = await until(() => rig.server.shelf.standing(GENERAL)[1]);
    const button = buttonOf(answer.activity, 'Add to calendar');
    const shown = await press(button.verb ?? '', button.data, answer.id);
    expect(buttonOf(shown.value, 'Back').data).toEqual({ intent: encodeIntent({ type: 'week' }) });
  });

  it('on something that is no post any more has no way back, and says so', async () => {
    rig.desk.answer = () => details;
    posts.clear();
    const shown = await press('ask', { intent: encodeIntent(SHOW) });
    expect(readCard(shown.value).buttons.map(({ title }) => title)).not.toContain('Back');
    expect(await press('back', {})).toMatchObject({ type: MESSAGE, value: expect.stringContaining('anew') });
  });

  it.each([
    ['ask', { intent: 'rm -rf' }],
    ['ask', { intent: '{"type":"launch"}' }],
    ['ask', {}],
    ['ask', 'words'],
    ['launch', { intent: encodeIntent(SHOW) }],
    ['back', { intent: '{' }],
  ])('that is not ours (%s %o) reaches no desk', async (verb, data) => {
    expect(await press(verb, data)).toMatchObject({
      type: MESSAGE,
      value: expect.stringContaining('older card'),
    });
    expect(rig.desk.asked).toEqual([]);
  });

  it('is answered even when the desk fails', async () => {
    rig.desk.answer = () => Promise.reject(new Error('the store is away'));
    expect(await press('ask', { intent: encodeIntent(SHOW) })).toMatchObject({
      type: MESSAGE,
      value: expect.stringContaining('Something went wrong on my side'),
    });
  });
});

it('a press that the desk cannot answer in time is answered all the same', async () => {
  const body = JSON.stringify({
    type: 'invoke',
    channelId: 'msteams',
    serviceUrl: rig.server.url,
    from: { id: ADA },
    recipient: rig.server.world.bot,
    conversation: { id: 'a:chat-ada', conversationType: 'personal' },
    value: { action: { verb: 'ask', data: { intent: encodeIntent(SHOW) } } },
  });
  const parsed = parseActivity(body);
  if (parsed.type !== 'activity') throw new Error('an activity');
  const asking: Pick<Asking, 'desk' | 'standings' | 'log' | 'pressMs'> = {
    desk: { handle: () => new Promise(() => {}) },
    standings: { of: () => Promise.resolve({ standing: 'member' }) },
    log: rig.log,
    pressMs: 20,
  };
  const answer = await answerPress(parsed.activity, { ...asking, ...unused() });
  expect(answer).toMatchObject({ type: MESSAGE, value: expect.stringContaining('longer than usual') });
});

/** The rest of what answering needs, none of which a press comes to. */
function unused(): Pick<Asking, 'tenant' | 'connector'> {
  const never = (): never => {
    throw new Error('not for a press');
  };
  return {
    tenant: {
      lane: rig.service.chat.lane,
      find: never,
      places: never,
      serviceUrlFor: never,
      noteServiceUrl: never,
    },
    connector: { call: never, close: never },
  };
}
