import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type RawBuilder } from 'kysely';
import { SqliteHandle } from '../../../src/store/sqlite/connections.ts';
import { createSqliteDialect } from '../../../src/store/sqlite/driver.ts';
import type { Tables } from '../../../src/store/tables.ts';

/** A statement of the store, as SQLite gets it. */
export interface BareStatement {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** A SQLite file, asked by the store's own statements and by nothing else of the store. */
export class BareSql {
  readonly database: DatabaseSync;
  readonly #handle: SqliteHandle;
  readonly #compiler: Kysely<Tables>;

  constructor(path: string) {
    this.database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    // As the store's reading connection has it.
    this.database.exec('pragma cache_size = -32768; pragma mmap_size = 268435456');
    this.#handle = new SqliteHandle(path, true);
    this.#compiler = new Kysely<Tables>({ dialect: createSqliteDialect(this.#handle, 'shared') });
  }

  compile(statement: RawBuilder<unknown>): BareStatement {
    const { sql, parameters } = statement.compile(this.#compiler);
    const values = parameters.map((value) => (typeof value === 'number' ? value : String(value)));
    return { sql, values };
  }

  /** How SQLite goes about it, one line a step. */
  explain({ sql, values }: BareStatement): readonly string[] {
    return this.database
      .prepare(`explain query plan ${sql}`)
      .all(...values)
      .map(({ detail }) => String(detail));
  }

  close(): void {
    this.database.close();
    this.#handle.close();
  }
}
