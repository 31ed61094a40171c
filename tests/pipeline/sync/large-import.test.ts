import { expect, it } from 'vitest';
import { openSyncRig, ShelfSource } from './sync-kit.ts';

const MANY = 700;

function aShelf(): ShelfSource {
  const shelf = new ShelfSource('files:talks');
  const start = Temporal.Instant.from('2027-02-01T01:00:00Z');
  const talk = (n: number) => [
    `talk-${n}`,
    { title: `Eddy ${n}`, start: start.add({ hours: n }).toString(), timezone: 'Australia/Brisbane' },
  ];
  shelf.put(Object.fromEntries(Array.from({ length: MANY }, (_, n) => talk(n))));
  return shelf;
}

it('a large import can be searched when it is done, whole', async () => {
  const shelf = aShelf();
  const rig = await openSyncRig([shelf]);
  const report = await rig.sync(shelf);
  expect(report.added).toHaveLength(MANY);
  expect(await rig.store.read.seminars.find({ words: ['eddy'] })).toHaveLength(MANY);
  expect(await rig.sync(shelf)).toMatchObject({ added: [], changed: [], unchanged: MANY });
});

it('one that is cut short leaves what can be searched, and the next sync brings the rest', async () => {
  const shelf = aShelf();
  const stop = new AbortController();
  let written = 0;
  const rig = await openSyncRig([shelf], undefined, (store) => ({
    ...store,
    transaction: async (work, options) => {
      const value = await store.transaction(work, options);
      written += 1;
      if (written === 2) stop.abort(new Error('the service is stopping'));
      return value;
    },
  }));
  const { seminars } = rig.store.read;
  await expect(rig.sync(shelf, { signal: stop.signal })).rejects.toThrow('the service is stopping');
  const some = await seminars.find({});
  expect(some.length).toBeGreaterThan(0);
  expect(some.length).toBeLessThan(MANY);
  expect(await seminars.find({ words: ['eddy'] })).toEqual(some);
  await rig.sync(shelf);
  expect(await seminars.find({ words: ['eddy'] })).toHaveLength(MANY);
});

it('a source that says when to come back is heard', async () => {
  const shelf = aShelf();
  const rig = await openSyncRig([shelf]);
  const busy = Object.assign(new Error('answered 429'), { retryAfterMs: 120_000 });
  const source = { id: shelf.id, review: false, read: () => Promise.reject(busy) };
  expect(await rig.sync(source)).toMatchObject({
    outcome: 'failed',
    failure: 'answered 429',
    retryAfterMs: 120_000,
  });
});
