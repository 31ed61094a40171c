import type { StatementSync } from 'node:sqlite';
import { tokenizeQuery } from '../../../src/domain/search-text.ts';
import type { SeminarQuery } from '../../../src/ports/store/seminars.ts';
import { SQLITE_SEARCH } from '../../../src/store/sqlite/search.ts';
import { selectSeminars } from '../../../src/store/tables/seminars.ts';
import { BareSql } from './bare-sql.ts';

/** As many as the answers look at. */
const FOUND = 10;
const AHEAD = 50;

/** What a look-up costs at the least: its query against the index, and nothing of what surrounds it. */
export class BareIndex {
  readonly #sql: BareSql;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(path: string) {
    this.#sql = new BareSql(path);
  }

  close(): void {
    this.#sql.close();
  }

  /** How many seminars can be found. */
  count(): number {
    return Number(this.#prepare('select count(*) as n from search_keys').get()?.n);
  }

  /** Milliseconds, as for the others. */
  search(words: string): number {
    return this.#time({ words: tokenizeQuery(words), limit: FOUND });
  }

  speaker(name: string): number {
    return this.#time({ speaker: tokenizeQuery(name), limit: FOUND });
  }

  next(): number {
    return this.#time({ limit: AHEAD });
  }

  #time(query: SeminarQuery): number {
    const asked = { ...query, publication: 'published', endsAfter: Temporal.Now.instant() } as const;
    const { sql, values } = this.#sql.compile(selectSeminars(SQLITE_SEARCH, asked).statement);
    const statement = this.#prepare(sql);
    const began = performance.now();
    statement.all(...values);
    return performance.now() - began;
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#prepared.get(sql) ?? this.#sql.database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}
