import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { sleep } from '../../support/sleep.ts';
import { isBusy, type SqliteHandle } from './connections.ts';
import { Turnstile } from './turnstile.ts';

/** How long a transaction waits for another process's, in all, before it throws. */
const BUSY_BOUND_MS = 5_000;
/** SQLite answers synchronously: after this much work without a pause the event loop gets a turn (rule 19). */
const SLICE_MS = 4;
/** A commit writes all that was changed, which may take as long again. */
const SLICE_BEFORE_COMMIT_MS = 2;
const COMMIT = 'commit';

/**
 * Kysely over `node:sqlite`. `exclusive`: one user of the connection at a time, in order of asking, which queues
 * transactions; a connection that only reads needs no queue, since each query is one synchronous call.
 */
export function createSqliteDialect(handle: SqliteHandle, access: 'exclusive' | 'shared'): Dialect {
  return {
    createDriver: () => new SqliteDriver(handle, access === 'exclusive' ? new Turnstile() : undefined),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new TransactionalSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  /** Kysely's own queue would come before the guard, which would never get to speak; ours comes after it. */
  override get supportsMultipleConnections(): true {
    return true;
  }

  /** SQLite's schema changes are transactional; Kysely's own adapter makes no use of it. */
  override get supportsTransactionalDdl(): true {
    return true;
  }
}

class SqliteDriver implements Driver {
  readonly #handle: SqliteHandle;
  readonly #turnstile: Turnstile | undefined;

  constructor(handle: SqliteHandle, turnstile: Turnstile | undefined) {
    this.#handle = handle;
    this.#turnstile = turnstile;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turnstile?.enter();
    return new SqliteConnection(this.#handle);
  }

  /** IMMEDIATE: whoever reads first and writes later would fail in the middle, with nothing to be done about it. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(COMMIT));
  }

  /** A full disk makes SQLite roll back by itself: a second rollback would hide that error behind its own. */
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#handle.inTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(): Promise<void> {
    this.#turnstile?.leave();
  }

  async destroy(): Promise<void> {
    this.#handle.close();
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #handle: SqliteHandle;
  #sliceBegan = performance.now();

  constructor(handle: SqliteHandle) {
    this.#handle = handle;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const slice = query.sql === COMMIT ? SLICE_BEFORE_COMMIT_MS : SLICE_MS;
    if (performance.now() - this.#sliceBegan > slice) {
      await nextTurn();
      this.#sliceBegan = performance.now();
    }
    for (let waited = 0, pause = 2; ; ) {
      try {
        const { rows, changes } = this.#handle.execute(query.sql, query.parameters);
        return { rows: rows as R[], ...(changes === undefined ? {} : { numAffectedRows: changes }) };
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (waited >= BUSY_BOUND_MS) {
          throw new Error(`the database was locked by another process for ${BUSY_BOUND_MS} ms`, {
            cause: error,
          });
        }
        await sleep(pause);
        waited += pause;
        pause = Math.min(pause * 2, 50);
      }
    }
  }

  streamQuery(): never {
    throw new Error('queries are not streamed: SQLite answers synchronously');
  }
}
