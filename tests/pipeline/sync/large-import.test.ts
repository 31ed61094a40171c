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
  expect(await rig.store.read.seminars.owesSearch()).toBe(false);
  expect(await rig.sync(shelf)).toMatchObject({ added: [], changed: [], unchanged: MANY });
});

it('one that was cut short is made searchable by the next sync, though nothing changed', async () => {
  const shelf = aShelf();
  const rig = await openSyncRig([shelf]);
  const stop = new AbortController();
  const search = rig.store.read.seminars.owesSearch;
  // The records are in; what follows them does not come to pass.
  Object.assign(rig.store.read.seminars, {
    owesSearch: () => {
      stop.abort(new Error('the service is stopping'));
      return search();
    },
  });
  await expect(rig.sync(shelf, { signal: stop.signal })).rejects.toThrow('the service is stopping');
  Object.assign(rig.store.read.seminars, { owesSearch: search });
  expect(await rig.store.read.seminars.find({})).toHaveLength(MANY);
  expect(await rig.store.read.seminars.find({ words: ['eddy'] })).toHaveLength(0);
  await rig.sync(shelf);
  expect(await rig.store.read.seminars.find({ words: ['eddy'] })).toHaveLength(MANY);
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
