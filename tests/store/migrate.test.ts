import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrateStore, openStore } from '../../src/store/open-store.ts';
import { MemoryLog } from '../contracts/store-bench.ts';
import { NOON } from '../contracts/store-fixtures.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

const options = () => ({ clock: new VirtualClock(NOON), log: new MemoryLog() });

describe('bringing a store up to date', () => {
  it('says from where and by which steps, once', async () => {
    const url = `sqlite:${join(createTemporaryFolder().path, 'deep', 'x.db')}`;
    const first = await migrateStore(url, options());
    expect(first).toEqual({ applied: first.applied.toSorted() });
    expect(first.applied[0]).toBe('0001-initial');
    expect(await migrateStore(url, options())).toEqual({ from: first.applied.at(-1), applied: [] });
  });

  it('refuses what a newer version wrote, and leaves it alone', async () => {
    const path = join(createTemporaryFolder().path, 'x.db');
    await migrateStore(`sqlite:${path}`, options());
    const database = new DatabaseSync(path);
    database.exec("insert into kysely_migration values ('0999-later', '2031-01-01')");
    database.close();
    await expect(openStore(`sqlite:${path}`, options())).rejects.toThrow(
      'the store is at schema "0999-later", which this version does not know: it was written by a newer one',
    );
  });

  it('is all or nothing: a step that fails half-way leaves no table behind', async () => {
    const path = join(createTemporaryFolder().path, 'x.db');
    const database = new DatabaseSync(path);
    onTestFinished(() => database.close());
    // In the way of a table that is made late.
    database.exec('create table board_messages (x)');
    await expect(migrateStore(`sqlite:${path}`, options())).rejects.toThrow(
      'could not be brought up to date',
    );
    const left = database
      .prepare("select name from sqlite_master where name in ('seminars', 'notices')")
      .all();
    expect(left).toEqual([]);
    database.exec('drop table board_messages');
    expect((await migrateStore(`sqlite:${path}`, options())).applied[0]).toBe('0001-initial');
    expect(database.prepare('select count(*) as n from seminars').get()?.n).toBe(0);
  });

  it('names the file where it cannot be opened', async () => {
    const { path } = createTemporaryFolder();
    writeFileSync(join(path, 'file'), 'no folder');
    await expect(openStore(`sqlite:${path}/file/x.db`, options())).rejects.toThrow(
      `the store ${path}/file/x.db cannot be opened`,
    );
    writeFileSync(
      join(path, 'text.db'),
      'this is no database, although it is long enough to look like one'.repeat(99),
    );
    await expect(openStore(`sqlite:${path}/text.db`, options())).rejects.toThrow(
      `the store ${path}/text.db cannot be opened`,
    );
  });
});
