import { type RawBuilder, sql } from 'kysely';
import type { LaneId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { DeliveryState, Notice } from '../../domain/notice.ts';
import { URGENCY } from '../../domain/urgency.ts';
import type { NoticeQuery } from '../../ports/store/outbox.ts';
import type { Handle } from '../flavour.ts';
import { fromOptionalMillis, toMillis } from '../instants.ts';
import { readNotice } from './notice-row.ts';

export async function getNotice({ db }: Handle, id: NoticeId): Promise<Notice | undefined> {
  const row = await db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst();
  return row && readNotice(row);
}

export function getNoticesOf(handle: Handle, seminar: SeminarId): Promise<readonly Notice[]> {
  return findNotices(handle, { seminar });
}

export async function getNoticesOfMany(
  { db, flavour }: Handle,
  seminars: readonly SeminarId[],
): Promise<readonly Notice[]> {
  if (seminars.length === 0) return [];
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where(flavour.among('seminar', seminars))
    .orderBy('due')
    .orderBy('id')
    .execute();
  return rows.map(readNotice);
}

export async function getNotices(
  { db, flavour }: Handle,
  ids: readonly NoticeId[],
): Promise<readonly Notice[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('notices').selectAll().where(flavour.among('id', ids)).execute();
  return rows.map(readNotice);
}

export async function findNotices({ db }: Handle, query: NoticeQuery): Promise<readonly Notice[]> {
  const { lane, channel, seminar, states, kinds, dueFrom, dueBefore, limit } = query;
  if (states?.length === 0 || kinds?.length === 0) return [];
  let select = db.selectFrom('notices').selectAll().orderBy('due').orderBy('id');
  if (lane) select = select.where('lane', '=', lane);
  if (channel) select = select.where('channel', '=', channel);
  if (seminar) select = select.where('seminar', '=', seminar);
  if (states) select = select.where('state', 'in', states);
  if (kinds) select = select.where('kind', 'in', kinds);
  if (dueFrom) select = select.where('due', '>=', toMillis(dueFrom));
  if (dueBefore) select = select.where('due', '<', toMillis(dueBefore));
  if (limit !== undefined) select = select.limit(limit);
  return (await select.execute()).map(readNotice);
}

/** The state is a literal, because only then are the partial indexes used. */
export async function findNextDue({ db }: Handle, lane?: LaneId): Promise<Temporal.Instant | undefined> {
  const { rows } = await selectNextDue(lane).execute(db);
  return fromOptionalMillis(rows[0]?.ready ?? null);
}

export function selectNextDue(lane?: LaneId): RawBuilder<{ ready: number | null }> {
  if (!lane) return sql`select min(ready_at) as ready from notices where state = 'due'`;
  // One look into the claiming index an urgency; a plain minimum would read all of the lane. Written once for all of
  // them: PostgreSQL plans each part of a union by itself, which took longer than the looks.
  const urgencies = sql.join(
    Object.values(URGENCY).map((urgency) => sql`select ${sql.lit(urgency)} as urgency`),
    sql` union all `,
  );
  return sql`select min(ready) as ready from (
    select (select min(ready_at) from notices
      where state = 'due' and lane = ${lane} and urgency = each.urgency) as ready
    from (${urgencies}) each) look`;
}

const NONE: Readonly<Record<DeliveryState, number>> = {
  due: 0,
  held: 0,
  claimed: 0,
  sending: 0,
  unknown: 0,
  sent: 0,
  withdrawn: 0,
  superseded: 0,
  skipped: 0,
  failed: 0,
};

export async function countNotices({ db }: Handle): Promise<Readonly<Record<DeliveryState, number>>> {
  const { rows } = await sql<{ state: DeliveryState; count: number }>`
    select state, count(*) as count from notices group by state`.execute(db);
  return { ...NONE, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}
