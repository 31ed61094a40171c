import { expect, it } from 'vitest';
import { SourceId } from '../../src/domain/ids.ts';
import type { Claim, Seminar } from '../../src/domain/seminar.ts';
import type { PersonalReminder } from '../../src/ports/store/people.ts';
import type { SeminarQuery } from '../../src/ports/store/seminars.ts';
import type { Store } from '../../src/ports/store.ts';
import { openFresh, type StoreBench } from './store-bench.ts';
import {
  CHANNEL,
  LANE,
  makePlanned,
  makePost,
  makeReminder,
  makeSeminar,
  message,
  NOON,
  OTHER_CHANNEL,
  PERSON,
  SERIES,
  SOURCE,
  seminarId,
  token,
} from './store-fixtures.ts';

const IDS = [seminarId(1), seminarId(2), seminarId(9)] as const;

function makeClaim(n: number, over: Partial<Claim> = {}): Claim {
  return {
    source: SOURCE,
    uid: `talk-${n}`,
    seminar: seminarId(n),
    fields: { title: `Talk ${n}` },
    hash: `hash ${n}`,
    place: `talks.yaml:${n}`,
    ...over,
  };
}

/** All of an answer, page by page. */
async function findInPages(store: Store, query: SeminarQuery, limit: number): Promise<readonly Seminar[]> {
  const found: Seminar[] = [];
  for (;;) {
    const last = found.at(-1);
    const page = await store.read.seminars.find({ ...query, limit, ...(last ? { after: last } : {}) });
    found.push(...page);
    if (page.length < limit) return found;
  }
}

