import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { SeminarId } from '../../domain/ids.ts';
import { searchTextOf, tokenizeText } from '../../domain/search-text.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SeminarQuery } from '../../ports/store/seminars.ts';
import type { Handle, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import type { PendingSearch, SearchIndex, SearchPlan } from '../search-index.ts';
import { NO_START, type SeminarTable } from '../tables.ts';
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
  const { statement, rest } = selectSeminars(index, query);
  const { rows } = await statement.execute(db);
  const last = rows.at(-1);
  if (!rest || !last) return rows.map(readRow);
  if (rows.length === query.limit) rows.push(...(await rest(last.position).execute(db)).rows);
  return rows
    .toSorted((a, b) => a.starts_at - b.starts_at || (a.id < b.id ? -1 : 1))
    .slice(0, query.limit)
    .map(readRow);
}

interface FoundRow extends Pick<SeminarTable, 'id' | 'starts_at' | 'body'> {
  readonly position: number;
}

function readRow({ body }: FoundRow): Seminar {
  return decodeSeminar(body);
}

export interface SeminarSelection {
  readonly statement: RawBuilder<FoundRow>;
  /** Where the search's order is coarser than ours: what else may belong before the last one found. */
  readonly rest: ((position: number) => RawBuilder<FoundRow>) | undefined;
}

/** The statements behind a look-up. Every shape of them walks an index and stops at the limit. */
export function selectSeminars(index: SearchIndex, query: SeminarQuery): SeminarSelection {
  const { words = [], speaker: speakers = [] } = query;
  const startsFrom = earliestStart(query);
  const plan: SearchPlan =
    words.length + speakers.length > 0
      ? index.from({ words, speakers, startsFrom })
      : { tables: sql`seminars s`, where: [], position: sql`s.starts_at` };
  const where = [...plan.where, ...conditions(query, startsFrom)];
  const order = plan.rest ? plan.position : sql`s.starts_at, s.id`;
  const limit = query.limit === undefined ? sql`` : sql`limit ${query.limit}`;
  const select = (conditions: readonly RawBuilder<unknown>[], limit: RawBuilder<unknown>) =>
    sql<FoundRow>`select s.id, s.starts_at, s.body, ${plan.position} as position from ${plan.tables}
      ${conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``}
      order by ${order} ${limit}`;
  const { rest } = plan;
  return {
    statement: select(where, limit),
    rest: rest && ((position) => select([...where, rest(position)], sql``)),
  };
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

export async function putSeminar(
  handle: WriteHandle,
  search: PendingSearch,
  seminar: Seminar,
): Promise<void> {
  const { startsAt, endsAt } = extentOf(seminar);
  await sql`insert into seminars (id, series, publication, audience, starts_at, ends_at, length, revision, body)
    values (${seminar.id}, ${seminar.series ?? null}, ${seminar.publication}, ${seminar.audience},
      ${startsAt}, ${endsAt}, ${endsAt - startsAt}, ${seminar.revision}, ${encodeRecord(seminar)})
    on conflict (id) do update set series = excluded.series, publication = excluded.publication,
      audience = excluded.audience, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      length = excluded.length, revision = excluded.revision, body = excluded.body`.execute(handle.db);
  const text = searchTextOf(seminar);
  search.add({
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
