import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** What the two databases say differently. Everything else is written once. */
export interface Flavour {
  readonly name: 'sqlite' | 'postgres';
  /** A table made of JSON rows: many records for one statement. `columns` in the order of each row's values. */
  rows(
    columns: Readonly<Record<string, 'text' | 'integer'>>,
    values: readonly JsonRow[],
  ): RawBuilder<unknown>;
  /** `column` is one of the values, however many. */
  among(column: string, values: readonly string[]): RawBuilder<boolean>;
  /** Locks the rows read until the transaction ends, where writers run side by side. */
  readonly forUpdate: RawBuilder<unknown>;
  /** The same for claimers, who pass over what another has locked. */
  readonly skipLocked: RawBuilder<unknown>;
}
export type JsonRow = readonly (string | number | null)[];

export type Topic = 'seminars' | 'outbox' | 'posts' | 'board' | 'directory';

/** What the functions of `tables/` work with: a connection (pooled or of one transaction) and its database's ways. */
export interface Handle {
  readonly db: Kysely<Tables>;
  readonly flavour: Flavour;
}

/** A transaction's handle, which remembers what was written for those who watch. */
export interface WriteHandle extends Handle {
  touch(topic: Topic): void;
}

export const SQLITE: Flavour = {
  name: 'sqlite',
  rows: (columns, values) => {
    const picks = Object.keys(columns).map((name, at) => sql`value ->> ${sql.lit(at)} as ${sql.ref(name)}`);
    return sql`(select ${sql.join(picks)} from json_each(${JSON.stringify(values)}))`;
  },
  among: (column, values) =>
    sql<boolean>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  forUpdate: sql``,
  skipLocked: sql``,
};

export const POSTGRES: Flavour = {
  name: 'postgres',
  rows: (columns, values) => {
    const picks = Object.entries(columns).map(([name, type], at) => {
      const pick = sql`value ->> ${sql.lit(at)}`;
      return type === 'text' ? sql`${pick} as ${sql.ref(name)}` : sql`(${pick})::bigint as ${sql.ref(name)}`;
    });
    return sql`(select ${sql.join(picks)} from jsonb_array_elements(${JSON.stringify(values.map(cleanRow))}::jsonb) as element(value))`;
  },
  among: (column, values) => sql<boolean>`${sql.ref(column)} = any(${values}::text[])`,
  forUpdate: sql`for update`,
  skipLocked: sql`for update skip locked`,
};

/** PostgreSQL's texts hold neither NUL nor half a surrogate pair, and its JSON refuses their escapes. */
function cleanRow(row: JsonRow): JsonRow {
  return row.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
}
