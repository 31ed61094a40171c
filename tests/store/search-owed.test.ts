import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { MemoryLog } from '../contracts/store-bench.ts';
import { makeSeminar, NOON } from '../contracts/store-fixtures.ts';
import { findPostgresObstacle, type PostgresServer, startPostgres } from '../support/postgres.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

/** As a version before `0008-search-merges` left a store whose import was cut short: the records are in, and no token. */
const OWED = 'insert into search_owed (seminar) select id from seminars order by id';

async function open(url: string): Promise<Store> {
  const store = await openStore(url, { clock: new VirtualClock(NOON), log: new MemoryLog() });
  onTestFinished(() => store.close());
  return store;
}

async function settleWhatIsOwed(url: string, owe: (url: string) => Promise<void>): Promise<void> {
  const all = Array.from({ length: 25 }, (_, n) => makeSeminar(n, { title: `Estuary ${n}` }));
  const before = await open(url);
  await before.transaction((tx) => tx.seminars.putAll(all));
  expect(await before.read.seminars.owesSearch()).toBe(false);
  await before.close();
  await owe(url);
  const store = await open(url);
  const { seminars } = store.read;
  expect(await seminars.find({ words: ['estuary'] })).toEqual([]);
  expect(await seminars.owesSearch()).toBe(true);
  // Meanwhile one is changed by hand, and found by its new words at once.
  const changed = makeSeminar(3, { title: 'Estuary by moonlight' });
  await store.transaction((tx) => tx.seminars.put(changed));
  expect(await seminars.find({ words: ['moonlight'] })).toEqual([changed]);
  const steps: number[] = [];
  for (let done = 1; done > 0; ) {
    done = await store.transaction((tx) => tx.seminars.settleSearch(10));
    steps.push(done);
  }
  expect(steps).toEqual([10, 10, 5, 0]);
  expect(await seminars.owesSearch()).toBe(false);
  expect((await seminars.find({ words: ['estuary'] })).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  expect(await seminars.find({ words: ['moonlight'] })).toEqual([changed]);
}

describe('what an earlier version left to be made searchable', () => {
  it('SQLite', async () => {
    const url = `sqlite:${join(createTemporaryFolder().path, 'x.db')}`;
    await settleWhatIsOwed(url, async () => {
      const database = new DatabaseSync(url.slice('sqlite:'.length));
      database.exec(`insert into seminar_search (seminar_search) values ('delete-all');
        delete from search_keys; ${OWED}`);
      database.close();
    });
  });
});

const obstacle = await findPostgresObstacle();
describe.skipIf(obstacle)(obstacle ? `PostgreSQL (skipped: ${obstacle})` : 'PostgreSQL', () => {
  let server: PostgresServer | undefined;
  afterAll(() => server?.stop());

  it('the same', async () => {
    server = await startPostgres();
    await settleWhatIsOwed(await server.createDatabase(), async (url) => {
      const client = new Client(url);
      await client.connect();
      await client.query(`delete from seminar_search; ${OWED}`);
      await client.end();
    });
  });
});
