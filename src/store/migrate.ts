import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Flavour } from './flavour.ts';
import { createInitial } from './migrations/0001-initial.ts';
import { createReviews } from './migrations/0002-reviews.ts';
import { createPauses } from './migrations/0003-pauses.ts';
import { createStanding } from './migrations/0004-standing.ts';
import { createLocality } from './migrations/0005-locality.ts';
import { createSearchOwed } from './migrations/0006-search-owed.ts';
import { createReplicas } from './migrations/0007-replicas.ts';
import { createSearchMerges } from './migrations/0008-search-merges.ts';
import { createReadingMarks } from './migrations/0009-reading-marks.ts';
import type { Tables } from './tables.ts';

/** What a migration did. `from`: the newest step that was there before; absent for an empty store. */
export interface MigrationReport {
  readonly from?: string;
  readonly applied: readonly string[];
}

/**
 * Brings the schema up to date, all steps or none. Two processes that open the store at once wait for one another.
 * Throws where the store has been written by a newer version, or where a step fails.
 */
export async function migrateToNewest(db: Kysely<Tables>, flavour: Flavour): Promise<MigrationReport> {
  const migrations = {
    '0001-initial': createInitial(flavour),
    '0002-reviews': createReviews(flavour),
    '0003-pauses': createPauses(flavour),
    '0004-standing': createStanding(flavour),
    '0005-locality': createLocality,
    '0006-search-owed': createSearchOwed(flavour),
    '0007-replicas': createReplicas(flavour),
    '0008-search-merges': createSearchMerges(flavour),
    '0009-reading-marks': createReadingMarks(flavour),
  };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const from = await newestApplied(db);
  if (from !== undefined && !(from in migrations)) {
    throw new Error(
      `the store is at schema "${from}", which this version does not know: it was written by a newer one`,
    );
  }
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw new Error('the store could not be brought up to date', { cause: error });
  const applied = results.map((result) => result.migrationName);
  return { ...(from === undefined ? {} : { from }), applied };
}

/** The newest step of its schema; undefined where there is none. */
export async function newestApplied(db: Kysely<Tables>): Promise<string | undefined> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return undefined;
  const history = db.withTables<{ kysely_migration: { name: string } }>();
  const newest = await history
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.name;
}