export function describeBulk(bench: StoreBench): void {
  it('puts many seminars at once, new ones and others; of two with one id the last counts', async () => {
    const { store } = await openFresh(bench);
    await store.transaction((tx) => tx.seminars.put(makeSeminar(1)));
    const moved = makeSeminar(1, { title: 'Tides', start: NOON.add({ hours: 30 }), series: SERIES });
    await store.transaction((tx) =>
      tx.seminars.putAll([makeSeminar(2, { title: 'Old' }), moved, makeSeminar(2), makeSeminar(3)]),
    );
    expect(await store.read.seminars.find({})).toEqual([makeSeminar(2), makeSeminar(3), moved]);
    expect(await store.read.seminars.find({ words: ['tides'] })).toEqual([moved]);
    expect(await store.read.seminars.find({ words: ['old'] })).toEqual([]);
    await store.transaction((tx) => tx.seminars.putAll([]));
  });

  it('finds page by page what it finds at once', async () => {
    const { store } = await openFresh(bench);
    const { start: _, ...undated } = makeSeminar(40);
    const together = [10, 11, 12, 13, 14].map((n) => makeSeminar(n, { start: NOON.add({ hours: 2 }) }));
    const drafts = [undated, { ...undated, id: seminarId(41) }];
    await store.transaction((tx) =>
      tx.seminars.putAll([...drafts, ...together, makeSeminar(1), makeSeminar(5)]),
    );
    const queries: readonly SeminarQuery[] = [
      {},
      { startsFrom: NOON.add({ hours: 2 }) },
      { publication: 'published' },
      { latestFirst: true },
    ];
    for (const query of queries) {
      const whole = await store.read.seminars.find(query);
      for (const limit of [1, 2, 3, 50]) expect(await findInPages(store, query, limit)).toEqual(whole);
    }
  });

  it('puts many claims at once, and gives those of many seminars', async () => {
    const { store } = await openFresh(bench);
    const other = makeClaim(1, { source: SourceId.parse('csv:talks') });
    const gone = makeClaim(2, { goneSince: NOON });
    await store.transaction((tx) =>
      tx.seminars.putClaims([makeClaim(1, { hash: 'old' }), gone, other, makeClaim(1)]),
    );
    const claims = await store.read.seminars.claimsOfMany(IDS);
    expect([...claims.keys()].toSorted()).toEqual([IDS[0], IDS[1]].toSorted());
    expect(claims.get(IDS[0])).toEqual([other, makeClaim(1)]);
    expect(claims.get(IDS[1])).toEqual([gone]);
    await store.transaction((tx) => tx.seminars.putClaims([makeClaim(2)]));
    expect(await store.read.seminars.claimsOf(IDS[1])).toEqual([makeClaim(2)]);
    expect((await store.read.seminars.claimsOfMany([])).size).toBe(0);
  });

  it('moves places, and nothing else of a claim', async () => {
    const { store } = await openFresh(bench);
    const other = makeClaim(1, { source: SourceId.parse('csv:talks') });
    await store.transaction((tx) => tx.seminars.putClaims([makeClaim(1), makeClaim(2), other]));
    await store.transaction((tx) =>
      tx.seminars.putPlaces(
        SOURCE,
        new Map([
          ['talk-1', 'talks.yaml:7'],
          ['unknown', 'talks.yaml:9'],
        ]),
      ),
    );
    expect(await store.read.seminars.claimsOf(IDS[0])).toEqual([
      other,
      makeClaim(1, { place: 'talks.yaml:7' }),
    ]);
    expect(await store.read.seminars.claimsOf(IDS[1])).toEqual([makeClaim(2)]);
  });

  it('tells a source its claims in short, however many there are', async () => {
    const { store } = await openFresh(bench);
    const many = Array.from({ length: 2300 }, (_, n) => makeClaim(n));
    await store.transaction((tx) =>
      tx.seminars.putClaims([...many, makeClaim(1, { source: SourceId.parse('b') })]),
    );
    const states = await store.read.seminars.claimStates(SOURCE);
    expect([...states.keys()].toSorted()).toEqual(many.map(({ uid }) => uid).toSorted());
    expect(states.get('talk-2299')).toEqual({
      seminar: seminarId(2299),
      hash: 'hash 2299',
      place: 'talks.yaml:2299',
      gone: false,
    });
  });

  it('keeps the mark of a reading until anybody but its run writes a claim of that source', async () => {
    const { store } = await openFresh(bench);
    const other = SourceId.parse('csv:talks');
    const mark = { mark: 'abc', records: 2 };
    const markOf = () => store.read.seminars.readingMark(SOURCE);
    const end = (run: string) => store.transaction((tx) => tx.seminars.endReading(SOURCE, run, mark));
    const begin = (run: string) => store.transaction((tx) => tx.seminars.beginReading(SOURCE, run));
    const settle = async (): Promise<void> => {
      await begin('run 1');
      await end('run 1');
      expect(await markOf()).toEqual(mark);
    };
    await end('run 0');
    expect(await markOf()).toBeUndefined();
    await begin('run 1');
    await store.transaction(async (tx) => {
      await tx.seminars.putClaims([makeClaim(1), makeClaim(2)], 'run 1');
      await tx.seminars.putPlaces(SOURCE, new Map([['talk-1', 'talks.yaml:7']]), 'run 1');
      await tx.seminars.markGone(SOURCE, ['talk-2'], NOON, 'run 1');
    });
    expect(await markOf()).toBeUndefined();
    await end('run 1');
    expect(await markOf()).toEqual(mark);
    // Another source is none of its business.
    await store.transaction((tx) => tx.seminars.putClaim(makeClaim(1, { source: other })));
    expect(await markOf()).toEqual(mark);
    // After it has ended its own writing is like anybody's.
    await store.transaction((tx) => tx.seminars.putClaims([makeClaim(1)], 'run 1'));
    expect(await markOf()).toBeUndefined();
    await settle();
    await store.transaction((tx) => tx.seminars.markGone(SOURCE, ['talk-1'], NOON));
    expect(await markOf()).toBeUndefined();
    await settle();
    await store.transaction((tx) => tx.seminars.putPlaces(SOURCE, new Map([['talk-1', 'x']])));
    expect(await markOf()).toBeUndefined();
    // Whoever writes, or begins, in between.
    await begin('run 1');
    await store.transaction((tx) => tx.seminars.putClaim(makeClaim(3)));
    await end('run 1');
    expect(await markOf()).toBeUndefined();
    await begin('run 1');
    await begin('run 2');
    await end('run 1');
    expect(await markOf()).toBeUndefined();
    await end('run 2');
    expect(await markOf()).toEqual(mark);
    // Who begins is told whose mark was there.
    expect(await begin('run 3')).toBe('run 2');
    expect(await begin('run 4')).toBeUndefined();
  });

  it('gives notices, and what was said, of many seminars', async () => {
    const { store } = await openFresh(bench);
    const [late, soon] = [makePlanned(1, { dueIn: { hours: 5 } }), makePlanned(2)];
    const said = { version: 1, material: { status: 'scheduled' } } as const;
    await store.transaction(async (tx) => {
      await tx.outbox.plan([late, soon, makePlanned(5)], NOON);
      for (const n of [1, 5]) await tx.posts.putSaid(seminarId(n), CHANNEL, said);
    });
    const { outbox, posts } = store.read;
    expect((await outbox.ofSeminars(IDS)).map(({ id }) => id)).toEqual([soon.id, late.id]);
    expect(await outbox.ofSeminars([])).toEqual([]);
    expect((await outbox.many([late.id, makePlanned(8).id])).map(({ id }) => id)).toEqual([late.id]);
    expect(await outbox.many([])).toEqual([]);
    expect(await posts.saidOfMany(IDS)).toEqual([{ seminar: IDS[0], channel: CHANNEL, said }]);
    expect(await posts.saidOfMany([])).toEqual([]);
  });

  it('puts and gives many posts at once; of two with one id the last counts', async () => {
    const { store } = await openFresh(bench);
    const other = makePost(2, { seminars: [seminarId(2), seminarId(9)] });
    const { message: _, ...sending } = makePost(1);
    await store.transaction((tx) => tx.posts.putAll([sending, makePost(2)]));
    await store.transaction((tx) => tx.posts.putAll([]));
    const stands = { ...sending, message: message('7.1'), shownRevision: 3 };
    // A digest whose seminars are others now is found by those, and by no other.
    await store.transaction((tx) => tx.posts.putAll([sending, other, stands]));
    const { posts } = store.read;
    const given = await posts.many([stands.id, other.id, makePost(8).id]);
    expect(given.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      [stands, other].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(await posts.many([])).toEqual([]);
    expect(await posts.ofSeminar(seminarId(9))).toEqual([other]);
    expect(await posts.ofSeminar(seminarId(1))).toEqual([stands]);
    expect(await posts.byMessage(CHANNEL, message('7.1'))).toEqual(stands);
  });

  it('keeps what was said in many places at once; of two of one place the last counts', async () => {
    const { store } = await openFresh(bench);
    const saying = (n: number, version: number) =>
      ({
        seminar: seminarId(n),
        channel: n === 3 ? OTHER_CHANNEL : CHANNEL,
        said: { version, material: { status: 'scheduled', title: `Talk ${version}` } },
      }) as const;
    await store.transaction((tx) => tx.posts.putAllSaid([saying(1, 1), saying(2, 1)]));
    await store.transaction((tx) => tx.posts.putAllSaid([saying(2, 2), saying(3, 1), saying(2, 3)]));
    await store.transaction((tx) => tx.posts.putAllSaid([]));
    const places = [1, 2, 3, 4].map((n) => ({ seminar: seminarId(n), channel: CHANNEL }));
    const there = await store.read.posts.saidAt(places);
    expect(there.toSorted((a, b) => a.said.version - b.said.version)).toEqual([saying(1, 1), saying(2, 3)]);
    expect(await store.read.posts.saidAt([])).toEqual([]);
    expect(await store.read.posts.said(seminarId(3), OTHER_CHANNEL)).toEqual(saying(3, 1).said);
  });

  it('gives many channels at once', async () => {
    const { store } = await openFresh(bench);
    const known = { id: CHANNEL, lane: LANE, name: '#seminars', kind: 'channel' } as const;
    await store.transaction((tx) => tx.directory.putChannel(known));
    expect(await store.read.directory.many([CHANNEL, OTHER_CHANNEL])).toEqual([known]);
    expect(await store.read.directory.many([])).toEqual([]);
  });

  it('claims what is due at one instant seminar by seminar, urgent before patient', async () => {
    const { store } = await openFresh(bench);
    const announcements = [1, 2, 3].flatMap((n) =>
      [CHANNEL, OTHER_CHANNEL].map((channel) => makePlanned(n, { channel })),
    );
    const urgent = makeReminder(3, { dueIn: { minutes: 0 } });
    const earlier = makePlanned(4, { dueIn: { minutes: -1 } });
    await store.transaction((tx) => tx.outbox.plan([...announcements, urgent, earlier], NOON));
    const claimed = await store.transaction((tx) =>
      tx.outbox.claim({ lane: LANE, now: NOON, limit: 6, token: token('T') }),
    );
    const bySeminar = [1, 2, 3].map(seminarId).toSorted();
    expect(claimed.map(({ seminar }) => seminar)).toEqual([
      urgent.seminar,
      earlier.seminar,
      ...bySeminar.slice(0, 2).flatMap((id) => [id, id]),
    ]);
  });

  it('gives patches and reminders of many seminars', async () => {
    const { store } = await openFresh(bench);
    const reminder: PersonalReminder = { person: PERSON, seminar: IDS[1], channel: CHANNEL, offset: '15m' };
    await store.transaction(async (tx) => {
      await tx.seminars.putPatch(IDS[0], { title: 'By hand' });
      await tx.people.putReminder(reminder);
    });
    expect(await store.read.seminars.patchesOf(IDS)).toEqual(new Map([[IDS[0], { title: 'By hand' }]]));
    expect(await store.read.people.remindersOfMany(IDS)).toEqual([reminder]);
    expect(await store.read.people.remindersOfMany([])).toEqual([]);
  });
}
