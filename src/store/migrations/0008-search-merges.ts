import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Flavour } from '../flavour.ts';

/**
 * SQLite's search index merges its parts only when it is told to, a few pages at a time (see `sqlite/search.ts`); by itself
 * it would do so whenever it has gathered enough, for as long as that takes. Sixteen parts become one, instead of eight.
 * An index has room for two thousand.
 */
export function createSearchMerges(flavour: Flavour): Migration {
  return {
    up: async (db) => {
      if (flavour.name !== 'sqlite') return;
      for (const [name, value] of [
        ['automerge', 0],
        ['usermerge', 16],
        ['crisismerge', 1000],
      ] as const) {
        const setting = sql`${sql.lit(name)}, ${sql.lit(value)}`;
        await sql`insert into seminar_search (seminar_search, rank) values (${setting})`.execute(db);
      }
    },
  };
}
