import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { SeminarId } from '../../domain/ids.ts';
import { searchTextOf, tokenizeText } from '../../domain/search-text.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SeminarQuery } from '../../ports/store/seminars.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import type { SearchIndex } from '../search-index.ts';
import { NO_START } from '../tables.ts';
import { decodeSeminar, encodeRecord } from './seminar-json.ts';

/** Part of every search hash: grow it when tokens are made differently, so that a sync indexes anew. */
const SEARCH_VERSION = 1;
const HOUR_MS = 3_600_000;

export async function getSeminar({ db }: Handle, id: SeminarId): Promise<Seminar | undefined> {
  const row = await db.selectFrom('seminars').select('body').where('id', '=', id).executeTakeFirst();
  return row && decodeSeminar(row.body);
}

/** In the order of the ids; unknown ones are left out. */
export async function getSeminars(
  { db, flavour }: Handle,
  ids: readonly SeminarId[],
): Promise<readonly Seminar[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('seminars')
    .select(['id', 'body'])
    .where(flavour.among('id', ids))
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row.body]));
  return [...new Set(ids)].flatMap((id) => {
    const body = byId.get(id);
    return body === undefined ? [] : [decodeSeminar(body)];
  });
}

export async function findSeminars(
  { db }: Handle,
  index: SearchIndex,
  query: SeminarQuery,
): Promise<readonly Seminar[]> {
  const { rows } = await selectSeminars(index, query).execute(db);
  return rows.map((row) => decodeSeminar(row.body));
}

/** The statement behind a look-up. Every shape of it walks an index and stops at the limit. */
export function selectSeminars(index: SearchIndex, query: SeminarQuery): RawBuilder<{ body: string }> {
  const { words = [], speaker: speakers = [] } = query;
  const startsFrom = earliestStart(query);
  const plan =
    words.length + speakers.length > 0
      ? index.from({ words, speakers, startsFrom })
      : { tables: sql`seminars s`, where: [], order: sql`s.starts_at, s.id` };
  const where = [...plan.where, ...conditions(query, startsFrom)];
  return sql<{ body: string }>`select s.body from ${plan.tables}
    ${where.length > 0 ? sql`where ${sql.join(where, sql` and `)}` : sql``}
    order by ${plan.order} ${query.limit === undefined ? sql`` : sql`limit ${query.limit}`}`;
}

/**
 * What is still running has begun no longer ago than the longest seminar lasts: a bound for the walk in order of start,
 * which would else begin with the oldest seminar of all.
 */
function earliestStart({ endsAfter, startsFrom }: SeminarQuery): RawBuilder<number> | undefined {
  if (startsFrom) return sql`${toMillis(startsFrom)}`;
  if (!endsAfter) return undefined;
  return sql`(${toMillis(endsAfter)} - (select coalesce(max(length), 0) from seminars))`;
}

function conditions(query: SeminarQuery, startsFrom: RawBuilder<number> | undefined): RawBuilder<unknown>[] {
  const { endsAfter, startsBefore, series, publication, audience } = query;
  return [
    ...(series ? [sql`s.series = ${series}`] : []),
    ...(publication ? [sql`s.publication = ${publication}`] : []),
    // A literal, because a partial index serves only what is plainly its own condition.
    ...(audience ? [sql`s.audience = 'public'`] : []),
    ...(startsFrom ? [sql`s.starts_at >= ${startsFrom} and s.starts_at < ${NO_START}`] : []),
    ...(startsBefore ? [sql`s.starts_at < ${toMillis(startsBefore)}`] : []),
    ...(endsAfter ? [sql`s.ends_at > ${toMillis(endsAfter)}`] : []),
  ];
}

export async function putSeminar(handle: WriteHandle, index: SearchIndex, seminar: Seminar): Promise<void> {
  const { startsAt, endsAt } = extentOf(seminar);
  await sql`insert into seminars (id, series, publication, audience, starts_at, ends_at, length, body)
    values (${seminar.id}, ${seminar.series ?? null}, ${seminar.publication}, ${seminar.audience},
      ${startsAt}, ${endsAt}, ${endsAt - startsAt}, ${encodeRecord(seminar)})
    on conflict (id) do update set series = excluded.series, publication = excluded.publication,
      audience = excluded.audience, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      length = excluded.length, body = excluded.body`.execute(handle.db);
  const text = searchTextOf(seminar);
  await index.put(handle, {
    seminar: seminar.id,
    startsAt,
    hash: hash('sha256', `${SEARCH_VERSION}\n${text.speakers}\n\n${text.words}`, 'base64url'),
    tokens: () => ({ words: tokenizeText(text.words), speakers: tokenizeText(text.speakers) }),
  });
  handle.touch('seminars');
}

function extentOf({ start, end }: Seminar): { startsAt: number; endsAt: number } {
  if (!start) return { startsAt: NO_START, endsAt: NO_START };
  const startsAt = toMillis(start);
  const endsAt = end ? toMillis(end) : startsAt;
  return { startsAt, endsAt: endsAt > startsAt ? endsAt : startsAt + HOUR_MS };
}
