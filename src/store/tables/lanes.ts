import { randomUUID } from 'node:crypto';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { LeaseToken } from '../../domain/ids.ts';
import type { Lanes } from '../../ports/store/lanes.ts';
import type { Tables } from '../tables.ts';

/** Leases by the database's clock (`now`, in milliseconds), so that replicas with clocks apart agree. */
export function createLanes(leasing: Kysely<Tables>, now: () => RawBuilder<number>): Lanes {
  /** Committed when it returns: a lease is not one that might be rolled back. */
  const run = <T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> =>
    leasing.transaction().execute(work);

  return {
    acquire: (lane, holder, ttlMs) =>
      run(async (db) => {
        const token = LeaseToken.parse(randomUUID());
        // A lease that runs for longer than any is given was taken before the clock was put back. From now on it runs as
        // long as a fresh one: a holder that lives renews it, and a dead one blocks nobody for as long as the jump.
        await sql`update lanes set held_until = ${now()} + ${ttlMs}
          where lane = ${lane} and held_until > ${now()} + ${ttlMs}`.execute(db);
        const { rows } = await sql`
          insert into lanes (lane, holder, token, held_until)
          values (${lane}, ${holder}, ${token}, ${now()} + ${ttlMs})
          on conflict (lane) do update
          set holder = excluded.holder, token = excluded.token, held_until = excluded.held_until
          where lanes.held_until <= ${now()} or lanes.holder = ${holder}
          returning lane`.execute(db);
        return rows.length > 0 ? { lane, token } : undefined;
      }),
    renew: ({ lane, token }, ttlMs) =>
      run(async (db) => {
        const { rows } = await sql`
          update lanes set held_until = ${now()} + ${ttlMs}
          where lane = ${lane} and token = ${token} and held_until > ${now()} returning lane`.execute(db);
        return rows.length > 0;
      }),
    remaining: async ({ lane, token }) => {
      const { rows } = await sql<{ remaining: number }>`
        select held_until - ${now()} as remaining from lanes
        where lane = ${lane} and token = ${token}`.execute(leasing);
      return rows[0]?.remaining ?? 0;
    },
    release: ({ lane, token }) =>
      run(async (db) => {
        await sql`delete from lanes where lane = ${lane} and token = ${token}`.execute(db);
      }),
    holder: async (lane) => {
      const { rows } = await sql<{ holder: string }>`
        select holder from lanes where lane = ${lane}`.execute(leasing);
      return rows[0]?.holder;
    },
    evict: (lane, holder) =>
      run(async (db) => {
        await sql`delete from lanes where lane = ${lane} and holder = ${holder}`.execute(db);
      }),
  };
}
