import { Kysely } from 'kysely';
import type { StoreReader } from '../ports/store.ts';
import { SQLITE } from './flavour.ts';
import { TransactionGuard } from './guard.ts';
import { migrateToNewest, newestApplied } from './migrate.ts';
import type { StoreOptions } from './open-store.ts';
import { openPostgres } from './postgres/open.ts';
import { createReader } from './reader.ts';
import { SqliteHandle } from './sqlite/connections.ts';
import { createSqliteDialect } from './sqlite/driver.ts';
import { openSqliteMemory } from './sqlite/open.ts';
import { SQLITE_SEARCH } from './sqlite/search.ts';
import { parseStoreUrl } from './store-url.ts';
import type { Tables } from './tables.ts';

export interface StoreToRead {
  readonly read: StoreReader;
  close(): Promise<void>;
}

/**
 * Opens a store that is there for reading alone: nothing is created, brought up to date or written. Undefined where it is
 * of another version than this program: what it holds could be misread. Throws where it cannot be opened.
 */
export async function openStoreToRead(text: string, options: StoreOptions): Promise<StoreToRead | undefined> {
  const url = parseStoreUrl(text);
  if (url.type === 'memory') return undefined;
  const opened = url.type === 'sqlite' ? openFile(url.path) : openServer(url.url, options);
  try {
    const isOurs = (await newestApplied(opened.db)) === (await newestKnown(options));
    if (isOurs) return opened;
    options.log.warn('the store is of another version and is not looked at');
  } catch (error) {
    await opened.close();
    throw error;
  }
  await opened.close();
  return undefined;
}

type Opened = StoreToRead & { readonly db: Kysely<Tables> };

function openFile(path: string): Opened {
  const handle = new SqliteHandle(path, true);
  const db = new Kysely<Tables>({
    dialect: new TransactionGuard().guard(createSqliteDialect(handle, 'shared')),
  });
  return {
    db,
    read: createReader({ db, flavour: SQLITE }, SQLITE_SEARCH),
    close: async () => {
      await db.destroy();
      handle.close();
    },
  };
}

/** Of its connections only the one for look-ups is ever used. */
function openServer(url: string, { log }: StoreOptions): Opened {
  const { reading: db, flavour, index, close } = openPostgres(url, new TransactionGuard(), log);
  return { db, read: createReader({ db, flavour }, index), close };
}

/** What an empty store comes to. */
async function newestKnown({ clock }: StoreOptions): Promise<string | undefined> {
  const empty = openSqliteMemory(new TransactionGuard(), clock);
  try {
    return await empty.prepare(async (db) => (await migrateToNewest(db, SQLITE)).applied.at(-1));
  } finally {
    await empty.close();
  }
}
