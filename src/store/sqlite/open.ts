import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { ALL_TOPICS } from '../changes.ts';
import type { Database } from '../database.ts';
import { SQLITE } from '../flavour.ts';
import type { TransactionGuard } from '../guard.ts';
import type { Tables } from '../tables.ts';
import { Checkpointer } from './checkpointer.ts';
import { isBusy, SqliteHandle } from './connections.ts';
import { createSqliteDialect } from './driver.ts';
import { SQLITE_SEARCH } from './search.ts';
import { WalFile, WalSync } from './wal-sync.ts';

/** How often other processes' writes are looked for. One look is a read of shared memory, some microseconds. */
const POLL_MS = 250;

/** Opens a file, creating it and its folder. Throws with the path where that cannot be. */
export function openSqliteFile(path: string, guard: TransactionGuard, clock: Clock, log: Log): Database {
  const file = resolve(path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const writer = new SqliteHandle(file, false);
    const reader = new SqliteHandle(file, true);
    return createDatabase({
      writer,
      reader,
      guard,
      clock,
      disk: writer.isWal ? openDisk(file, log) : undefined,
    });
  } catch (error) {
    throw new Error(`the store ${file} cannot be opened`, { cause: error });
  }
}

/**
 * A database in memory has one connection, so look-ups take turns with transactions: a second one would either see
 * nothing of it or, with a shared cache, fail wherever a writer is at work.
 */
export function openSqliteMemory(guard: TransactionGuard, clock: Clock): Database {
  const writer = new SqliteHandle(':memory:', false);
  return createDatabase({ writer, reader: undefined, guard, clock, disk: undefined });
}

/** What is done for the disk, off the event loop. */
interface Disk {
  /** Something was committed, which may wait for the next sync. */
  note(): void;
  /** Something was committed; resolves once it is on disk. */
  committed(): Promise<void>;
  /** Before the last connection is closed. */
  close(): Promise<void>;
}

function openDisk(file: string, log: Log): Disk {
  const wal = new WalFile(file);
  const sync = new WalSync(() => wal.sync());
  const checkpointer = new Checkpointer(file, log);
  return {
    note: () => checkpointer.note(),
    committed: () => {
      checkpointer.note();
      return sync.settle();
    },
    close: async () => {
      await checkpointer.close();
      await wal.close();
    },
  };
}

function createDatabase(parts: {
  readonly writer: SqliteHandle;
  readonly reader: SqliteHandle | undefined;
  readonly guard: TransactionGuard;
  readonly clock: Clock;
  /** Absent: SQLite does it all by itself. */
  readonly disk: Disk | undefined;
}): Database {
  const { writer, reader, guard, clock, disk } = parts;
  const writing = new Kysely<Tables>({ dialect: guard.guard(createSqliteDialect(writer, 'exclusive')) });
  const reading = reader
    ? new Kysely<Tables>({ dialect: guard.guard(createSqliteDialect(reader, 'shared')) })
    : writing;
  let poll: NodeJS.Timeout | undefined;
  return {
    flavour: SQLITE,
    index: SQLITE_SEARCH,
    reading,
    leasing: writing,
    now: () => sql`${clock.now().epochMilliseconds}`,
    // Writers wait for each other before they read anything. Other processes see for themselves what was written.
    transact: async ({ durable, committed }, work) => {
      const result = await writing.transaction().execute(work);
      committed();
      if (durable) await disk?.committed();
      else disk?.note();
      return result;
    },
    prepare: async (work) => {
      const result = await work(writing);
      await disk?.committed();
      return result;
    },
    listen: (changed) => {
      if (!reader) return;
      // Asked of the writing connection, whose own commits do not count.
      let version = writer.dataVersion();
      poll = setInterval(() => {
        const seen = readVersion(writer) ?? version;
        if (seen !== version) changed(ALL_TOPICS, 'all');
        version = seen;
      }, POLL_MS).unref();
    },
    close: async () => {
      clearInterval(poll);
      await disk?.close();
      await reading.destroy();
      await writing.destroy();
      reader?.close();
      writer.close();
    },
  };
}

/** Undefined while another process holds the file shut for a moment: the next look will see. */
function readVersion(handle: SqliteHandle): number | undefined {
  try {
    return handle.dataVersion();
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw error;
  }
}
