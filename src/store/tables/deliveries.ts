import { sql } from 'kysely';
import type { Deliveries } from '../../ports/store/deliveries.ts';
import type { Database } from '../database.ts';

/** Slack repeats an event for at most an hour. */
const KEPT_MS = 70 * 60_000;
/** What is older is removed with every so-manieth delivery. */
const SWEPT_EACH = 100;

/** One statement a delivery, by the database's clock. A file has one process, which need not write what it remembers. */
export function createDeliveries({ flavour, leasing, now }: Database): Deliveries {
  if (flavour.name === 'sqlite') return { isFirst: async () => true };
  let count = 0;
  return {
    async isFirst(id) {
      count += 1;
      if (count % SWEPT_EACH === 0) {
        await sql`delete from deliveries where seen_at < ${now()} - ${KEPT_MS}`.execute(leasing);
      }
      const { rows } = await sql`insert into deliveries (id, seen_at) values (${id}, ${now()})
        on conflict (id) do nothing returning id`.execute(leasing);
      return rows.length > 0;
    },
  };
}
