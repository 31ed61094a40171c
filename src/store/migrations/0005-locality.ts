import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Indexes in which what is written together lies together. What is due at one instant is claimed seminar by seminar, so
 * that it is read and drawn together; an index without that order would have it anywhere. (With the kind before it,
 * SQLite does not take the second one for claiming.) A post has no message while it is being sent, and is looked for by its
 * message only: it enters that index once, when it stands.
 */
export const createLocality: Migration = {
  up: async (db) => {
    await sql`drop index notices_ready`.execute(db);
    await sql`create index notices_ready on notices (lane, urgency, ready_at, seminar, id)
      where state = 'due'`.execute(db);
    await sql`drop index notices_next`.execute(db);
    await sql`create index notices_next on notices (state, ready_at, kind, seminar, id) where state = 'due'`.execute(
      db,
    );
    await sql`drop index posts_message`.execute(db);
    await sql`create index posts_message on posts (channel, message) where message is not null`.execute(db);
  },
};
