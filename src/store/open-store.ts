import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { InstallationId, type LaneId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { ReleaseStack } from '../support/release-stack.ts';
import { ChangeFeed } from './changes.ts';
import type { Database } from './database.ts';
import type { Topic, WriteHandle } from './flavour.ts';
import { TransactionGuard } from './guard.ts';
import { type MigrationReport, migrateToNewest } from './migrate.ts';
import { openPostgres } from './postgres/open.ts';
import { createReader } from './reader.ts';
import { PendingSearch } from './search-index.ts';
import { openSqliteFile, openSqliteMemory } from './sqlite/open.ts';
import { parseStoreUrl } from './store-url.ts';
import { createDeliveries } from './tables/deliveries.ts';
import { createLanes } from './tables/lanes.ts';
import type { Tables } from './tables.ts';
import { createWriter } from './writer.ts';

export interface StoreOptions {
  /** Leases of lanes in SQLite run by it; PostgreSQL has a clock of its own. */
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the store that the url names (`sqlite:PATH`, `sqlite::memory:`, `postgres://…`), creates what is missing of it
 * and brings its schema up to date. Throws RangeError for a url that is none of these, Error where it cannot be opened.
 */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  const guard = new TransactionGuard();
  const database = openDatabase(url, guard, options);
  try {
    const installation = await database.prepare(async (db) => {
      const { from, applied } = await migrateToNewest(db, database.flavour);
      if (applied.length > 0)
        options.log.info('store brought up to date', { from: from ?? 'empty', applied });
      return mintInstallation(db);
    });
    return createStore(database, guard, installation, options.log);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Brings the schema up to date and closes again. Throws as `openStore` does. */
export async function migrateStore(url: string, options: StoreOptions): Promise<MigrationReport> {
  const database = openDatabase(url, new TransactionGuard(), options);
  try {
    return await database.prepare((db) => migrateToNewest(db, database.flavour));
  } finally {
    await database.close();
  }
}

function openDatabase(text: string, guard: TransactionGuard, { clock, log }: StoreOptions): Database {
  const url = parseStoreUrl(text);
  switch (url.type) {
    case 'sqlite':
      return openSqliteFile(url.path, guard, clock, log);
    case 'memory':
      return openSqliteMemory(guard, clock);
    case 'postgres':
      return openPostgres(url.url, guard, log);
  }
}

/** The first to open the store decides; everybody else reads what that was. */
async function mintInstallation(db: Kysely<Tables>): Promise<InstallationId> {
  const read = () =>
    db.selectFrom('meta').select('value').where('name', '=', 'installation').executeTakeFirst();
  const known = await read();
  if (known) return InstallationId.parse(known.value);
  await db
    .insertInto('meta')
    .values({ name: 'installation', value: randomUUID() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return InstallationId.parse((await read())?.value);
}

function createStore(
  database: Database,
  guard: TransactionGuard,
  installation: InstallationId,
  log: Log,
): Store {
  const { flavour, index } = database;
  const changes = new ChangeFeed(log);
  const resources = new ReleaseStack();
  resources.add(() => database.close());
  resources.add(() => changes.close());
  let listening = false;

  return {
    installation,
    read: createReader({ db: database.reading, flavour }, index),
    lanes: createLanes(database.leasing, () => database.now()),
    deliveries: createDeliveries(database),
    transaction: async (work, { durable = true, by, committed = NOTHING } = {}) => {
      const { value, topics, lanes } = await database.transact({ durable, committed }, async (db) => {
        const touched = new Set<Topic>();
        const hastened = new Set<LaneId>();
        const told = new Set<Topic>();
        const touch: WriteHandle['touch'] = (topic, audience) => {
          touched.add(topic);
          if (audience !== 'here') told.add(topic);
        };
        const hasten: WriteHandle['hasten'] = (all) => {
          for (const lane of all) if (lane !== by) hastened.add(lane);
        };
        const handle: WriteHandle = { db, flavour, touch, hasten };
        const search = new PendingSearch(index);
        const result = await guard.enclose(() => work(createWriter(handle, index, search)));
        await search.settle(handle);
        return { value: result, topics: touched, lanes: hastened, told };
      });
      changes.announce(topics, lanes);
      return value;
    },
    watch: (listener) => {
      if (!listening) database.listen((topics, lanes) => changes.announce(topics, lanes));
      listening = true;
      return changes.add(listener);
    },
    close: () => resources.release(),
  };
}

const NOTHING = (): void => {};
