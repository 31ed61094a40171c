import { expect, it } from 'vitest';
import { openFresh, type StoreBench } from './store-bench.ts';
import { CHANNEL, LANE, NOON, OTHER_LANE } from './store-fixtures.ts';

/** Who is told first: a server has several processes, a file has one, which remembers by itself. */
const SEEN_AGAIN: Readonly<Record<StoreBench['dialect'], boolean>> = { sqlite: true, postgres: false };

/** What processes that share a store tell each other beside records and notices. */
export function describeReplicas(bench: StoreBench): void {
  it('keeps until when a platform asked to wait, the latest word for each thing', async () => {
    const { store } = await openFresh(bench);
    const put = (lane: typeof LANE, what: 'posts' | 'edits' | typeof CHANNEL, seconds: number, at = NOON) =>
      store.transaction((tx) => tx.laneBook.putWait({ lane, what, until: at.add({ seconds }) }, at));
    await put(LANE, 'posts', 30);
    await put(LANE, CHANNEL, 5);
    await put(LANE, 'posts', 60);
    await put(OTHER_LANE, 'edits', 9);
    const waits = await store.read.laneBook.waits(LANE);
    expect(waits.map(({ what, until }) => [what, until.since(NOON).total('seconds')]).toSorted()).toEqual(
      [
        ['posts', 60],
        [CHANNEL, 5],
      ].toSorted(),
    );
    // What is over goes with the next word.
    await put(LANE, 'edits', 1, NOON.add({ seconds: 59 }));
    expect((await store.read.laneBook.waits(LANE)).map(({ what }) => what).toSorted()).toEqual([
      'edits',
      'posts',
    ]);
  });

  it('what a platform delivers to several processes is carried out by one', async () => {
    const { store, openAnother } = await openFresh(bench);
    const other = await openAnother();
    expect(await store.deliveries.isFirst('Ev1')).toBe(true);
    expect(await other.deliveries.isFirst('Ev1')).toBe(SEEN_AGAIN[bench.dialect]);
    expect(await other.deliveries.isFirst('Ev2')).toBe(true);
    const all = await Promise.all([store, other, store, other].map((by) => by.deliveries.isFirst('Ev3')));
    expect(all.filter((first) => first)).toHaveLength(SEEN_AGAIN[bench.dialect] ? 4 : 1);
  });
}
