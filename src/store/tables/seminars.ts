import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { SeminarId } from '../../domain/ids.ts';
import { searchTextOf } from '../../domain/search-text.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SeminarQuery } from '../../ports/store/seminars.ts';
import { takeTurns } from '../../support/take-turns.ts';
import type { Handle, JsonRow, RowTable, WriteHandle } from '../flavour.ts';
import { toMillis } from '../instants.ts';
import type { PendingSearch, SearchEntry, SearchIndex, SearchPlan } from '../search-index.ts';
import { NO_START, type SeminarTable } from '../tables.ts';
import { decodeSeminar, decodeTexts, encodeRecord } from './seminar-json.ts';

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
  if (!rest || !last) return readRows(rows);
  if (rows.length === query.limit) rows.push(...(await rest(last.position).execute(db)).rows);
  const sign = query.latestFirst ? -1 : 1;
  const sorted = rows.toSorted((a, b) => sign * (a.starts_at - b.starts_at || (a.id < b.id ? -1 : 1)));
  return readRows(sorted.slice(0, query.limit));
}

interface FoundRow extends Pick<SeminarTable, 'id' | 'starts_at' | 'body'> {
  readonly position: number;
}

/** A feed's two thousand take some ten milliseconds. */
async function readRows(rows: readonly FoundRow[]): Promise<readonly Seminar[]> {
  const seminars: Seminar[] = [];
  const turn = takeTurns();
  for (const { body } of rows) {
    if (seminars.length % 100 === 99) await turn();
    seminars.push(decodeSeminar(body));
  }
  return seminars;
}

export interface SeminarSelection {
  readonly statement: RawBuilder<FoundRow>;
  /** Where the search's order is coarser than ours: what else may belong before the last one found. */
  readonly rest: ((position: number) => RawBuilder<FoundRow>) | undefined;
}

/** The statements behind a look-up. Every shape of them walks an index and stops at the limit. */
export function selectSeminars(index: SearchIndex, query: SeminarQuery): SeminarSelection {
  const { words = [], speaker: speakers = [], latestFirst = false } = query;
  const startsBefore = query.startsBefore && toMillis(query.startsBefore);
  const startsFrom = earliestStart(query);
  const plan: SearchPlan =
    words.length + speakers.length > 0
      ? index.from({ words, speakers, startsFrom, startsBefore, latestFirst })
      : { tables: sql`seminars s`, where: [], position: sql`s.starts_at` };
  const where = [...plan.where, ...conditions(query, startsFrom)];
  const direction = latestFirst ? sql`desc` : sql`asc`;
  const order = plan.rest
    ? sql`${plan.position} ${direction}`
    : sql`s.starts_at ${direction}, s.id ${direction}`;
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
  const { endsAfter, startsBefore, series, publication, audience, after, latestFirst } = query;
  return [
    ...(series ? [sql`s.series = ${series}`] : []),
    ...(publication ? [sql`s.publication = ${publication}`] : []),
    // A literal, because a partial index serves only what is plainly its own condition.
    ...(audience ? [sql`s.audience = 'public'`] : []),
    ...(startsFrom ? [sql`s.starts_at >= ${startsFrom} and s.starts_at < ${NO_START}`] : []),
    ...(startsBefore ? [sql`s.starts_at < ${toMillis(startsBefore)}`] : []),
    ...(endsAfter ? [sql`s.ends_at > ${toMillis(endsAfter)}`] : []),
    ...(after
      ? [sql`(s.starts_at, s.id) ${latestFirst ? sql`<` : sql`>`} (${extentOf(after).startsAt}, ${after.id})`]
      : []),
  ];
}

const SEMINARS: RowTable = {
  name: 'seminars',
  key: ['id'],
  columns: {
    id: 'text',
    series: 'text',
    publication: 'text',
    audience: 'text',
    starts_at: 'integer',
    ends_at: 'integer',
    length: 'integer',
    revision: 'integer',
    body: 'text',
  },
};

export async function putSeminars(
  handle: WriteHandle,
  search: PendingSearch,
  seminars: readonly Seminar[],
): Promise<void> {
  const { db, flavour } = handle;
  const unique = [...new Map(seminars.map((seminar) => [seminar.id, seminar])).values()];
  if (unique.length === 0) return;
  await flavour.putRows(db, SEMINARS, unique.map(writeRow));
  for (const seminar of unique) addSearch(search, seminar);
  handle.touch('seminars');
}

function writeRow(seminar: Seminar): JsonRow {
  const { id, series = null, publication, audience, revision } = seminar;
  const { startsAt, endsAt } = extentOf(seminar);
  const length = endsAt - startsAt;
  return [id, series, publication, audience, startsAt, endsAt, length, revision, encodeRecord(seminar)];
}

/** Those that an earlier version has put for later, the first that came first. */
export async function settleSearch(handle: WriteHandle, index: SearchIndex, limit: number): Promise<number> {
  const { db, flavour } = handle;
  const { rows } = await sql<{ n: number } & Pick<SeminarTable, 'id' | 'starts_at' | 'body'>>`
    select o.n, s.id, s.starts_at, s.body from search_owed o join seminars s on s.id = o.seminar
    order by o.n limit ${limit}`.execute(db);
  if (rows.length === 0) return 0;
  const seminars = new Map(rows.map((row) => [row.id, row]));
  const entries: SearchEntry[] = [];
  const turn = takeTurns();
  for (const { id, starts_at, body } of seminars.values()) {
    await turn();
    entries.push(searchEntryOf(id, starts_at, searchTextOf(decodeTexts(body))));
  }
  await index.write(handle, entries);
  const settled = flavour.rows(
    { n: 'integer' },
    rows.map(({ n }) => [n]),
  );
  await sql`delete from search_owed where n in (select n from ${settled} settled)`.execute(db);
  handle.touch('seminars');
  return rows.length;
}

export async function owesSearch({ db }: Handle): Promise<boolean> {
  const { rows } = await sql`select 1 as owed from search_owed limit 1`.execute(db);
  return rows.length > 0;
}

function addSearch(search: PendingSearch, seminar: Seminar): void {
  search.add(searchEntryOf(seminar.id, extentOf(seminar).startsAt, searchTextOf(seminar)));
}

function searchEntryOf(
  seminar: SeminarId,
  startsAt: number,
  text: ReturnType<typeof searchTextOf>,
): SearchEntry {
  return {
    seminar,
    startsAt,
    hash: hash('sha256', `${SEARCH_VERSION}\n${text.speakers}\n\n${text.words}`, 'base64url'),
    text,
  };
}

function extentOf({ start, end }: Pick<Seminar, 'start' | 'end'>): { startsAt: number; endsAt: number } {
  if (!start) return { startsAt: NO_START, endsAt: NO_START };
  const startsAt = toMillis(start);
  const endsAt = end ? toMillis(end) : startsAt;
  return { startsAt, endsAt: endsAt > startsAt ? endsAt : startsAt + HOUR_MS };
}
