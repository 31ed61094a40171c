import { type RawBuilder, sql } from 'kysely';
import type { SeminarId } from '../../domain/ids.ts';
import { isPrefix, spaceTokens } from '../../domain/search-text.ts';
import type { Handle, JsonRow } from '../flavour.ts';
import type { SearchEntry, SearchIndex, SearchPlan, SearchWanted } from '../search-index.ts';

/** Tokens as lexemes of a `tsvector`, put there as they are: no dictionary, no stemming, no language. */
export const POSTGRES_SEARCH: SearchIndex = { write: writeTokens, from: planSearch };

/** How many are sent with one statement: some megabytes at most, for long abstracts. */
const BATCH = 200;

async function writeTokens(handle: Handle, entries: readonly SearchEntry[]): Promise<void> {
  // In order of id, so that two that index the same lock it in one order.
  const sorted = entries.toSorted((a, b) => (a.seminar < b.seminar ? -1 : 1));
  for (let at = 0; at < sorted.length; at += BATCH) await writeBatch(handle, sorted.slice(at, at + BATCH));
}

async function writeBatch(handle: Handle, entries: readonly SearchEntry[]): Promise<void> {
  const { db, flavour } = handle;
  const ids = entries.map((entry) => entry.seminar);
  const known = await sql<{ seminar: SeminarId; hash: string }>`select seminar, hash from seminar_search
    where ${flavour.among('seminar', ids)}`.execute(db);
  const hashes = new Map(known.rows.map((row) => [row.seminar, row.hash]));
  const changed = entries.filter((entry) => hashes.get(entry.seminar) !== entry.hash);
  if (changed.length === 0) return;
  const rows = flavour.rows(
    { seminar: 'text', hash: 'text', words: 'text', speakers: 'text' },
    changed.map(writeEntry),
  );
  await sql`insert into seminar_search (seminar, hash, words, speakers)
    select seminar, hash, ${lexemes('words')}, ${lexemes('speakers')} from ${rows} entry
    on conflict (seminar) do update
    set hash = excluded.hash, words = excluded.words, speakers = excluded.speakers`.execute(db);
}

function writeEntry({ seminar, hash, text }: SearchEntry): JsonRow {
  return [seminar, hash, spaceTokens(text.words), spaceTokens(text.speakers)];
}

/** An empty text has no tokens, where `string_to_array` would see an empty one. */
function lexemes(column: string): RawBuilder<unknown> {
  return sql`array_to_tsvector(array_remove(string_to_array(${sql.ref(column)}, ' '), ''))`;
}

function planSearch(wanted: SearchWanted): SearchPlan {
  return {
    tables: sql`seminar_search f join seminars s on s.id = f.seminar`,
    where: [
      ...(wanted.words.length > 0 ? [sql`f.words @@ ${toQuery(wanted.words)}::tsquery`] : []),
      ...(wanted.speakers.length > 0 ? [sql`f.speakers @@ ${toQuery(wanted.speakers)}::tsquery`] : []),
    ],
    position: sql`s.starts_at`,
  };
}

/** Quoted lexemes, cast rather than parsed: `'flood' & 'risk':*`. */
function toQuery(tokens: readonly string[]): string {
  const quoted = tokens.map((token) => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`);
  return `${quoted.join(' & ')}${isPrefix(tokens.at(-1) ?? '') ? ':*' : ''}`;
}
