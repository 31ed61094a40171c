import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { RowBatch } from '../flavour.ts';

/** Statements kept prepared. The store has fewer than a hundred texts; queries with varying shapes take the rest. */
const MAX_PREPARED = 400;

/** One connection to one SQLite file, whose statements stay prepared. All calls are synchronous. */
export class SqliteHandle {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();
  readonly #isWal: boolean;

  constructor(path: string, readOnly: boolean) {
    // Only this long does SQLite itself wait (and block the event loop); the driver waits on asynchronously.
    this.#database = new DatabaseSync(path, { timeout: 5, readOnly });
    // 32 MB of pages, 256 MB mapped: look-ups over 100,000 seminars stay in memory.
    this.#database.exec(
      'pragma cache_size = -32768; pragma mmap_size = 268435456; pragma temp_store = memory',
    );
    this.#isWal = false;
    if (readOnly) return;
    // WAL lets look-ups go on beside a writer. Not every file system can: there each commit is synced by SQLite itself.
    this.#isWal = this.#database.prepare('pragma journal_mode = wal').get()?.journal_mode === 'wal';
    this.#database.exec(`pragma synchronous = ${this.#isWal ? 'normal' : 'full'}; pragma foreign_keys = on`);
    // Checkpoints have a thread of their own (see `checkpointer.ts`). From 256 MB on, SQLite would help itself.
    this.#database.exec('pragma wal_autocheckpoint = 65536');
  }

  /** Whether commits are left to the system to write: whoever commits has to sync the log (see `wal-sync.ts`). */
  get isWal(): boolean {
    return this.#isWal;
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** Changes when another connection, of this or any other process, has committed. */
  dataVersion(): number {
    return Number(this.#prepare('pragma data_version').statement.get()?.data_version);
  }

  execute(sql: string, parameters: readonly unknown[]): { rows: unknown[]; changes: bigint | undefined } {
    const { statement, reads } = this.#prepare(sql);
    const [batch] = parameters;
    if (batch instanceof RowBatch) {
      if (reads) return { rows: batch.rows.flatMap((row) => statement.all(...row)), changes: undefined };
      for (const row of batch.rows) statement.run(...row);
      return { rows: [], changes: BigInt(batch.rows.length) };
    }
    const values = parameters.map(bindable);
    if (reads) return { rows: statement.all(...values), changes: undefined };
    return { rows: [], changes: BigInt(statement.run(...values).changes) };
  }

  close(): void {
    this.#prepared.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0 };
    // Every writing call reports the last row number, and those of the search index's own tables exceed a double.
    if (!prepared.reads) statement.setReadBigInts(true);
    const oldest = this.#prepared.keys().next();
    if (this.#prepared.size >= MAX_PREPARED && !oldest.done) this.#prepared.delete(oldest.value);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

interface Prepared {
  readonly statement: StatementSync;
  readonly reads: boolean;
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
    return value;
  }
  throw new TypeError(`SQLite cannot hold a value of type ${typeof value}`);
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

/** Whether another connection was in the way: worth trying again. The low byte is the primary result code. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  const primary = error.errcode & 0xff;
  return primary === SQLITE_BUSY || primary === SQLITE_LOCKED;
}
