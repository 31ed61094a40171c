import { CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { LaneId } from '../domain/ids.ts';
import type { Tables } from './tables.ts';

/** What the two databases say differently. Everything else is written once. */
export interface Flavour {
  readonly name: 'sqlite' | 'postgres';
  /** A table made of JSON rows: many records for one statement. `columns` in the order of each row's values. */
  rows(
    columns: Readonly<Record<string, 'text' | 'integer'>>,
    values: readonly JsonRow[],
  ): RawBuilder<unknown>;
  /** Inserts the rows, or replaces what has their key. No key twice. */
  putRows(db: Kysely<Tables>, into: RowTable, rows: readonly JsonRow[]): Promise<void>;
  /** Inserts the rows whose key is not there yet, and returns these keys. Of one text column, no key twice. */
  addRows(db: Kysely<Tables>, into: RowTable, rows: readonly JsonRow[]): Promise<readonly string[]>;
  /** Inserts the rows in this order, numbered by the database. */
  appendRows(db: Kysely<Tables>, into: Omit<RowTable, 'key'>, rows: readonly JsonRow[]): Promise<void>;
  /** `column` is one of the values, however many. */
  among(column: string, values: readonly string[]): RawBuilder<boolean>;
  /** Locks the rows read until the transaction ends, where writers run side by side. */
  readonly forUpdate: RawBuilder<unknown>;
  /** The same for claimers, who pass over what another has locked. */
  readonly skipLocked: RawBuilder<unknown>;
}
export type JsonRow = readonly (string | number | null)[];

/** Into which columns of which table, in the order of each row's values; the key's come first. */
export interface RowTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, 'text' | 'integer'>>;
}

/** The only parameter of a statement that is run once for each of these rows, and returns what all of them return. */
export class RowBatch {
  readonly rows: readonly JsonRow[];

  constructor(rows: readonly JsonRow[]) {
    this.rows = rows;
  }
}

export type Topic = 'seminars' | 'outbox' | 'posts' | 'board' | 'directory';

/** What the functions of `tables/` work with: a connection (pooled or of one transaction) and its database's ways. */
export interface Handle {
  readonly db: Kysely<Tables>;
  readonly flavour: Flavour;
}

/** A transaction's handle, which remembers what was written for those who watch. */
export interface WriteHandle extends Handle {
  /** `here`: no other process waits for it. Telling is not for nothing: PostgreSQL commits those that tell one by one. */
  touch(topic: Topic, audience?: 'here'): void;
  /** Something may be due earlier in the lanes. */
  hasten(lanes: Iterable<LaneId>): void;
}

export const SQLITE: Flavour = {
  name: 'sqlite',
  rows: (columns, values) => {
    const picks = Object.keys(columns).map((name, at) => sql`value ->> ${sql.lit(at)} as ${sql.ref(name)}`);
    return sql`(select ${sql.join(picks)} from json_each(${JSON.stringify(values)}))`;
  },
  // One statement of one row, again and again: nothing crosses a process, and JSON would only be taken apart again.
  putRows: async (db, into, rows) => {
    if (rows.length > 0) await runEach(db, `${insertRow(into)} ${replacing(into)}`, rows);
  },
  addRows: async (db, into, rows) => {
    if (rows.length === 0) return [];
    const added = await runEach(db, `${insertRow(into)} ${passingOver(into)}`, rows);
    return added.map(({ key }) => key);
  },
  appendRows: async (db, into, rows) => {
    if (rows.length > 0) await runEach(db, insertRow(into), rows);
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
  putRows: async (db, into, rows) => {
    if (rows.length === 0) return;
    await sql`${insertSorted(into, rows)} ${sql.raw(replacing(into))}`.execute(db);
  },
  addRows: async (db, into, rows) => {
    if (rows.length === 0) return [];
    const statement = sql<Keyed>`${insertSorted(into, rows)} ${sql.raw(passingOver(into))}`;
    return (await statement.execute(db)).rows.map(({ key }) => key);
  },
  appendRows: async (db, into, rows) => {
    if (rows.length === 0) return;
    const placed = rows.map((row, place) => [...row, place]);
    const lines = POSTGRES.rows({ ...into.columns, place: 'integer' }, placed);
    await sql`${sql.raw(insertInto(into))} select ${listColumns(into)} from ${lines} line order by place`.execute(
      db,
    );
  },
  among: (column, values) => sql<boolean>`${sql.ref(column)} = any(${values}::text[])`,
  forUpdate: sql`for update`,
  skipLocked: sql`for update skip locked`,
};

interface Keyed {
  readonly key: string;
}

type Into = Omit<RowTable, 'key'>;

function insertInto({ name, columns }: Into): string {
  return `insert into ${name} (${Object.keys(columns).join(', ')})`;
}

function insertRow(into: Into): string {
  const values = Object.keys(into.columns).map(() => '?');
  return `${insertInto(into)} values (${values.join(', ')})`;
}

/** In parts of a millisecond or so, between which the connection gives others their turn. */
async function runEach(
  db: Kysely<Tables>,
  text: string,
  rows: readonly JsonRow[],
): Promise<readonly Keyed[]> {
  const returned: Keyed[] = [];
  for (let at = 0; at < rows.length; at += PART) {
    const part = new RowBatch(rows.slice(at, at + PART));
    returned.push(...(await db.executeQuery<Keyed>(CompiledQuery.raw(text, [part]))).rows);
  }
  return returned;
}

const PART = 64;

/** In order of key, so that two writers lock in one order. */
function insertSorted(into: RowTable, rows: readonly JsonRow[]): RawBuilder<unknown> {
  const sorted = rows.toSorted((a, b) => (keyOf(into, a) < keyOf(into, b) ? -1 : 1));
  const fresh = POSTGRES.rows(into.columns, sorted);
  return sql`${sql.raw(insertInto(into))} select ${listColumns(into)} from ${fresh} fresh`;
}

function listColumns({ columns }: Into): RawBuilder<unknown> {
  return sql.join(Object.keys(columns).map((name) => sql.ref(name)));
}

function passingOver({ key }: RowTable): string {
  return `on conflict (${key.join(', ')}) do nothing returning ${key.join()} as key`;
}

function replacing({ key, columns }: RowTable): string {
  const rest = Object.keys(columns).filter((name) => !key.includes(name));
  const act =
    rest.length === 0 ? 'nothing' : `update set ${rest.map((c) => `${c} = excluded.${c}`).join(', ')}`;
  return `on conflict (${key.join(', ')}) do ${act}`;
}

function keyOf({ key }: RowTable, row: JsonRow): string {
  return JSON.stringify(row.slice(0, key.length));
}

/** PostgreSQL's texts hold neither NUL nor half a surrogate pair, and its JSON refuses their escapes. */
function cleanRow(row: JsonRow): JsonRow {
  return row.map((value) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value));
}
