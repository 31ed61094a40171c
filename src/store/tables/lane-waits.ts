import type { LaneId } from '../../domain/ids.ts';
import type { LaneWait } from '../../ports/store/lane-book.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';

export async function getWaits({ db }: Handle, lane: LaneId): Promise<readonly LaneWait[]> {
  const rows = await db.selectFrom('lane_waits').selectAll().where('lane', '=', lane).execute();
  return rows.map(({ until, ...row }) => ({ ...row, until: fromMillis(until) }));
}

/** Those that are over go with it: there are few, and rarely any. */
export async function putWait(
  { db }: WriteHandle,
  { lane, what, until }: LaneWait,
  now: Temporal.Instant,
): Promise<void> {
  await db.deleteFrom('lane_waits').where('lane', '=', lane).where('until', '<', toMillis(now)).execute();
  const wait = { until: toMillis(until) };
  await db
    .insertInto('lane_waits')
    .values({ lane, what, ...wait })
    .onConflict((conflict) => conflict.columns(['lane', 'what']).doUpdateSet(wait))
    .execute();
}
