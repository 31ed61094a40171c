import { expect, it } from 'vitest';
import type { Card } from '../../src/domain/card.ts';
import { DigestId, MessageId, PersonId, RouteId, SourceId } from '../../src/domain/ids.ts';
import type { Material, Post } from '../../src/domain/post.ts';
import type { BoardMessage } from '../../src/ports/store/board.ts';
import type { KnownChannel } from '../../src/ports/store/directory.ts';
import type { SourceState } from '../../src/ports/store/source-state.ts';
import { openFresh, type StoreBench } from './store-bench.ts';
import {
  CHANNEL,
  LANE,
  makePlanned,
  makePost,
  message,
  NOON,
  OTHER_CHANNEL,
  OTHER_LANE,
  PERSON,
  SOURCE,
  seminarId,
} from './store-fixtures.ts';

const MATERIAL: Required<Material> = {
  start: NOON.toString(),
  place: '78-420',
  link: 'https://example.org/join',
  speakers: 'Zoë Ångström',
  title: 'Tides',
  status: 'scheduled',
};
const FULL_POST: Required<Post> = {
  ...makePost(1),
  seminars: [seminarId(2), seminarId(1)],
  message: message('17'),
  thread: message('3'),
  shown: 'hash',
  shownRevision: 4,
  says: { material: MATERIAL, before: { status: 'postponed' } },
  removed: 'person',
};
const FULL_CHANNEL: Required<KnownChannel> = {
  id: CHANNEL,
  lane: LANE,
  name: '#seminars',
  kind: 'group',
  members: 12,
  reference: '{"conversation":{"id":"x"}}',
  aside: { since: NOON, reason: 'archived', mend: 'unarchive it' },
};
const FULL_STATE: Required<SourceState> = {
  source: SOURCE,
  cursor: { etag: '"x"' },
  readAt: NOON,
  failingSince: NOON.add({ hours: 1 }),
  failure: 'no answer',
  heldLoss: 9,
  problems: [{ place: 'a.yaml', line: 3, field: 'start', value: 'soon', problem: 'no instant' }],
};
/** Times as deep as cards have them, and a text that looks like the mark which keeps them. */
const CARD: Card = {
  kind: 'reply',
  summary: '{"$instant":"2027-01-01T00:00:00Z"}',
  blocks: [
    {
      type: 'facts',
      facts: [
        {
          label: 'When',
          lines: [
            [
              { type: 'time', start: NOON, end: NOON.add({ nanoseconds: 1 }), timezone: 'UTC', text: 'noon' },
              { type: 'text', text: '$instant' },
            ],
          ],
        },
      ],
    },
  ],
};

