import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/** What an operator told to hold still: a channel, a series, or everything. */
export function createPauses(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await db.schema
        .createTable('pauses')
        .addColumn('scope', text, (column) => column.primaryKey())
        .addColumn('since', 'bigint', (column) => column.notNull())
        .addColumn('paused_by', text, (column) => column.notNull())
        .execute();
    },
  };
}
