import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../../src/domain/card.ts';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { parseCommand } from '../../../src/domain/command.ts';
import { channelIdOf, LaneId, personIdOf, SeriesId } from '../../../src/domain/ids.ts';
import { decodeIntent, encodeIntent, type Intent } from '../../../src/domain/intent.ts';
import { createDesk } from '../../../src/pipeline/desk/desk.ts';
import type { Actor, Desk } from '../../../src/ports/desk.ts';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aPolicy, OTHER, quietLog } from '../plan/kit.ts';
import { foam, Mailbox, only, onlyOpen, spoken } from '../review/review-kit.ts';
import { openSyncRig, type SyncRig } from '../sync/sync-kit.ts';

const SLACK = LaneId.parse('slack:T1');
const TIDES = {
  id: SeriesId.parse('tides'),
  name: 'Tides',
  organisers: ['mira@example.org', 'slack:UMIRA', 'slack:#foam'],
};
const POLICY = aPolicy({
  series: [TIDES],
  operators: [{ platform: 'slack', target: 'UOPS', text: 'slack:UOPS' }],
});
const inSlack = (name: string, over: Partial<Actor> = {}): Actor => ({
  person: personIdOf(SLACK, name),
  standing: 'member',
  direct: channelIdOf(SLACK, `D${name}`),
  ...over,
});
const ORGANISER = inSlack('UMIRA');
const OPERATOR = inSlack('UOPS');
const MEMBER = inSlack('UANY');
const HERE: Actor = { person: personIdOf(LaneId.parse('preview:local'), 'you'), standing: 'member' };

const rigs: SyncRig[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.store.close();
});

async function openDesk(mails: Mailbox) {
  const rig = await openSyncRig([mails], POLICY);
  rigs.push(rig);
  await rig.store.transaction((tx) => tx.directory.putResolved('slack:#foam', OTHER));
  await rig.sync(mails);
  const desk: Desk = createDesk({
    store: rig.store,
    policy: POLICY,
    routes: () => rig.context.routes,
    clock: rig.clock,
    log: quietLog,
    composeCard,
    sources: [mails.id],
    replan: async () => {},
  });
  const ask = async (text: string, actor: Actor = ORGANISER): Promise<string> =>
    textOf((await desk.handle(parseCommand(text), actor)).card);
  const press = async (card: Card, label: string, actor: Actor = ORGANISER): Promise<string> => {
    const intent = buttonsOf(card).find((button) => button.label === label)?.intent;
    const carried = intent && decodeIntent(encodeIntent(intent));
    if (!carried) throw new Error(`there is no button “${label}”`);
    return textOf((await desk.handle(carried, actor)).card);
  };
  const card = async (text: string, actor: Actor = ORGANISER): Promise<Card> =>
    (await desk.handle(parseCommand(text), actor)).card;
  return { rig, ask, press, card };
}

function buttonsOf(card: Card): readonly { readonly label: string; readonly intent: Intent }[] {
  return card.blocks.flatMap((block) => {
    if (block.type === 'list')
      return block.items.flatMap(({ action }) => (action?.type === 'ask' ? [action] : []));
    return block.type === 'actions' ? block.actions.flatMap((one) => (one.type === 'ask' ? [one] : [])) : [];
  });
}

const talk = { ...foam, series: 'tides' };
function waiting(extras: Parameters<Mailbox['put']>[2] = {}): Mailbox {
  const mails = new Mailbox();
  mails.put('<1@x>', talk, extras);
  return mails;
}

