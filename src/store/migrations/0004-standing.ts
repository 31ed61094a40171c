import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/**
 * What was taken back for good; by which installation a lane's posts are, and those of an earlier store that were found
 * there; who it is that a personal reminder is for; and, of posts and seminars, the revision, so that what has fallen
 * behind is one question.
 */
export function createStanding(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await db.schema
        .createTable('retractions')
        .addColumn('seminar', text, (column) => column.notNull())
        .addColumn('channel', text, (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('by_whom', text, (column) => column.notNull())
        .addPrimaryKeyConstraint('retractions_pk', ['seminar', 'channel'])
        .execute();

      await db.schema
        .createTable('known_lanes')
        .addColumn('id', text, (column) => column.primaryKey())
        .addColumn('installation', text, (column) => column.notNull())
        .addColumn('since', 'bigint', (column) => column.notNull())
        .addColumn('stopped_since', 'bigint')
        .addColumn('stopped_reason', text)
        .execute();

      await db.schema
        .createTable('found_posts')
        .addColumn('key', text, (column) => column.notNull())
        .addColumn('lane', text, (column) => column.notNull())
        .addColumn('channel', text, (column) => column.notNull())
        .addColumn('message', text, (column) => column.notNull())
        .addColumn('posted_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('found_posts_pk', ['lane', 'key'])
        .execute();

      await db.schema.alterTable('personal_reminders').addColumn('standing', text).execute();

      await db.schema.alterTable('posts').addColumn('shown_revision', 'bigint').execute();
      await db.schema.alterTable('seminars').addColumn('revision', 'bigint').execute();
      const number = (name: string) =>
        flavour.name === 'postgres'
          ? sql`(body::jsonb ->> ${sql.lit(name)})::bigint`
          : sql`body ->> ${sql.lit(name)}`;
      await sql`update posts set shown_revision = ${number('shownRevision')}`.execute(db);
      await sql`update seminars set revision = ${number('revision')}`.execute(db);
    },
  };
}
