import { sql } from 'kysely';
import type { SeminarId } from '../../domain/ids.ts';
import { isPrefix } from '../../domain/search-text.ts';
import type { Handle } from '../flavour.ts';
import type { SearchEntry, SearchIndex, SearchPlan, SearchWanted } from '../search-index.ts';

/**
 * FTS5 yields matches in the order of its row numbers, one by one. The number begins with the minute of the start, so
 * the first few matches in order of start come without finding all the others: 26 bits of minutes (until 2097), then
 * 27 bits that make it unique. Together they fit a double exactly.
 */
const SLOTS = 2 ** 27;
const LAST_MINUTE = 2 ** 26 - 1;

export const SQLITE_SEARCH: SearchIndex = { put: putTokens, from: planSearch };

async function putTokens(handle: Handle, entry: SearchEntry): Promise<void> {
  const minute = minuteOf(entry.startsAt);
  const known = await findKey(handle, entry.seminar);
  if (known?.hash === entry.hash && known.minute === minute) return;
  const { words, speakers } = entry.tokens();
  if (known) await dropTokens(handle, known);
  const n = known ? await moveKey(handle, entry, minute, known.n) : await mintKey(handle, entry, minute);
  await sql`insert into seminar_search (rowid, words, speakers)
    values (${minute * SLOTS + n}, ${words.join(' ')}, ${speakers.join(' ')})`.execute(handle.db);
}

interface SearchKey {
  readonly n: number;
  readonly minute: number;
  readonly hash: string;
}

async function findKey({ db }: Handle, seminar: SeminarId): Promise<SearchKey | undefined> {
  const { rows } = await sql<SearchKey>`
    select n, minute, hash from search_keys where seminar = ${seminar}`.execute(db);
  return rows[0];
}

async function dropTokens({ db }: Handle, { minute, n }: SearchKey): Promise<void> {
  await sql`delete from seminar_search where rowid = ${minute * SLOTS + n}`.execute(db);
}

async function moveKey({ db }: Handle, entry: SearchEntry, minute: number, n: number): Promise<number> {
  await sql`update search_keys set minute = ${minute}, hash = ${entry.hash} where n = ${n}`.execute(db);
  return n;
}

async function mintKey({ db }: Handle, { seminar, hash }: SearchEntry, minute: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`insert into search_keys (seminar, minute, hash)
    values (${seminar}, ${minute}, ${hash}) returning n`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('an inserted search key was not returned');
  return row.n;
}

function minuteOf(startsAt: number): number {
  return Math.min(Math.max(Math.floor(startsAt / 60_000), 0), LAST_MINUTE);
}

function planSearch(wanted: SearchWanted): SearchPlan {
  const query = [matchColumn('words', wanted.words), matchColumn('speakers', wanted.speakers)]
    .filter((part) => part !== undefined)
    .join(' AND ');
  const from = wanted.startsFrom;
  return {
    // CROSS JOIN is SQLite's word for "in this order".
    tables: sql`seminar_search f cross join search_keys k on k.n = f.rowid % ${sql.lit(SLOTS)} cross join seminars s on s.id = k.seminar`,
    where: [
      sql`seminar_search match ${query}`,
      ...(from
        ? [
            sql`f.rowid >= cast(max(0, min(${LAST_MINUTE}, (${from}) / 60000)) as integer) * ${sql.lit(SLOTS)}`,
          ]
        : []),
    ],
    position: sql`f.rowid`,
    rest: (position) =>
      sql`f.rowid > ${position} and f.rowid < ${(Math.floor(position / SLOTS) + 1) * SLOTS}`,
  };
}

function matchColumn(column: string, tokens: readonly string[]): string | undefined {
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  const quoted = tokens.map((token) => `"${token.replaceAll('"', '""')}"`);
  return `${column} : (${quoted.join(' AND ')}${isPrefix(last) ? ' *' : ''})`;
}
