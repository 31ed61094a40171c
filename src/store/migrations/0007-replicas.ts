import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/** What several processes tell each other: until when a platform asked to wait, and what it has delivered to one of them. */
export function createReplicas(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await db.schema
        .createTable('lane_waits')
        .addColumn('lane', text, (column) => column.notNull())
        .addColumn('what', text, (column) => column.notNull())
        .addColumn('until', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('lane_waits_pk', ['lane', 'what'])
        .execute();

      await db.schema
        .createTable('deliveries')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('seen_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('deliveries_seen_at').on('deliveries').column('seen_at').execute();
    },
  };
}
