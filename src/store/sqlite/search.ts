import { sql } from 'kysely';
import type { SeminarId } from '../../domain/ids.ts';
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
  if (known?.hash === entry.hash && Math.floor(known.key / SLOTS) === minute) return;
  const { words, speakers } = entry.tokens();
  if (known) await sql`delete from seminar_search where rowid = ${known.key}`.execute(handle.db);
  const key = known
    ? await moveKey(handle, entry, minute * SLOTS + known.n)
    : await mintKey(handle, entry, minute * SLOTS);
  await sql`insert into seminar_search (rowid, words, speakers)
    values (${key}, ${words.join(' ')}, ${speakers.join(' ')})`.execute(handle.db);
}

async function findKey({ db }: Handle, seminar: SeminarId) {
  const { rows } = await sql<{ n: number; key: number; hash: string }>`
    select n, key, hash from search_keys where seminar = ${seminar}`.execute(db);
  return rows[0];
}

async function moveKey({ db }: Handle, entry: SearchEntry, key: number): Promise<number> {
  await sql`update search_keys set key = ${key}, hash = ${entry.hash} where seminar = ${entry.seminar}`.execute(
    db,
  );
  return key;
}

async function mintKey({ db }: Handle, entry: SearchEntry, base: number): Promise<number> {
  const { rows } = await sql<{ key: number }>`
    insert into search_keys (n, seminar, key, hash)
    select coalesce(max(n), 0) + 1, ${entry.seminar}, ${base} + coalesce(max(n), 0) + 1, ${entry.hash}
    from search_keys returning key`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('an inserted search key was not returned');
  return row.key;
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
    tables: sql`seminar_search f cross join search_keys k on k.key = f.rowid cross join seminars s on s.id = k.seminar`,
    where: [
      sql`seminar_search match ${query}`,
      ...(from ? [sql`f.rowid >= max(0, min(${LAST_MINUTE}, (${from}) / 60000)) * ${SLOTS}`] : []),
    ],
    position: sql`f.rowid`,
    rest: (position) =>
      sql`f.rowid > ${position} and f.rowid < ${(Math.floor(position / SLOTS) + 1) * SLOTS}`,
  };
}

function matchColumn(column: string, tokens: readonly string[]): string | undefined {
  if (tokens.length === 0) return undefined;
  const quoted = tokens.map((token) => `"${token.replaceAll('"', '""')}"`);
  return `${column} : (${quoted.join(' AND ')} *)`;
}
