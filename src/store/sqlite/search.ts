import { CompiledQuery, sql } from 'kysely';
import type { SeminarId } from '../../domain/ids.ts';
import { isPrefix, leaveToAscii } from '../../domain/search-text.ts';
import { type Handle, RowBatch, type RowTable } from '../flavour.ts';
import type { SearchEntry, SearchIndex, SearchPlan, SearchWanted } from '../search-index.ts';

/**
 * FTS5 yields matches in the order of its row numbers, one by one. The number begins with the minute of the start, so
 * the first few matches in order of start come without finding all the others: 26 bits of minutes (until 2097), then
 * 24 bits that make it unique (16 million seminars in the life of a store). Together they fit a double exactly.
 */
const SLOTS = 2 ** 24;
const LAST_MINUTE = 2 ** 26 - 1;
const PART = 64;
/** So many are written out at once: three milliseconds or so. */
const GATHERED = 4 * PART;

export const SQLITE_SEARCH: SearchIndex = { write: writeTokens, from: planSearch };

/** Keys for all first, then tokens one by one: FTS5 gathers these until something else begins a savepoint. */
async function writeTokens(handle: Handle, entries: readonly SearchEntry[]): Promise<void> {
  const known = await findKeys(handle, entries);
  const changed = entries.filter((entry) => {
    const key = known.get(entry.seminar);
    return key?.hash !== entry.hash || key.minute !== minuteOf(entry.startsAt);
  });
  if (changed.length === 0) return;
  await dropTokens(
    handle,
    changed.flatMap((entry) => known.get(entry.seminar) ?? []),
  );
  let last = await findLastNumber(handle);
  const keyed = changed.map((entry): KeyedEntry => {
    const { seminar, hash, text } = entry;
    const n = known.get(seminar)?.n ?? ++last;
    return { n, seminar, hash, minute: minuteOf(entry.startsAt), text };
  });
  await putKeys(handle, keyed);
  await putTokens(handle, keyed);
  await mergeParts(handle, keyed.length);
}

/** Pages written by one step: two milliseconds or so. */
const MERGE_STEP = 64;
/** A fifth of a page is what a seminar's tokens take: they are merged into a larger part once, and some once more. */
const PAGES_EACH = 0.25;
/** Of changes one by one, so that their parts do not gather. */
const LEAST_PAGES = 16;

/**
 * FTS5 adds a part for each transaction, and searches look into all of them. What was written pays for merging, in short
 * steps between which others have their turn.
 */
async function mergeParts({ db }: Handle, count: number): Promise<void> {
  let pages = Math.max(Math.ceil(count * PAGES_EACH), LEAST_PAGES);
  for (; pages > 0; pages -= MERGE_STEP) {
    await sql`insert into seminar_search (seminar_search, rank)
      values ('merge', ${Math.min(pages, MERGE_STEP)})`.execute(db);
  }
}

interface SearchKey {
  readonly n: number;
  readonly seminar: SeminarId;
  readonly minute: number;
  readonly hash: string;
}

type KeyedEntry = SearchKey & Pick<SearchEntry, 'text'>;

async function findKeys({ db, flavour }: Handle, entries: readonly SearchEntry[]) {
  const ids = entries.map((entry) => entry.seminar);
  const { rows } = await sql<SearchKey>`select n, seminar, minute, hash from search_keys
    where ${flavour.among('seminar', ids)}`.execute(db);
  return new Map(rows.map((row) => [row.seminar, row]));
}

async function findLastNumber({ db }: Handle): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(n) as last from search_keys`.execute(db);
  return rows[0]?.last ?? 0;
}

async function dropTokens({ db, flavour }: Handle, keys: readonly SearchKey[]): Promise<void> {
  if (keys.length === 0) return;
  const rows = flavour.rows(
    { n: 'integer' },
    keys.map((key) => [rowidOf(key)]),
  );
  await sql`delete from seminar_search where rowid in (select n from ${rows} row)`.execute(db);
}

function putKeys({ db, flavour }: Handle, keys: readonly SearchKey[]): Promise<void> {
  const rows = keys.map(({ n, seminar, minute, hash }) => [n, seminar, minute, hash]);
  return flavour.putRows(db, KEYS, rows);
}

const KEYS: RowTable = {
  name: 'search_keys',
  key: ['n'],
  columns: { n: 'integer', seminar: 'text', minute: 'integer', hash: 'text' },
};

/**
 * In order of row number, and with plain statements. FTS5 gathers what is inserted and writes it out at the commit; it
 * would do so each time where a row number falls, or where a statement of many rows begins a savepoint.
 */
async function putTokens({ db }: Handle, entries: readonly KeyedEntry[]): Promise<void> {
  const rows = entries
    .toSorted((a, b) => rowidOf(a) - rowidOf(b))
    .map((entry) => {
      const { words, speakers } = entry.text;
      return [rowidOf(entry), leaveToAscii(words), leaveToAscii(speakers)];
    });
  const text = 'insert into seminar_search (rowid, words, speakers) values (?, ?, ?)';
  // In parts of a millisecond or so, between which the connection gives others their turn.
  for (let at = 0; at < rows.length; at += PART) {
    await db.executeQuery(CompiledQuery.raw(text, [new RowBatch(rows.slice(at, at + PART))]));
    if ((at + PART) % GATHERED === 0) await writeGathered(db);
  }
  await writeGathered(db);
}

/** What begins a savepoint makes FTS5 write out what it has gathered: the commit need not, on top of its own work. */
async function writeGathered(db: Handle['db']): Promise<void> {
  for (const text of ['savepoint search', 'release search']) await db.executeQuery(CompiledQuery.raw(text));
}

function rowidOf({ n, minute }: Pick<SearchKey, 'n' | 'minute'>): number {
  return minute * SLOTS + n;
}

function minuteOf(startsAt: number): number {
  return Math.min(Math.max(Math.floor(startsAt / 60_000), 0), LAST_MINUTE);
}

function planSearch(wanted: SearchWanted): SearchPlan {
  const query = [matchColumn('words', wanted.words), matchColumn('speakers', wanted.speakers)]
    .filter((part) => part !== undefined)
    .join(' AND ');
  const { startsFrom: from, startsBefore: before, latestFirst } = wanted;
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
      ...(before === undefined ? [] : [sql`f.rowid < ${(minuteOf(before) + 1) * SLOTS}`]),
    ],
    position: sql`f.rowid`,
    rest: (position) => {
      const minute = Math.floor(position / SLOTS) * SLOTS;
      return latestFirst
        ? sql`f.rowid < ${position} and f.rowid >= ${minute}`
        : sql`f.rowid > ${position} and f.rowid < ${minute + SLOTS}`;
    },
  };
}

function matchColumn(column: string, tokens: readonly string[]): string | undefined {
  const last = tokens.at(-1);
  if (last === undefined) return undefined;
  const quoted = tokens.map((token) => `"${token.replaceAll('"', '""')}"`);
  return `${column} : (${quoted.join(' AND ')}${isPrefix(last) ? ' *' : ''})`;
}