export function describeRecords(bench: StoreBench): void {
  it('keeps posts whole, replaces them, and finds them by seminar and message', async () => {
    const { store } = await openFresh(bench);
    const early = makePost(0, { seminars: [seminarId(1)] });
    const other = makePost(5);
    await store.transaction(async (tx) => {
      for (const post of [FULL_POST, other, early]) await tx.posts.put(post);
    });
    expect(await store.read.posts.get(FULL_POST.id)).toEqual(FULL_POST);
    expect(await store.read.posts.ofSeminar(seminarId(1))).toEqual([early, FULL_POST]);
    expect(await store.read.posts.ofSeminar(seminarId(2))).toEqual([FULL_POST]);
    expect(await store.read.posts.ofSeminars([seminarId(1), seminarId(2), seminarId(5)])).toEqual([
      early,
      FULL_POST,
      other,
    ]);
    expect(await store.read.posts.ofSeminars([])).toEqual([]);
    expect(await store.read.posts.byMessage(FULL_POST.channel, FULL_POST.message)).toEqual(FULL_POST);
    expect(await store.read.posts.byMessage(OTHER_CHANNEL, FULL_POST.message)).toBeUndefined();

    const replaced = { ...makePost(1), seminars: [seminarId(2), seminarId(3)] };
    await store.transaction((tx) => tx.posts.put(replaced));
    expect(await store.read.posts.get(FULL_POST.id)).toEqual(replaced);
    expect(await store.read.posts.ofSeminar(seminarId(1))).toEqual([early]);
    expect(await store.read.posts.ofSeminar(seminarId(3))).toEqual([replaced]);
    expect(await store.read.posts.byMessage(FULL_POST.channel, FULL_POST.message)).toBeUndefined();

    await store.transaction((tx) => tx.posts.drop(replaced.id));
    await store.transaction((tx) => tx.posts.drop(makePlanned(77).id));
    expect(await store.read.posts.get(replaced.id)).toBeUndefined();
    expect(await store.read.posts.ofSeminar(seminarId(3))).toEqual([]);

    await store.transaction((tx) => tx.posts.dropAll([]));
    expect(await store.read.posts.get(early.id)).toEqual(early);
    await store.transaction((tx) => tx.posts.dropAll([early.id, makePlanned(77).id, other.id]));
    expect(await store.read.posts.many([early.id, other.id])).toEqual([]);
    expect(await store.read.posts.ofSeminars([seminarId(1), seminarId(5)])).toEqual([]);
  });

  it('keeps what was last said, per seminar and channel', async () => {
    const { store } = await openFresh(bench);
    await store.transaction(async (tx) => {
      await tx.posts.putSaid(seminarId(1), CHANNEL, { version: 1, material: { status: 'scheduled' } });
      await tx.posts.putSaid(seminarId(1), CHANNEL, { version: 2, material: MATERIAL });
    });
    expect(await store.read.posts.said(seminarId(1), CHANNEL)).toEqual({ version: 2, material: MATERIAL });
    expect(await store.read.posts.said(seminarId(1), OTHER_CHANNEL)).toBeUndefined();
  });

  it('knows channels, addresses, activations and slots', async () => {
    const { store } = await openFresh(bench);
    const bare: KnownChannel = { id: OTHER_CHANNEL, lane: OTHER_LANE, name: '#b', kind: 'channel' };
    const [route, digest] = [RouteId.parse('r1'), DigestId.parse('d1')];
    await store.transaction(async (tx) => {
      await tx.directory.putChannel({ ...bare, id: CHANNEL, members: 3 });
      await tx.directory.putChannel(FULL_CHANNEL);
      await tx.directory.putChannel(bare);
      await tx.directory.putResolved('preview:#seminars', OTHER_CHANNEL);
      await tx.directory.putResolved('preview:#seminars', CHANNEL);
      await tx.directory.putActivated(route, CHANNEL, NOON);
      await tx.directory.putLastSlot(digest, CHANNEL, NOON);
      await tx.directory.putLastSlot(digest, CHANNEL, NOON.add({ hours: 168 }));
    });
    const { directory } = store.read;
    expect(await directory.channel(CHANNEL)).toEqual(FULL_CHANNEL);
    expect(await directory.channels()).toEqual([FULL_CHANNEL, bare]);
    expect(await directory.channels(OTHER_LANE)).toEqual([bare]);
    expect(await directory.resolved('preview:#seminars')).toBe(CHANNEL);
    expect(await directory.resolved('preview:#nowhere')).toBeUndefined();
    expect(await directory.activatedAt(route, CHANNEL)).toEqual(NOON);
    expect(await directory.activatedAt(route, OTHER_CHANNEL)).toBeUndefined();
    expect(await directory.lastSlot(digest, CHANNEL)).toEqual(NOON.add({ hours: 168 }));
    expect(await directory.lastSlot(digest, OTHER_CHANNEL)).toBeUndefined();
    await store.transaction((tx) => tx.directory.putChannel({ ...bare, id: CHANNEL }));
    expect(await directory.channel(CHANNEL)).toEqual({ ...bare, id: CHANNEL });
    await store.transaction((tx) => tx.directory.dropChannel(CHANNEL));
    expect(await directory.channels()).toEqual([bare]);
  });

  it('keeps one reminder a person and seminar', async () => {
    const { store } = await openFresh(bench);
    const other = PersonId.parse('preview:local/ada');
    const reminder = { person: PERSON, seminar: seminarId(1), channel: CHANNEL, offset: '15m' };
    await store.transaction(async (tx) => {
      await tx.people.putReminder(reminder);
      await tx.people.putReminder({ ...reminder, person: other, standing: 'guest' });
      await tx.people.putReminder({ ...reminder, channel: OTHER_CHANNEL, offset: '1h' });
    });
    const mine = { ...reminder, channel: OTHER_CHANNEL, offset: '1h' };
    expect(await store.read.people.remindersFor(PERSON)).toEqual([mine]);
    expect(await store.read.people.remindersOf(seminarId(1))).toEqual([
      { ...reminder, person: other, standing: 'guest' },
      mine,
    ]);
    expect(await store.transaction((tx) => tx.people.dropReminder(PERSON, seminarId(1)))).toBe(true);
    expect(await store.transaction((tx) => tx.people.dropReminder(PERSON, seminarId(1)))).toBe(false);
    expect(await store.read.people.remindersFor(PERSON)).toEqual([]);
  });

  it('keeps the states of sources, replaced whole', async () => {
    const { store } = await openFresh(bench);
    const bare: SourceState = { source: SourceId.parse('Zeta'), problems: [] };
    await store.transaction(async (tx) => {
      await tx.sources.putState(FULL_STATE);
      await tx.sources.putState(bare);
    });
    expect(await store.read.sources.state(SOURCE)).toEqual(FULL_STATE);
    expect(await store.read.sources.states()).toEqual([bare, FULL_STATE]);
    await store.transaction((tx) => tx.sources.putState({ source: SOURCE, problems: [] }));
    expect(await store.read.sources.state(SOURCE)).toEqual({ source: SOURCE, problems: [] });
    expect(await store.read.sources.state(SourceId.parse('none'))).toBeUndefined();
  });

  it('is a board: mints growing ids, edits and removes, times in cards intact', async () => {
    const { store } = await openFresh(bench);
    const draft: Omit<BoardMessage, 'message' | 'editedAt'> = {
      channel: CHANNEL,
      key: 'k',
      card: CARD,
      postedAt: NOON,
    };
    const post = (over: Partial<typeof draft> = {}) =>
      store.transaction((tx) => tx.board.add({ ...draft, ...over }));
    const first = await post();
    expect(first).toEqual({ ...draft, message: first.message });
    const reply = await post({ thread: first.message, key: 'k2' });
    const elsewhere = await post({ channel: OTHER_CHANNEL });
    const { board } = store.read;
    expect(await board.message(CHANNEL, first.message)).toEqual(first);
    expect(await board.message(OTHER_CHANNEL, first.message)).toBeUndefined();
    expect(await board.message(CHANNEL, MessageId.parse('1700000000.0001'))).toBeUndefined();
    expect(await board.messages(CHANNEL, 9)).toEqual([first, reply]);
    expect(await board.messages(CHANNEL, 1)).toEqual([reply]);
    expect(await board.byKey(CHANNEL, 'k')).toEqual([first]);
    expect(await board.channels()).toEqual([CHANNEL, OTHER_CHANNEL]);

    const at = NOON.add({ minutes: 1 });
    const card: Card = { ...CARD, summary: 'edited' };
    const edit = (channel = CHANNEL) =>
      store.transaction((tx) => tx.board.edit(channel, first.message, card, at));
    expect(await edit(OTHER_CHANNEL)).toBe(false);
    expect(await edit()).toBe(true);
    expect(await board.message(CHANNEL, first.message)).toEqual({ ...first, card, editedAt: at });

    const remove = (message: MessageId) => store.transaction((tx) => tx.board.remove(CHANNEL, message));
    expect([await remove(reply.message), await remove(reply.message)]).toEqual([true, false]);
    await store.transaction((tx) => tx.board.remove(OTHER_CHANNEL, elsewhere.message));
    const next = await post();
    expect(Number(next.message)).toBeGreaterThan(Number(elsewhere.message));
  });
}
