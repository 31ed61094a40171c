import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, Pool, type PoolConfig, types } from 'pg';
import type { Log } from '../../ports/log.ts';
import { asTrouble, ConnectionLost, Unreachable } from './trouble.ts';

const INT8 = 20;
const CONNECT_TIMEOUT_MS = 10_000;
/** A replica that freezes inside a transaction lets go of its locks after this long. */
const IDLE_IN_TRANSACTION_MS = 5_000;
/** The longest statement is a chunk of some thousand rows; what takes longer waits for a lock that nobody lets go of. */
const STATEMENT_MS = 15_000;
/** A network that swallows everything answers nothing, not even that: later than the server would have given up. */
const SILENCE_MS = STATEMENT_MS + 5_000;

/**
 * What is asked for here is a few rows by key, whatever the size of their table, and a table that is in use is in memory. By
 * the server's own estimate, made for disks that have to turn, it would rather read all of a table of tens of thousands of
 * rows to find a hundred. An address with `options` of its own replaces this.
 */
const PLANNING = '-c random_page_cost=1.1';

export const TIMES = {
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  statement_timeout: STATEMENT_MS,
  query_timeout: SILENCE_MS,
} as const;

/**
 * Connections, opened when they are first needed. One that broke is never given out again, and says so in one way
 * (`ConnectionLost`), whatever the driver calls it. `times`: none for what may take as long as it likes.
 */
export function createPool(url: string, size: number, times: Partial<typeof TIMES>, log: Log): PostgresPool {
  const config: PoolConfig = {
    connectionString: url,
    max: size,
    ...times,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    application_name: 'lectern',
    options: PLANNING,
    // Milliseconds and counts stay far below 2^53; the driver would hand them over as text.
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : types.getTypeParser(id, format)) },
  };
  const pool = new Pool(config);
  // A server that restarts ends idle connections; without a listener that would end the process.
  pool.on('error', (error) => log.warn('a database connection was lost', { error }));
  // The same of one that is in use, between two statements: the next of them learns of it.
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    options: pool.options,
    connect: async () => {
      try {
        return new WatchedClient(await pool.connect());
      } catch (error) {
        const trouble = asTrouble(error);
        const isAnswered = error instanceof DatabaseError;
        throw trouble instanceof ConnectionLost && !isAnswered ? new Unreachable(error) : trouble;
      }
    },
    end: async () => {
      if (!pool.ended && !pool.ending) await pool.end();
    },
  };
}

/** A client that remembers whether it broke. */
class WatchedClient implements PostgresPoolClient {
  readonly #client: PostgresPoolClient;
  #broken: ConnectionLost | undefined;

  constructor(client: PostgresPoolClient) {
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    text: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    return typeof text === 'string' ? this.#run<R>(text, parameters) : this.#client.query(text);
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#broken !== undefined);
  }

  async #run<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#broken) {
      // What was begun on it is undone already: to fail once more would hide why.
      if (text === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] };
      throw this.#broken;
    }
    try {
      return await this.#client.query<R>(text, parameters);
    } catch (error) {
      const trouble = asTrouble(error);
      if (trouble instanceof ConnectionLost) this.#broken = trouble;
      throw trouble;
    }
  }
}