describe('what waits', () => {
  it('is listed, looked at as it would be, and published with one press', async () => {
    const { rig, ask, card, press } = await openDesk(waiting({ conflicts: ['Two rooms: 7-201 and 9-1.'] }));
    expect(await ask('review')).toContain('The foam of breaking waves');
    const { id } = await onlyOpen(rig);
    const shown = await card(`review ${id}`);
    expect(textOf(shown)).toMatch(/I read this in a text.*Two rooms: 7-201 and 9-1\..*Thursday 3 December/s);
    expect(buttonsOf(shown).map(({ label }) => label)).toEqual(['Publish', 'Dismiss', 'Show text']);
    expect(await press(shown, 'Publish')).toContain('“The foam of breaking waves” is published.');
    expect(await spoken(rig)).toHaveLength(3);
    expect(await press(shown, 'Publish')).toContain('is published already');
    const acts = await rig.store.read.reviews.acts({ review: id });
    expect(acts.at(-1)?.by).toBe('slack:T1/UMIRA');
    expect(await ask('review')).toContain('Nothing waits for your word.');
  });

  it('lacks a start: no button publishes it, words with a start do, in its own zone', async () => {
    const { start: _, ...undated } = talk;
    const mails = new Mailbox();
    mails.put('<1@x>', undated);
    const { rig, ask, card } = await openDesk(mails);
    const { id } = await onlyOpen(rig);
    const shown = await card(`review ${id}`);
    expect(textOf(shown)).toContain('I can’t find a date in this announcement. When is it?');
    expect(textOf(shown)).toContain(`/seminar publish ${id} 2027-03-04 11:00`);
    expect(buttonsOf(shown).map(({ label }) => label)).toEqual(['Dismiss', 'Show text']);
    expect(await ask(`publish ${id}`)).toContain(
      'has no start yet, so it cannot be published. Write it behind the ID',
    );
    expect(await ask(`publish ${id} 2026-12-03 25:00`)).toContain('is no time in Australia/Brisbane');
    expect(await spoken(rig)).toEqual([]);
    expect(await ask(`publish ${id} 2026-12-03 11:00`)).toContain('is published');
    expect((await only(rig)).start?.toString()).toBe('2026-12-03T01:00:00Z');
  });

  it('shows its text page by page, and what was read in it once the text is gone', async () => {
    const long = Array.from({ length: 90 }, (_, i) => `Paragraph ${i}. ${'words '.repeat(30)}`).join('\n\n');
    const evidence = [
      { field: 'title', start: 0, end: 4, text: 'The foam of breaking waves' },
      { field: 'passcode', start: 5, end: 9, text: 'passcode hush-hush' },
    ];
    const { rig, card, press } = await openDesk(waiting({ text: long, evidence }));
    const { id } = await onlyOpen(rig);
    const shown = await card(`review ${id}`);
    const first = await press(shown, 'Show text');
    expect(first).toMatch(/Paragraph 0\..*Part 1 of \d/s);
    await rig.store.transaction((tx) => tx.readings.purgeTexts(rig.clock.now().add({ hours: 1 })));
    const later = await press(shown, 'Show text');
    expect(later).toContain('not kept any more');
    expect(later).toContain('The foam of breaking waves');
    expect(later).not.toContain('hush');
  });

  it('may be the same as another: merged or kept apart with one press', async () => {
    const mails = waiting();
    const { rig, ask, card, press } = await openDesk(mails);
    const { id } = await onlyOpen(rig);
    await ask(`publish ${id}`);
    mails.put('<2@x>', { ...talk, start: '2026-12-10T11:00:00+10:00' });
    await rig.sync(mails);
    const second = (await rig.store.read.reviews.open())[0]?.id ?? '';
    const shown = await card(`review ${second}`);
    expect(textOf(shown)).toContain('It may be the same talk as “The foam of breaking waves”');
    expect(buttonsOf(shown).map(({ label }) => label)).toEqual([
      'Publish',
      'The same talk',
      'Another talk',
      'Dismiss',
      'Show text',
    ]);
    expect(await press(shown, 'Another talk')).toContain('is kept apart');
    expect(textOf(await card(`review ${second}`))).not.toContain('It may be the same');
  });
});

describe('words for those who look after seminars', () => {
  it.each([
    ['an organiser', ORGANISER],
    ['an operator', OPERATOR],
    ['who asks in the organisers’ channel', inSlack('UANY', { channel: OTHER })],
    ['who sits at this machine', HERE],
  ])('%s may say them', async (_, actor) => {
    const { rig, ask } = await openDesk(waiting());
    const { id } = await onlyOpen(rig);
    expect(await ask('review', actor)).toContain('The foam of breaking waves');
    expect(await ask(`dismiss ${id}`, actor)).toContain('is dismissed');
  });

  it.each([
    ['a member', MEMBER],
    ['a guest, whoever they say they are', { ...ORGANISER, standing: 'guest' } as const],
    [
      'a namesake in another workspace',
      { ...ORGANISER, person: personIdOf(LaneId.parse('teams:T9'), 'UMIRA') },
    ],
  ])('%s may not, and learns nothing of what waits', async (_, actor) => {
    const { rig, ask } = await openDesk(waiting());
    const { id } = await onlyOpen(rig);
    for (const text of ['review', `review ${id}`, `publish ${id}`, `dismiss ${id}`]) {
      const answer = await ask(text, actor);
      expect(answer).toContain('Only those who look after the seminars can do that');
      expect(answer).not.toContain('foam');
    }
    expect((await onlyOpen(rig)).state).toBe('open');
  });

  it('are not answered where everybody would read it', async () => {
    const { rig, ask } = await openDesk(waiting());
    const { id } = await onlyOpen(rig);
    const shared = inSlack('UMIRA', { shared: true });
    for (const text of ['review', `review ${id}`, `publish ${id}`]) {
      expect(await ask(text, shared)).toContain('Ask me in direct messages');
    }
    expect(await spoken(rig)).toEqual([]);
  });

  it('must be exact: what is misspelt is offered and not run, what is no ID does nothing', async () => {
    const { rig, ask } = await openDesk(waiting());
    const { id } = await onlyOpen(rig);
    expect(await ask(`publsh ${id}`)).toContain('Did you mean');
    expect(await ask('publish everything')).toContain('For example');
    expect(await ask('dismiss')).toContain('For example');
    expect(await ask('review methods in ecology')).toContain('I found nothing about');
    expect(await ask('publish zzzzzzzz')).toMatch(/Only those|Nothing with the ID/);
    expect((await onlyOpen(rig)).state).toBe('open');
  });
});
