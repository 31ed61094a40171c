import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { sleep } from '../../src/support/sleep.ts';
import { MemoryLog } from '../contracts/store-bench.ts';
import { makeSeminar, NOON } from '../contracts/store-fixtures.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

async function openBesideAnother() {
  const path = join(createTemporaryFolder().path, 'x.db');
  const store = await openStore(`sqlite:${path}`, { clock: new VirtualClock(NOON), log: new MemoryLog() });
  const other = new DatabaseSync(path);
  onTestFinished(async () => {
    other.close();
    await store.close();
  });
  return { store, other };
}

it('waits for another process that writes, without holding up anything else', async () => {
  const { store, other } = await openBesideAnother();
  other.exec('begin immediate');
  let written = false;
  const writing = store
    .transaction((tx) => tx.seminars.put(makeSeminar(1)))
    .then(() => {
      written = true;
    });
  // The event loop turns and look-ups are answered, again and again, while the writer waits.
  for (let turn = 0; turn < 10; turn += 1) {
    await sleep(5);
    expect(await store.read.seminars.find({})).toEqual([]);
  }
  expect(written).toBe(false);
  other.exec('commit');
  await writing;
  expect(await store.read.seminars.find({})).toHaveLength(1);
});

it('gives up after some seconds, and is none the worse', async () => {
  const { store, other } = await openBesideAnother();
  other.exec('begin immediate');
  await expect(store.transaction((tx) => tx.seminars.put(makeSeminar(1)))).rejects.toThrow(
    'the database was locked by another process for 5000 ms',
  );
  other.exec('commit');
  await store.transaction((tx) => tx.seminars.put(makeSeminar(1)));
  expect(await store.read.seminars.find({})).toHaveLength(1);
});

it.skipIf(process.platform === 'win32')(
  'a full disk fails what does not fit, whole, and nothing else',
  async () => {
    const { path } = createTemporaryFolder();
    const child = join(import.meta.dirname, 'full-disk-child.ts');
    // No file may grow beyond 8,000 blocks of 1 kB: the system refuses the write, as a full disk does.
    const output = execFileSync('bash', [
      '-c',
      'ulimit -f 8000; exec "$0" "$@"',
      process.execPath,
      child,
      `sqlite:${path}/x.db`,
    ]);
    const { kept, ...report } = JSON.parse(output.toString());
    expect(kept).toBeGreaterThan(3);
    expect(report).toEqual({ found: kept, problem: 'Error: disk I/O error', state: 'due', leased: true });

    // With room again, everything that was said to be kept is there, and the rest can be written.
    const store = await openStore(`sqlite:${path}/x.db`, {
      clock: new VirtualClock(NOON),
      log: new MemoryLog(),
    });
    onTestFinished(() => store.close());
    expect(await store.read.seminars.find({})).toHaveLength(kept);
    await store.transaction((tx) => tx.seminars.put(makeSeminar(0)));
    expect(await store.read.seminars.find({ limit: 1 })).toEqual([makeSeminar(0)]);
  },
);
