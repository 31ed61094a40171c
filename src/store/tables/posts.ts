import { type RawBuilder, sql } from 'kysely';
import type { ChannelId, MessageId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { Material, Post, Said } from '../../domain/post.ts';
import type { SaidPlace, SaidThere } from '../../ports/store/posts.ts';
import type { Handle, JsonRow, RowTable, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import { decodeJson, encodeJson } from '../json.ts';
import type { PostTable, SaidTable } from '../tables.ts';

export async function getPost({ db }: Handle, id: NoticeId): Promise<Post | undefined> {
  const row = await db.selectFrom('posts').select('body').where('id', '=', id).executeTakeFirst();
  return row && readPost(row);
}

export async function getManyPosts(
  { db, flavour }: Handle,
  ids: readonly NoticeId[],
): Promise<readonly Post[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('posts').select('body').where(flavour.among('id', ids)).execute();
  return rows.map(readPost);
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

const POSTS: RowTable = {
  name: 'posts',
  key: ['id'],
  columns: {
    id: 'text',
    channel: 'text',
    message: 'text',
    posted_at: 'integer',
    seminars: 'text',
    shown_revision: 'integer',
    body: 'text',
  },
};
const POST_SEMINARS: RowTable = {
  name: 'post_seminars',
  key: ['post', 'seminar'],
  columns: { post: 'text', seminar: 'text' },
};

export async function putPosts(handle: WriteHandle, posts: readonly Post[]): Promise<void> {
  if (posts.length === 0) return;
  const { db, flavour } = handle;
  const rows = [...new Map(posts.map((post) => [post.id, post])).values()].map(writePost);
  const before = await readSeminarsOf(
    handle,
    rows.map(({ id }) => id),
  );
  await flavour.putRows(db, POSTS, rows.map(listPost));
  await indexSeminars(
    handle,
    rows.filter(({ id, seminars }) => before.get(id) !== seminars),
    before,
  );
  handle.touch('posts', 'here');
}

/** Of those that there are. */
async function readSeminarsOf({ db, flavour }: Handle, ids: readonly NoticeId[]) {
  const rows = await db
    .selectFrom('posts')
    .select(['id', 'seminars'])
    .where(flavour.among('id', ids))
    .execute();
  return new Map(rows.map(({ id, seminars }) => [id, seminars]));
}

/** One for nearly every post, some for a digest. Almost never do they change. */
async function indexSeminars(
  { db, flavour }: WriteHandle,
  rows: readonly PostTable[],
  before: ReadonlyMap<NoticeId, string>,
): Promise<void> {
  const replaced = rows.map(({ id }) => id).filter((id) => before.has(id));
  if (replaced.length > 0)
    await db.deleteFrom('post_seminars').where(flavour.among('post', replaced)).execute();
  const entries = rows.flatMap(({ id, seminars }) =>
    [...new Set<string>(JSON.parse(seminars))].map((seminar) => [id, seminar]),
  );
  await flavour.putRows(db, POST_SEMINARS, entries);
}

/** Their seminars' index goes with them. */
export async function dropPosts(handle: WriteHandle, ids: readonly NoticeId[]): Promise<void> {
  if (ids.length === 0) return;
  await handle.db.deleteFrom('posts').where(handle.flavour.among('id', ids)).execute();
  handle.touch('posts', 'here');
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
  return rows.map(readSaid);
}

export async function getSaidAt(
  { db, flavour }: Handle,
  places: readonly SaidPlace[],
): Promise<readonly SaidThere[]> {
  if (places.length === 0) return [];
  const wanted = flavour.rows(
    { seminar: 'text', channel: 'text' },
    places.map(({ seminar, channel }) => [seminar, channel]),
  );
  // A cross join, because SQLite keeps the order of those: each place is one look into the key.
  const { rows } = await sql<SaidTable>`select said.seminar, said.channel, said.version, said.material
    from ${wanted} place cross join said
    where said.seminar = place.seminar and said.channel = place.channel`.execute(db);
  return rows.map(readSaid);
}

const SAID: RowTable = {
  name: 'said',
  key: ['seminar', 'channel'],
  columns: { seminar: 'text', channel: 'text', version: 'integer', material: 'text' },
};

export async function putSaid(handle: WriteHandle, sayings: readonly SaidThere[]): Promise<void> {
  if (sayings.length === 0) return;
  const unique = new Map(sayings.map((saying) => [`${saying.seminar} ${saying.channel}`, saying]));
  const rows = [...unique.values()].map(({ seminar, channel, said }) => [
    seminar,
    channel,
    said.version,
    encodeJson(said.material),
  ]);
  await handle.flavour.putRows(handle.db, SAID, rows);
  handle.touch('posts', 'here');
}

function readSaid({ seminar, channel, version, material }: SaidTable): SaidThere {
  return { seminar, channel, said: { version, material: decodeJson<Material>(material) } };
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

/** In the order of `POSTS`. */
function listPost(row: PostTable): JsonRow {
  const { id, channel, message, posted_at, seminars, shown_revision, body } = row;
  return [id, channel, message, posted_at, seminars, shown_revision, body];
}

function readPost({ body }: Pick<PostTable, 'body'>): Post {
  return decodeJson<Post>(body);
}
