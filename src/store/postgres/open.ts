import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import type { Log } from '../../ports/log.ts';
import type { Database } from '../database.ts';
import { POSTGRES } from '../flavour.ts';
import type { TransactionGuard } from '../guard.ts';
import type { Tables } from '../tables.ts';
import { CHANNEL, Notifications } from './notifications.ts';
import { POSTGRES_SEARCH } from './search.ts';

const INT8 = 20;
/** Connections of one replica: its lanes' writers, its look-ups, and the one that listens beside them. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** A replica that freezes inside a transaction lets go of its locks after this long. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** A pool of connections, opened when they are first needed. */
export function openPostgres(url: string, guard: TransactionGuard, log: Log): Database {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    // Milliseconds and counts stay far below 2^53; the driver would hand them over as text.
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : types.getTypeParser(id, format)) },
  });
  // A server that restarts ends idle connections; without a listener that would end the process.
  pool.on('error', (error) => log.warn('a database connection was lost', { error }));
  const db = new Kysely<Tables>({ dialect: guard.guard(new PostgresDialect({ pool })) });
  const self = randomUUID();
  const notifications = new Notifications(url, self, log);
  return {
    flavour: POSTGRES,
    index: POSTGRES_SEARCH,
    writing: db,
    reading: db,
    now: () => sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    notify: async (writing, topics) => {
      await sql`select pg_notify(${CHANNEL}, ${`${self} ${[...topics].join(' ')}`})`.execute(writing);
    },
    listen: (changed) => notifications.listen(changed),
    close: async () => {
      await notifications.close();
      await db.destroy();
      if (!pool.ended && !pool.ending) await pool.end();
    },
  };
}
