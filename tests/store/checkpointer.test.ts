import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { Checkpointer } from '../../src/store/sqlite/checkpointer.ts';
import { sleep } from '../../src/support/sleep.ts';
import { MemoryLog } from '../contracts/store-bench.ts';
import { NOON, seminarId } from '../contracts/store-fixtures.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { untilTrue } from '../support/until-true.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** A database whose writer copies nothing back by itself. */
function openDatabase(quietMs: number) {
  const path = join(createTemporaryFolder().path, 'x.db');
  const writer = new DatabaseSync(path, { timeout: 5000 });
  writer.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table t (x blob)');
  const log = new MemoryLog();
  const checkpointer = new Checkpointer(path, log, { quietMs });
  onTestFinished(async () => {
    await checkpointer.close();
    writer.close();
  });
  return {
    path,
    log,
    checkpointer,
    open: () => {
      const reader = new DatabaseSync(path);
      onTestFinished(() => reader.close());
      return reader;
    },
    write: (megabytes: number): void => {
      writer.exec(`insert into t values (zeroblob(${megabytes * 1024 * 1024}))`);
      checkpointer.note();
    },
    /** Pages of the log that the database does not have yet. */
    waiting: (): number => {
      const row = writer.prepare('pragma wal_checkpoint(noop)').get();
      return Number(row?.log) - Number(row?.checkpointed);
    },
    logSize: () => statSync(`${path}-wal`).size,
  };
}

const FAR = 3_600_000;

it('copies the log back while the writer does other things', async () => {
  const database = openDatabase(FAR);
  database.write(20);
  expect(database.waiting()).toBeGreaterThan(5000);
  await untilTrue(async () => database.waiting() === 0);
  // The log starts afresh with the next commit, and does not grow.
  const size = database.logSize();
  database.write(18);
  await untilTrue(async () => database.waiting() === 0);
  expect(database.logSize()).toBeLessThanOrEqual(size);
});

it('leaves a short log alone, without a thread', async () => {
  const database = openDatabase(FAR);
  database.write(1);
  // Long enough for it to look.
  await sleep(300);
  expect(database.waiting()).toBeGreaterThan(200);
});

it('a reader that stays holds the log up only for as long as it stays', async () => {
  const database = openDatabase(FAR);
  const reader = database.open();
  database.write(1);
  reader.exec('begin; select count(*) from t');
  for (let round = 0; round < 10; round += 1) database.write(8);
  await untilTrue(async () => database.logSize() > 80 * 1024 * 1024);
  reader.exec('commit');
  database.write(20);
  // It had grown too long: it is given back at once.
  await untilTrue(async () => database.logSize() < 30 * 1024 * 1024);
  expect(database.waiting()).toBe(0);
});

it('gives the file back when nothing is written any more, and begins anew afterwards', async () => {
  const database = openDatabase(50);
  for (let round = 0; round < 2; round += 1) {
    database.write(20);
    await untilTrue(async () => database.logSize() === 0);
  }
  expect(database.log.lines).toEqual([]);
});

it('what was committed stands, however often the process is killed', async () => {
  const path = join(createTemporaryFolder().path, 'x.db');
  const url = `sqlite:${path}`;
  let told = 0;
  for (const killAfter of [60, 150, 240]) {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'checkpoint-child.ts'), url, String(told + 1)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const until = told + killAfter;
    child.stdout.on('data', (lines: Buffer) => {
      told = Number(lines.toString().trim().split('\n').at(-1));
      if (told >= until) child.kill('SIGKILL');
    });
    await once(child, 'close');
  }
  expect(existsSync(`${path}-wal`)).toBe(true);
  const store = await openStore(url, { clock: new VirtualClock(NOON), log: new MemoryLog() });
  const ids = Array.from({ length: told }, (_, n) => seminarId(n + 1));
  expect(await store.read.seminars.many(ids)).toHaveLength(told);
  await store.close();
  const database = new DatabaseSync(path);
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  database.close();
  expect(existsSync(`${path}-wal`)).toBe(false);
});
