import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import type { Log } from '../../ports/log.ts';
import { sleep } from '../../support/sleep.ts';
import type { Database } from '../database.ts';
import { POSTGRES } from '../flavour.ts';
import type { TransactionGuard } from '../guard.ts';
import type { Tables } from '../tables.ts';
import { Notifications } from './notifications.ts';
import { createPool, TIMES } from './pool.ts';
import { POSTGRES_SEARCH } from './search.ts';
import { Transactions } from './transactions.ts';
import { lossBehind, Unreachable } from './trouble.ts';

/**
 * Connections of one replica, apart, so that a rush of look-ups holds up no lease and a long queue of writers no look-up;
 * beside them the one that listens. At most fifteen: a server that allows a hundred has room for six replicas.
 */
const SIZES = { writing: 8, reading: 4, leasing: 2 } as const;

/** A server that starts up beside its replicas, or restarts, is waited for; one that was never there is an error at once. */
const STARTS_WITHIN_MS = 15_000;
const ASKED_EACH_MS = 250;

/** Pools of connections, opened when they are first needed. */
export function openPostgres(url: string, guard: TransactionGuard, log: Log): Database {
  const over = (pool: PostgresPool) =>
    new Kysely<Tables>({ dialect: guard.guard(new PostgresDialect({ pool })) });
  const pools = {
    writing: createPool(url, SIZES.writing, TIMES, log),
    reading: createPool(url, SIZES.reading, TIMES, log),
    leasing: createPool(url, SIZES.leasing, TIMES, log),
  };
  const [writing, reading, leasing] = [over(pools.writing), over(pools.reading), over(pools.leasing)];
  const self = randomUUID();
  const transactions = new Transactions(writing, self);
  const notifications = new Notifications(url, self, log);
  return {
    flavour: POSTGRES,
    index: POSTGRES_SEARCH,
    reading,
    leasing,
    now: () => sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    transact: async ({ durable, committed }, work) => {
      const result = await transactions.run(durable, work);
      committed();
      return result;
    },
    prepare: async (work) => {
      const pool = createPool(url, 2, {}, log);
      const db = over(pool);
      try {
        return await outlastStart(db, () => work(db));
      } finally {
        await db.destroy();
        await pool.end();
      }
    },
    listen: (changed) => notifications.listen(changed),
    close: async () => {
      transactions.close();
      await notifications.close();
      for (const db of [leasing, writing, reading]) await db.destroy();
      // A pool that was never asked for a connection is not ended by its user.
      for (const pool of Object.values(pools)) await pool.end();
    },
  };
}

async function outlastStart<T>(db: Kysely<Tables>, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  for (let wasThere = false; ; ) {
    try {
      await sql`select 1`.execute(db);
      wasThere = true;
      return await work();
    } catch (error) {
      const loss = lossBehind(error);
      if (!loss) throw error;
      wasThere ||= !(loss instanceof Unreachable);
      if (!wasThere || performance.now() - began > STARTS_WITHIN_MS) throw error;
      await sleep(ASKED_EACH_MS);
    }
  }
}
