import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/** How records of prose were read, and what waits for an organiser's word. */
export function createReviews(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await db.schema
        .createTable('readings')
        .addColumn('source', text, (column) => column.notNull())
        .addColumn('uid', text, (column) => column.notNull())
        .addColumn('seminar', text, (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('received_at', 'bigint', (column) => column.notNull())
        .addColumn('message_id', text)
        .addColumn('event_uid', text)
        .addColumn('fields', text, (column) => column.notNull())
        .addColumn('body', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('readings_pk', ['source', 'uid'])
        .execute();
      await sql`create index readings_seminar on readings (seminar)`.execute(db);
      // A reply names the messages before it, an invitation its event.
      await sql`create index readings_message on readings (message_id) where message_id is not null`.execute(
        db,
      );
      await sql`create index readings_event on readings (event_uid) where event_uid is not null`.execute(db);

      await db.schema
        .createTable('raw_texts')
        .addColumn('hash', text, (column) => column.primaryKey())
        .addColumn('text', text, (column) => column.notNull())
        .addColumn('received_at', 'bigint', (column) => column.notNull())
        .execute();
      await sql`create index raw_texts_received on raw_texts (received_at)`.execute(db);

      await db.schema
        .createTable('reviews')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('type', text, (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('opened_at', 'bigint', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('told', 'integer', (column) => column.notNull())
        .addColumn('proposed', text)
        .addColumn('body', text, (column) => column.notNull())
        .execute();
      await sql`create index reviews_open on reviews (opened_at, id) where state = 'open'`.execute(db);
      // Every plan asks for the days off.
      await sql`create index reviews_closed on reviews (id) where type = 'closed' and state = 'published'`.execute(
        db,
      );

      await db.schema
        .createTable('review_acts')
        .$call((table) =>
          flavour.name === 'postgres'
            ? table.addColumn('n', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
            : table.addColumn('n', 'integer', (column) => column.primaryKey()),
        )
        .addColumn('review', text, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('state', text, (column) => column.notNull())
        .addColumn('by_whom', text)
        .addColumn('text', text, (column) => column.notNull())
        .execute();
      await sql`create index review_acts_review on review_acts (review, n)`.execute(db);
      await sql`create index review_acts_at on review_acts (at, n)`.execute(db);
    },
  };
}
