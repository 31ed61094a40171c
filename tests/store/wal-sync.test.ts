import { expect, it } from 'vitest';
import { WalSync } from '../../src/store/sqlite/wal-sync.ts';
import { sleep } from '../../src/support/sleep.ts';

/** A disk whose syncs end when the test says so, and the commits that wait for it. */
function openDisk() {
  const syncs: { readonly done: () => void; readonly fail: (error: Error) => void }[] = [];
  const sync = new WalSync(() => new Promise((done, fail) => void syncs.push({ done: () => done(), fail })));
  const settled: string[] = [];
  const commit = (name: string): void => {
    sync.settle().then(
      () => settled.push(name),
      (error: unknown) => settled.push(`${name}: ${error instanceof Error ? error.message : ''}`),
    );
  };
  return { syncs, settled, commit };
}

const BROKEN = 'what was written to the store may not be on disk; open it anew';

it('a commit counts once a sync has ended that began after it', async () => {
  const { syncs, settled, commit } = openDisk();
  commit('a');
  await sleep(0);
  // The first sync is under way already: what these wrote may have come too late for it.
  commit('b');
  commit('c');
  syncs[0]?.done();
  await sleep(0);
  expect(settled).toEqual(['a']);
  expect(syncs).toHaveLength(2);
  syncs[1]?.done();
  await sleep(0);
  expect(settled).toEqual(['a', 'b', 'c']);
  commit('d');
  await sleep(0);
  expect(syncs).toHaveLength(3);
  syncs[2]?.done();
  await sleep(0);
  expect(settled).toEqual(['a', 'b', 'c', 'd']);
});

it('after a sync that failed no commit counts any more', async () => {
  const { syncs, settled, commit } = openDisk();
  commit('a');
  commit('b');
  syncs[0]?.fail(new Error('the disk is broken'));
  await sleep(0);
  commit('c');
  await sleep(0);
  expect(settled).toEqual([`a: ${BROKEN}`, `b: ${BROKEN}`, `c: ${BROKEN}`]);
  expect(syncs).toHaveLength(1);
});
