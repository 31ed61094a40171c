import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/**
 * Seminars of a bulk import that have still to be made searchable, in order of arrival, some perhaps twice: by id, each
 * would be written to another page.
 */
export function createSearchOwed(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await db.schema
        .createTable('search_owed')
        .$call((table) =>
          flavour.name === 'postgres'
            ? table.addColumn('n', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
            : table.addColumn('n', 'integer', (column) => column.primaryKey()),
        )
        .addColumn('seminar', text, (column) => column.notNull())
        .execute();
    },
  };
}
