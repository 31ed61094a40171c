import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/** The first schema. What each column holds is said in `../tables.ts`; here is why each index exists. */
export function createInitial(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      // In order of code points, as SQLite has it: the databases must sort alike, whatever the server's language.
      const text = flavour.name === 'postgres' ? sql`text collate "C"` : sql`text`;
      await createSeminars(db, text);
      await createSearch(db, flavour);
      await createOutbox(db, flavour, text);
      await createPosts(db, text);
      await createDirectory(db, text);
      await createRest(db, flavour, text);
    },
  };
}

type Schema = Kysely<unknown>;
/** The type of a column that holds text. */
type Text = RawBuilder<unknown>;

async function createSeminars(db: Schema, text: Text): Promise<void> {
  await db.schema
    .createTable('seminars')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('series', text)
    .addColumn('publication', text, (column) => column.notNull())
    .addColumn('audience', text, (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .addColumn('length', 'bigint', (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .execute();
  // Lists are in order of start, mostly of what is published or of one series, and begin at an instant.
  await sql`create index seminars_start on seminars (starts_at, id)`.execute(db);
  await sql`create index seminars_publication on seminars (publication, starts_at, id)`.execute(db);
  await sql`create index seminars_series on seminars (series, starts_at, id)`.execute(db);
  // Pages and feeds ask for what is public, which may be little among much that is not.
  await sql`create index seminars_public on seminars (starts_at, id) where audience = 'public'`.execute(db);
  // The longest seminar is one look at the end of this index.
  await sql`create index seminars_length on seminars (length)`.execute(db);

  await db.schema
    .createTable('claims')
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('uid', text, (column) => column.notNull())
    .addColumn('seminar', text, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .addColumn('place', text, (column) => column.notNull())
    .addColumn('gone_since', 'bigint')
    .addColumn('fields', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('claims_pk', ['source', 'uid'])
    .execute();
  await sql`create index claims_seminar on claims (seminar)`.execute(db);

  await db.schema
    .createTable('patches')
    .addColumn('seminar', text, (column) => column.primaryKey())
    .addColumn('fields', text, (column) => column.notNull())
    .execute();
}

async function createSearch(db: Schema, flavour: Flavour): Promise<void> {
  if (flavour.name === 'postgres') {
    await sql`create table seminar_search (seminar text primary key, hash text not null,
      words tsvector not null, speakers tsvector not null)`.execute(db);
    // Without "fast updates", which leave new tokens in a list that the next searches read from end to end.
    await sql`create index seminar_search_words on seminar_search using gin (words) with (fastupdate = off)`.execute(
      db,
    );
    await sql`create index seminar_search_speakers on seminar_search using gin (speakers) with (fastupdate = off)`.execute(
      db,
    );
    return;
  }
  await sql`create table search_keys (n integer primary key, seminar text not null unique,
    minute integer not null, hash text not null)`.execute(db);
  // The tokens are made in the domain: "ascii" parts them at the spaces and leaves every other letter as it is. Kept is
  // in which column a token occurs, not where, since phrases are not searched for. Prefixes of two letters, the
  // shortest that are searched for, would else have to be gathered from very many words.
  await sql`create virtual table seminar_search using fts5(words, speakers, content='', contentless_delete=1,
    tokenize='ascii', detail='column', prefix='2')`.execute(db);
  // Parts of the index are merged eight at a time instead of four: a third less work for a bulk import.
  await sql`insert into seminar_search (seminar_search, rank) values ('automerge', 8)`.execute(db);
}

async function createOutbox(db: Schema, flavour: Flavour, text: Text): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('urgency', 'integer', (column) => column.notNull())
    .addColumn('lane', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('seminar', text)
    .addColumn('due', 'bigint', (column) => column.notNull())
    .addColumn('expires', 'bigint', (column) => column.notNull())
    .addColumn('not_before', 'bigint')
    .addColumn('ready_at', 'bigint', (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('token', text)
    .addColumn('claimed_at', 'bigint')
    .addColumn('reason', text)
    .addColumn('superseded_by', text)
    .addColumn('detail', text, (column) => column.notNull())
    .execute();
  // Claiming walks this, one urgency after the other, and stops at the limit: its cost does not grow with the table.
  await sql`create index notices_ready on notices (lane, urgency, ready_at, id) where state = 'due'`.execute(
    db,
  );
  // The next instant of all lanes. Begins with the state, which is always the same, because SQLite prefers that.
  await sql`create index notices_next on notices (state, ready_at) where state = 'due'`.execute(db);
  await sql`create index notices_state on notices (state, due, id)`.execute(db);
  await sql`create index notices_due on notices (due, id)`.execute(db);
  await sql`create index notices_seminar on notices (seminar, due, id)`.execute(db);
  await sql`create index notices_channel on notices (channel, due, id)`.execute(db);

  await db.schema
    .createTable('ledger')
    .$call((table) =>
      flavour.name === 'postgres'
        ? table.addColumn('n', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
        : table.addColumn('n', 'integer', (column) => column.primaryKey()),
    )
    .addColumn('notice', text, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('reason', text)
    .execute();
  await sql`create index ledger_notice on ledger (notice, n)`.execute(db);
  await sql`create index ledger_at on ledger (at, n)`.execute(db);

  await db.schema
    .createTable('lanes')
    .addColumn('lane', text, (column) => column.primaryKey())
    .addColumn('holder', text, (column) => column.notNull())
    .addColumn('token', text, (column) => column.notNull())
    .addColumn('held_until', 'bigint', (column) => column.notNull())
    .execute();
}

async function createPosts(db: Schema, text: Text): Promise<void> {
  await db.schema
    .createTable('posts')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('message', text)
    .addColumn('posted_at', 'bigint', (column) => column.notNull())
    .addColumn('seminars', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .execute();
  await sql`create index posts_message on posts (channel, message)`.execute(db);

  await db.schema
    .createTable('post_seminars')
    .addColumn('post', text, (column) => column.notNull().references('posts.id').onDelete('cascade'))
    .addColumn('seminar', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('post_seminars_pk', ['post', 'seminar'])
    .execute();
  await sql`create index post_seminars_seminar on post_seminars (seminar, post)`.execute(db);

  await db.schema
    .createTable('said')
    .addColumn('seminar', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('material', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('said_pk', ['seminar', 'channel'])
    .execute();
}

async function createDirectory(db: Schema, text: Text): Promise<void> {
  await db.schema
    .createTable('channels')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('lane', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('members', 'integer')
    .addColumn('reference', text)
    .addColumn('aside_since', 'bigint')
    .addColumn('aside_reason', text)
    .addColumn('aside_mend', text)
    .execute();
  await sql`create index channels_lane on channels (lane, id)`.execute(db);

  await db.schema
    .createTable('addresses')
    .addColumn('address', text, (column) => column.primaryKey())
    .addColumn('channel', text, (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('activations')
    .addColumn('target', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('activated_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('activations_pk', ['target', 'channel'])
    .execute();

  await db.schema
    .createTable('digest_slots')
    .addColumn('digest', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('slot', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('digest_slots_pk', ['digest', 'channel'])
    .execute();
}

async function createRest(db: Schema, flavour: Flavour, text: Text): Promise<void> {
  await db.schema
    .createTable('personal_reminders')
    .addColumn('person', text, (column) => column.notNull())
    .addColumn('seminar', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('reminder_offset', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('personal_reminders_pk', ['person', 'seminar'])
    .execute();
  await sql`create index personal_reminders_seminar on personal_reminders (seminar)`.execute(db);

  await db.schema
    .createTable('source_states')
    .addColumn('source', text, (column) => column.primaryKey())
    .addColumn('cursor', text)
    .addColumn('read_at', 'bigint')
    .addColumn('failing_since', 'bigint')
    .addColumn('failure', text)
    .addColumn('held_loss', 'integer')
    .addColumn('problems', text, (column) => column.notNull())
    .execute();

  // AUTOINCREMENT, because a removed message's number must never be given again: it is the message's id.
  await db.schema
    .createTable('board_messages')
    .$call((table) =>
      flavour.name === 'postgres'
        ? table.addColumn('n', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
        : table.addColumn('n', 'integer', (column) => column.primaryKey().autoIncrement()),
    )
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('thread', text)
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('card', text, (column) => column.notNull())
    .addColumn('posted_at', 'bigint', (column) => column.notNull())
    .addColumn('edited_at', 'bigint')
    .execute();
  await sql`create index board_messages_channel on board_messages (channel, n)`.execute(db);
  await sql`create index board_messages_key on board_messages (channel, key)`.execute(db);

  await db.schema
    .createTable('meta')
    .addColumn('name', text, (column) => column.primaryKey())
    .addColumn('value', text, (column) => column.notNull())
    .execute();
}
