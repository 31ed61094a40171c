import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/** By which a source's reading is known to be the one that its claims came of, without looking at any of them. */
export function createReadingMarks(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await db.schema
        .createTable('reading_marks')
        .addColumn('source', text, (column) => column.primaryKey())
        .addColumn('run', text, (column) => column.notNull())
        .addColumn('mark', text)
        .addColumn('records', 'integer', (column) => column.notNull())
        .execute();
    },
  };
}
