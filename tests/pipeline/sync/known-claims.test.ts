import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSync } from '../../../src/pipeline/sync/sync-source.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openRig } from '../plan/kit.ts';
import { type Encoded, ShelfSource } from './sync-kit.ts';

const START = Temporal.Instant.from('2026-12-01T01:00:00Z');
const UIDS = ['a', 'b', 'c', 'd', 'e'] as const;

type Titles = Readonly<Partial<Record<(typeof UIDS)[number], string>>>;

function fill(shelf: ShelfSource, titles: Titles): void {
  const talks = UIDS.flatMap((uid, n): readonly (readonly [string, Encoded])[] => {
    const title = titles[uid];
    return title === undefined ? [] : [[uid, { title, start: START.add({ hours: n }).toString() }]];
  });
  shelf.put(Object.fromEntries(talks));
}

/** As a process syncs that stays (`keeps`), or as one does that has just begun, each time. */
async function openSide(keeps: boolean) {
  const rig = await openRig();
  const shelf = new ShelfSource('files:talks');
  let asked = 0;
  const { seminars } = rig.store.read;
  const counting: typeof seminars = {
    ...seminars,
    claimStates: (source) => {
      asked += 1;
      return seminars.claimStates(source);
    },
  };
  const store: Store = { ...rig.store, read: { ...rig.store.read, seminars: counting } };
  const begin = () => createSync({ store, clock: rig.clock, plan: () => rig.context, sources: [shelf.id] });
  const first = begin();
  return {
    ...rig,
    shelf,
    asked: () => asked,
    sync: () => (keeps ? first : begin())(shelf, { signal: new AbortController().signal, acceptLoss: true }),
  };
}

describe('the claims that a run has left', () => {
  it('are not read again for a change', async () => {
    const side = await openSide(true);
    fill(side.shelf, { a: 'Tides', b: 'Foam', c: 'Kelp' });
    await side.sync();
    expect(side.asked()).toBe(1);
    fill(side.shelf, { a: 'Tides', b: 'Foam on sand', d: 'Eddies' });
    const report = await side.sync();
    expect([report.added.length, report.changed.length, report.gone.length]).toEqual([1, 1, 1]);
    fill(side.shelf, { a: 'Tides', b: 'Foam on sand', c: 'Kelp', d: 'Eddies' });
    expect(await side.sync()).toMatchObject({ added: [], unchanged: 3 });
    expect(side.asked()).toBe(1);
  });

  it('are read again where another process has written since, though it came to the same', async () => {
    const side = await openSide(true);
    fill(side.shelf, { a: 'Tides', b: 'Foam' });
    await side.sync();
    const other = createSync({
      store: side.store,
      clock: side.clock,
      plan: () => side.context,
      sources: [side.shelf.id],
    });
    const signal = new AbortController().signal;
    for (const b of ['Kelp', 'Foam']) {
      fill(side.shelf, { a: 'Tides', b });
      await other(side.shelf, { signal });
    }
    fill(side.shelf, { a: 'Tides', b: 'Eddies' });
    await side.sync();
    expect(side.asked()).toBe(2);
  });

  it('lead to what reading them leads to, whatever comes, and whoever else writes', async () => {
    const titles = fc.record(
      Object.fromEntries(UIDS.map((uid) => [uid, fc.constantFrom('Tides', 'Foam', undefined)])),
    );
    const step = fc.record({
      titles,
      complete: fc.boolean(),
      place: fc.constantFrom('', '-moved'),
      broken: fc.boolean(),
      meddled: fc.constantFrom(undefined, undefined, ...UIDS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const sides = [await openSide(true), await openSide(false)] as const;
        try {
          for (const { titles: wanted, complete, place, broken, meddled } of steps) {
            const told = [];
            for (const { store, shelf, sync } of sides) {
              const claim = meddled && (await store.read.seminars.claim(shelf.id, meddled));
              if (claim) await store.transaction((tx) => tx.seminars.putClaim({ ...claim, hash: '' }));
              fill(shelf, wanted);
              shelf.complete = complete;
              shelf.records = shelf.records.map((record) => ({
                ...record,
                place: `${record.place}${place}`,
              }));
              shelf.problems = broken ? [{ place: 'talks/a', problem: 'is no YAML' }] : [];
              const { added, changed, gone, unchanged } = await sync();
              const inOrder = gone.toSorted((a, b) => (a.seminar < b.seminar ? -1 : 1));
              told.push({ added, changed, gone: inOrder, unchanged });
            }
            const [one, other] = sides;
            expect(told[0]).toEqual(told[1]);
            const { seminars } = one.store.read;
            expect(await seminars.claimStates(one.shelf.id)).toEqual(
              await other.store.read.seminars.claimStates(other.shelf.id),
            );
            expect((await seminars.find({})).map(({ title }) => title)).toEqual(
              (await other.store.read.seminars.find({})).map(({ title }) => title),
            );
          }
        } finally {
          for (const { store } of sides) await store.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});
