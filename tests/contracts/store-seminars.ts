import { expect, it } from 'vitest';
import { SourceId } from '../../src/domain/ids.ts';
import type { Claim } from '../../src/domain/seminar.ts';
import type { SeminarQuery } from '../../src/ports/store/seminars.ts';
import { openFresh, type StoreBench } from './store-bench.ts';
import { FULL_FIELDS, FULL_SEMINAR, makeSeminar, NOON, SERIES, SOURCE, seminarId } from './store-fixtures.ts';

const CLAIM: Required<Claim> = {
  source: SOURCE,
  uid: 'tide/1',
  seminar: seminarId(1),
  fields: FULL_FIELDS,
  hash: 'h1',
  place: 'seminars/tide.yaml:3',
  goneSince: NOON,
};

export function describeSeminars(bench: StoreBench): void {
  it('gives back every field as it was put, to the nanosecond', async () => {
    const { store } = await openFresh(bench);
    await store.transaction((tx) => tx.seminars.put(FULL_SEMINAR));
    expect(await store.read.seminars.get(FULL_SEMINAR.id)).toEqual(FULL_SEMINAR);
    expect(await store.read.seminars.get(seminarId(4))).toBeUndefined();
  });

  it('replaces a seminar, leaving nothing of the old one', async () => {
    const { store } = await openFresh(bench);
    const before = makeSeminar(1, { title: 'Tides', venue: { room: '1' } });
    const { start: _, ...after } = makeSeminar(1, { title: 'Currents', revision: 2 });
    await store.transaction((tx) => tx.seminars.put(before));
    await store.transaction((tx) => tx.seminars.put(after));
    expect(await store.read.seminars.get(before.id)).toEqual(after);
    expect(await store.read.seminars.find({})).toEqual([after]);
    expect(await store.read.seminars.find({ endsAfter: NOON })).toEqual([]);
  });

  it('gives many in the order asked for, each once, unknown ones left out', async () => {
    const { store } = await openFresh(bench);
    const [a, b] = [makeSeminar(1), makeSeminar(2)];
    await store.transaction(async (tx) => {
      await tx.seminars.put(a);
      await tx.seminars.put(b);
    });
    expect(await store.read.seminars.many([b.id, seminarId(9), a.id, b.id])).toEqual([b, a]);
    expect(await store.read.seminars.many([])).toEqual([]);
  });

  it('finds in order of start, then id, drafts without a start last', async () => {
    const { store } = await openFresh(bench);
    const { start: _, ...undated } = makeSeminar(7);
    const together = [10, 11, 12, 13].map((n) => makeSeminar(n, { start: NOON.add({ hours: 2 }) }));
    const all = [undated, ...together, makeSeminar(1), makeSeminar(5)];
    await store.transaction(async (tx) => {
      for (const seminar of all) await tx.seminars.put(seminar);
    });
    const expected = [
      makeSeminar(1),
      ...together.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      makeSeminar(5),
      undated,
    ];
    expect((await store.read.seminars.find({})).map((s) => s.id)).toEqual(expected.map((s) => s.id));
    expect((await store.read.seminars.find({ limit: 2 })).map((s) => s.id)).toEqual(
      expected.slice(0, 2).map((s) => s.id),
    );
  });

  it('knows what still runs: by its end, or an hour without one, even beside one that lasts a week', async () => {
    const { store } = await openFresh(bench);
    const hour = (n: number) => NOON.add({ hours: n });
    const week = makeSeminar(1, { start: hour(-100), end: hour(68) });
    const justOver = makeSeminar(2, { start: hour(-3), end: hour(0) });
    const running = makeSeminar(3, { start: hour(-1).add({ seconds: 1 }) });
    const hourAgo = makeSeminar(4, { start: hour(-1) });
    const later = makeSeminar(5);
    const backwards = makeSeminar(6, { start: hour(-2), end: hour(-3) });
    await store.transaction(async (tx) => {
      for (const seminar of [week, justOver, running, hourAgo, later, backwards]) {
        await tx.seminars.put(seminar);
      }
    });
    expect(await store.read.seminars.find({ endsAfter: NOON })).toEqual([week, running, later]);
  });

  it('applies each condition, alone and together', async () => {
    const { store } = await openFresh(bench);
    const inSeries = makeSeminar(1, { series: SERIES });
    const open = makeSeminar(2, { audience: 'public' });
    const draft = makeSeminar(3, { publication: 'draft', series: SERIES });
    const plain = makeSeminar(4);
    await store.transaction(async (tx) => {
      for (const seminar of [plain, draft, open, inSeries]) await tx.seminars.put(seminar);
    });
    const find = async (query: SeminarQuery) => (await store.read.seminars.find(query)).map((s) => s.title);
    expect(await find({ series: SERIES })).toEqual(['Talk 1', 'Talk 3']);
    expect(await find({ series: SERIES, publication: 'published' })).toEqual(['Talk 1']);
    expect(await find({ publication: 'draft' })).toEqual(['Talk 3']);
    expect(await find({ audience: 'public' })).toEqual(['Talk 2']);
    expect(await find({ startsFrom: NOON.add({ hours: 2 }), startsBefore: NOON.add({ hours: 4 }) })).toEqual([
      'Talk 2',
      'Talk 3',
    ]);
  });

  it('keeps claims, whole and in short, and marks what is gone once', async () => {
    const { store } = await openFresh(bench);
    const other: Claim = {
      source: SourceId.parse('import'),
      uid: 'x',
      seminar: CLAIM.seminar,
      fields: {},
      hash: 'h2',
      place: 'x.txt',
    };
    const { goneSince: _, ...present } = CLAIM;
    await store.transaction(async (tx) => {
      await tx.seminars.putClaim(CLAIM);
      await tx.seminars.putClaim({ ...present, uid: 'tide/2', hash: 'h3' });
      await tx.seminars.putClaim(other);
    });
    const later = NOON.add({ hours: 1 });
    await store.transaction((tx) => tx.seminars.markGone(SOURCE, ['tide/1', 'tide/2', 'never seen'], later));
    expect(await store.read.seminars.claim(SOURCE, 'tide/1')).toEqual(CLAIM);
    expect(await store.read.seminars.claim(SOURCE, 'tide/2')).toEqual({
      ...CLAIM,
      uid: 'tide/2',
      hash: 'h3',
      goneSince: later,
    });
    expect(await store.read.seminars.claim(SOURCE, 'x')).toBeUndefined();
    expect((await store.read.seminars.claimsOf(CLAIM.seminar)).map((claim) => claim.uid)).toEqual([
      'tide/1',
      'tide/2',
      'x',
    ]);
    expect(await store.read.seminars.claimStates(other.source)).toEqual(
      new Map([['x', { seminar: CLAIM.seminar, hash: 'h2', place: 'x.txt', gone: false }]]),
    );
    expect((await store.read.seminars.claimStates(SOURCE)).get('tide/2')?.gone).toBe(true);
  });

  it('a claim that is back is no longer gone', async () => {
    const { store } = await openFresh(bench);
    const { goneSince: _, ...present } = CLAIM;
    await store.transaction((tx) => tx.seminars.putClaim(CLAIM));
    await store.transaction((tx) => tx.seminars.putClaim(present));
    expect(await store.read.seminars.claim(SOURCE, CLAIM.uid)).toEqual(present);
  });

  it('keeps what organisers changed by hand, empty where nothing was', async () => {
    const { store } = await openFresh(bench);
    expect(await store.read.seminars.patchOf(seminarId(1))).toEqual({});
    await store.transaction((tx) => tx.seminars.putPatch(seminarId(1), { title: 'By hand' }));
    await store.transaction((tx) => tx.seminars.putPatch(seminarId(1), FULL_FIELDS));
    expect(await store.read.seminars.patchOf(seminarId(1))).toEqual(FULL_FIELDS);
  });
}
