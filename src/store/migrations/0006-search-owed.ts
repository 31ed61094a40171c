import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/** Seminars of a bulk import that have still to be made searchable. */
export function createSearchOwed(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await db.schema
        .createTable('search_owed')
        .addColumn('seminar', text, (column) => column.primaryKey())
        .execute();
    },
  };
}
