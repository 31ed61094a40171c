import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { tokenizeQuery } from '../../../src/domain/search-text.ts';

/**
 * What a look-up costs at the least: its query against the index, by hand, on a connection of its own, and nothing of what
 * surrounds it. The statements are those of the store, as one would type them.
 */
export class BareIndex {
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    this.#database.exec('pragma cache_size = -32768; pragma mmap_size = 268435456');
  }

  close(): void {
    this.#database.close();
  }

  /** How many seminars can be found. */
  count(): number {
    return Number(this.#database.prepare('select count(*) as n from search_keys').get()?.n);
  }

  search(words: string): number {
    return this.#time(FOUND, `words : (${quote(words)})`, minuteKey(), Date.now(), 10);
  }

  speaker(name: string): number {
    return this.#time(FOUND, `speakers : (${quote(name)})`, minuteKey(), Date.now(), 10);
  }

  next(): number {
    return this.#time(AHEAD, Date.now() - 3_600_000, Date.now(), 50);
  }

  explain(): readonly string[] {
    return [FOUND, AHEAD].flatMap((statement) => [
      statement,
      ...this.#database
        .prepare(`explain query plan ${statement}`)
        .all()
        .map(({ detail }) => `  ${detail}`),
    ]);
  }

  /** Milliseconds. Statements are prepared anew, as SQLite's cost is small and the store keeps them. */
  #time(statement: string, ...values: readonly SQLInputValue[]): number {
    const prepared = this.#prepare(statement);
    const began = performance.now();
    prepared.all(...values);
    return performance.now() - began;
  }

  readonly #prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>();

  #prepare(statement: string) {
    const known = this.#prepared.get(statement) ?? this.#database.prepare(statement);
    this.#prepared.set(statement, known);
    return known;
  }
}

const FOUND = `select s.body from seminar_search f cross join search_keys k on k.n = f.rowid % 16777216
  cross join seminars s on s.id = k.seminar
  where seminar_search match ? and f.rowid >= ? and s.publication = 'published' and s.ends_at > ?
  order by f.rowid limit ?`;
const AHEAD = `select body from seminars where publication = 'published' and starts_at >= ? and ends_at > ?
  order by starts_at, id limit ?`;

function quote(words: string): string {
  return tokenizeQuery(words)
    .map((token) => `"${token}"`)
    .join(' AND ');
}

/** Rows of the index are numbered by the minute of the start. */
function minuteKey(): number {
  return Math.floor((Date.now() - 3_600_000) / 60_000) * 2 ** 24;
}
