import type { StatementSync } from 'node:sqlite';
import { tokenizeQuery } from '../../../src/domain/search-text.ts';
import type { SeminarQuery } from '../../../src/ports/store/seminars.ts';
import { SQLITE_SEARCH } from '../../../src/store/sqlite/search.ts';
import { selectSeminars } from '../../../src/store/tables/seminars.ts';
import { BareSql } from './bare-sql.ts';

export type Kind = 'search' | 'next' | 'speaker';

/** `text`: what is looked for; nothing for `next`. */
export interface Question {
  readonly kind: Kind;
  readonly text: string;
}

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

  /** Milliseconds that the one statement takes. */
  time(question: Question): number {
    const { statement, values } = this.#statement(question);
    const began = performance.now();
    statement.all(...values);
    return performance.now() - began;
  }

  /** What is found, as it is stored. */
  find(question: Question): readonly string[] {
    const { statement, values } = this.#statement(question);
    return statement.all(...values).map(({ body }) => String(body));
  }

  #statement(question: Question) {
    const asked = {
      ...queryOf(question),
      publication: 'published',
      endsAfter: Temporal.Now.instant(),
    } as const;
    const { sql, values } = this.#sql.compile(selectSeminars(SQLITE_SEARCH, asked).statement);
    return { statement: this.#prepare(sql), values };
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#prepared.get(sql) ?? this.#sql.database.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

function queryOf({ kind, text }: Question): SeminarQuery {
  switch (kind) {
    case 'search':
      return { words: tokenizeQuery(text), limit: FOUND };
    case 'speaker':
      return { speaker: tokenizeQuery(text), limit: FOUND };
    case 'next':
      return { limit: AHEAD };
  }
}
