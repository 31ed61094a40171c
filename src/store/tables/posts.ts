import { type RawBuilder, sql } from 'kysely';
import type { ChannelId, MessageId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { Material, Post, Said } from '../../domain/post.ts';
import type { SaidThere } from '../../ports/store/posts.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import { decodeJson, encodeJson } from '../json.ts';
import type { PostTable } from '../tables.ts';

export async function getPost({ db }: Handle, id: NoticeId): Promise<Post | undefined> {
  const row = await db.selectFrom('posts').select('body').where('id', '=', id).executeTakeFirst();
  return row && readPost(row);
}

export async function getPostsOf(
  { db, flavour }: Handle,
  seminars: readonly SeminarId[],
): Promise<readonly Post[]> {
  if (seminars.length === 0) return [];
  const rows = await db
    .selectFrom('posts')
    .select('body')
    .where('id', 'in', (among) =>
      among.selectFrom('post_seminars').select('post').where(flavour.among('seminar', seminars)),
    )
    .orderBy('posted_at')
    .orderBy('id')
    .execute();
  return rows.map(readPost);
}

export async function getPostByMessage(
  { db }: Handle,
  channel: ChannelId,
  message: MessageId,
): Promise<Post | undefined> {
  const row = await db
    .selectFrom('posts')
    .select('body')
    .where('channel', '=', channel)
    .where('message', '=', message)
    .executeTakeFirst();
  return row && readPost(row);
}

/**
 * Walks the seminars in order of start: what is long over is not looked at, and of each its posts are found by their
 * index (a cross join, because SQLite keeps the order of those). Posts about several have no revision.
 */
export async function getPostsBehind(
  { db }: Handle,
  startsFrom: Temporal.Instant,
  limit: number,
): Promise<readonly Post[]> {
  const { rows } = await selectPostsBehind(startsFrom, limit).execute(db);
  return rows.map(readPost);
}

export function selectPostsBehind(
  startsFrom: Temporal.Instant,
  limit: number,
): RawBuilder<Pick<PostTable, 'body'>> {
  return sql`select posts.body from seminars
    cross join post_seminars cross join posts
    where post_seminars.seminar = seminars.id and posts.id = post_seminars.post and seminars.starts_at >= ${toMillis(startsFrom)} and posts.shown_revision <> seminars.revision
      and posts.message is not null
    order by seminars.starts_at, posts.id limit ${limit}`;
}

export async function putPost(handle: WriteHandle, post: Post): Promise<void> {
  const { db } = handle;
  const row = writePost(post);
  const before = await sql<{ seminars: string }>`select seminars from posts where id = ${post.id}`.execute(
    db,
  );
  await sql`insert into posts (id, channel, message, posted_at, seminars, shown_revision, body)
    values (${row.id}, ${row.channel}, ${row.message}, ${row.posted_at}, ${row.seminars}, ${row.shown_revision},
      ${row.body})
    on conflict (id) do update set channel = excluded.channel, message = excluded.message,
      posted_at = excluded.posted_at, seminars = excluded.seminars,
      shown_revision = excluded.shown_revision, body = excluded.body`.execute(db);
  const known = before.rows[0]?.seminars;
  if (known !== row.seminars) await indexSeminars(handle, post, known !== undefined);
  handle.touch('posts');
}

/** One for nearly every post, some for a digest. */
async function indexSeminars({ db }: WriteHandle, post: Post, replaces: boolean): Promise<void> {
  if (replaces) await sql`delete from post_seminars where post = ${post.id}`.execute(db);
  for (const seminar of new Set(post.seminars)) {
    await sql`insert into post_seminars (post, seminar) values (${post.id}, ${seminar})`.execute(db);
  }
}

/** Its seminars' index goes with it. */
export async function dropPost(handle: WriteHandle, id: NoticeId): Promise<void> {
  await handle.db.deleteFrom('posts').where('id', '=', id).execute();
  handle.touch('posts');
}

export async function getSaid(
  { db }: Handle,
  seminar: SeminarId,
  channel: ChannelId,
): Promise<Said | undefined> {
  const row = await db
    .selectFrom('said')
    .select(['version', 'material'])
    .where('seminar', '=', seminar)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row && { version: row.version, material: decodeJson<Material>(row.material) };
}

export async function getSaidOfMany(
  { db, flavour }: Handle,
  seminars: readonly SeminarId[],
): Promise<readonly SaidThere[]> {
  if (seminars.length === 0) return [];
  const rows = await db.selectFrom('said').selectAll().where(flavour.among('seminar', seminars)).execute();
  return rows.map(({ seminar, channel, version, material }) => ({
    seminar,
    channel,
    said: { version, material: decodeJson<Material>(material) },
  }));
}

export async function putSaid(
  handle: WriteHandle,
  seminar: SeminarId,
  channel: ChannelId,
  said: Said,
): Promise<void> {
  const { version } = said;
  const material = encodeJson(said.material);
  await handle.db
    .insertInto('said')
    .values({ seminar, channel, version, material })
    .onConflict((conflict) => conflict.columns(['seminar', 'channel']).doUpdateSet({ version, material }))
    .execute();
  handle.touch('posts');
}

function writePost(post: Post): PostTable {
  return {
    id: post.id,
    channel: post.channel,
    message: post.message ?? null,
    posted_at: toMillis(post.postedAt),
    seminars: JSON.stringify(post.seminars),
    shown_revision: post.shownRevision ?? null,
    body: encodeJson(post),
  };
}

function readPost({ body }: Pick<PostTable, 'body'>): Post {
  return decodeJson<Post>(body);
}
