import { sql } from 'kysely';
import type { LaneId } from '../../domain/ids.ts';
import type { FoundPost, KnownLane } from '../../ports/store/lane-book.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { fromMillis, toMillis } from '../instants.ts';

export async function getLane({ db }: Handle, id: LaneId): Promise<KnownLane | undefined> {
  const row = await db.selectFrom('known_lanes').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const { installation, stopped_since: stopped, stopped_reason: reason } = row;
  return {
    id,
    installation,
    since: fromMillis(row.since),
    ...(stopped === null ? {} : { stopped: { since: fromMillis(stopped), reason: reason ?? '' } }),
  };
}

export async function putLane(handle: WriteHandle, lane: KnownLane): Promise<void> {
  const { id, installation, stopped } = lane;
  const known = {
    installation,
    since: toMillis(lane.since),
    stopped_since: stopped ? toMillis(stopped.since) : null,
    stopped_reason: stopped?.reason ?? null,
  };
  await handle.db
    .insertInto('known_lanes')
    .values({ id, ...known })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(known))
    .execute();
  handle.touch('directory');
}

export async function hasFound({ db }: Handle, lane: LaneId): Promise<boolean> {
  const row = await db
    .selectFrom('found_posts')
    .select('key')
    .where('lane', '=', lane)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function getFound(
  { db, flavour }: Handle,
  lane: LaneId,
  keys: readonly string[],
): Promise<readonly FoundPost[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('found_posts')
    .selectAll()
    .where('lane', '=', lane)
    .where(flavour.among('key', keys))
    .orderBy('posted_at')
    .execute();
  return rows.map(({ posted_at, ...row }) => ({ ...row, postedAt: fromMillis(posted_at) }));
}

export async function putFound({ db, flavour }: WriteHandle, found: readonly FoundPost[]): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map((post) => [
    post.key,
    post.lane,
    post.channel,
    post.message,
    toMillis(post.postedAt),
  ]);
  await sql`insert into found_posts (key, lane, channel, message, posted_at)
    select key, lane, channel, message, posted_at from ${flavour.rows(COLUMNS, rows)} found where true
    on conflict (lane, key) do nothing`.execute(db);
}

const COLUMNS = {
  key: 'text',
  lane: 'text',
  channel: 'text',
  message: 'text',
  posted_at: 'integer',
} as const;

export async function dropFound(
  { db, flavour }: WriteHandle,
  lane: LaneId,
  keys: readonly string[],
): Promise<void> {
  await db.deleteFrom('found_posts').where('lane', '=', lane).where(flavour.among('key', keys)).execute();
}
