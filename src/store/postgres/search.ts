import { sql } from 'kysely';
import { isPrefix } from '../../domain/search-text.ts';
import type { Handle } from '../flavour.ts';
import type { SearchEntry, SearchIndex, SearchPlan, SearchWanted } from '../search-index.ts';

/** Tokens as lexemes of a `tsvector`, put there as they are: no dictionary, no stemming, no language. */
export const POSTGRES_SEARCH: SearchIndex = { put: putTokens, from: planSearch };

async function putTokens({ db }: Handle, entry: SearchEntry): Promise<void> {
  const { rows } = await sql<{ hash: string }>`
    select hash from seminar_search where seminar = ${entry.seminar}`.execute(db);
  if (rows[0]?.hash === entry.hash) return;
  const { words, speakers } = entry.tokens();
  await sql`insert into seminar_search (seminar, hash, words, speakers)
    values (${entry.seminar}, ${entry.hash}, array_to_tsvector(${words}::text[]), array_to_tsvector(${speakers}::text[]))
    on conflict (seminar) do update
    set hash = excluded.hash, words = excluded.words, speakers = excluded.speakers`.execute(db);
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
