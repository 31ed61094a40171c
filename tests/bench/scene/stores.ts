import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { systemClock } from '../../../src/app/system-clock.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createPinoLog } from '../../../src/support/pino-log.ts';
import { Redactor } from '../../../src/support/redaction.ts';
import { startPostgres } from '../../support/postgres.ts';
import type { CpuTime } from '../harness/child-task.ts';
import { readTreeCpu } from '../harness/process-tree.ts';

/** A store that was filled once, and fresh copies of it: each round begins with the same. */
export interface StoreTemplate {
  copy(): Promise<string>;
}

/** Where stores of one kind come from. */
export interface StoreYard {
  fill(name: string, fill: (store: Store) => Promise<unknown>): Promise<StoreTemplate>;
  /** Processor time of the database's own processes so far. */
  cpu(): CpuTime;
  close(): Promise<void>;
}

const log = createPinoLog('warn', new Redactor());

export interface SqliteYard extends StoreYard {
  /** A file that was filled in another way, closed and without a log. */
  adopt(path: string): StoreTemplate;
}

export interface PostgresYard extends StoreYard {
  /** An empty database, for what brings its own tables. */
  createEmpty(): Promise<string>;
}

/** Files on disk, each commit synced, as the service opens them. */
export function openSqliteYard(folder: string): SqliteYard {
  mkdirSync(folder, { recursive: true });
  let copies = 0;
  const adopt = (path: string): StoreTemplate => ({
    async copy() {
      copies += 1;
      const copy = join(folder, `copy-${copies}.db`);
      cpSync(path, copy);
      return `sqlite:${copy}`;
    },
  });
  return {
    adopt,
    async fill(name, fill) {
      const path = join(folder, `${name}.db`);
      await fillStore(`sqlite:${path}`, fill);
      foldLog(path);
      return adopt(path);
    },
    cpu: () => ({ user: 0, system: 0 }),
    close: async () => {},
  };
}

/** A real server on loopback that syncs each commit. */
export async function openPostgresYard(): Promise<PostgresYard> {
  const server = await startPostgres({ durable: true });
  return {
    createEmpty: () => server.createDatabase(),
    async fill(_name, fill) {
      const url = await server.createDatabase();
      await fillStore(url, fill);
      await analyze(url);
      const template = databaseOf(url);
      return {
        async copy() {
          const copy = await server.createDatabase();
          await server.administer(`drop database ${databaseOf(copy)}`);
          await server.administer(`create database ${databaseOf(copy)} template ${template}`);
          // What the copying left to be written is no contender's business.
          await server.administer('checkpoint');
          return copy;
        },
      };
    },
    cpu: () => readTreeCpu(server.pid),
    close: () => server.stop(),
  };
}

/** From the log into the file, which then is all of it. */
function foldLog(path: string): void {
  const database = new DatabaseSync(path);
  database.exec('pragma wal_checkpoint(truncate)');
  database.close();
}

/** As the server does by itself within a minute: its planner then knows how large the tables are. */
async function analyze(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query('analyze');
  await client.end();
}

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function fillStore(url: string, fill: (store: Store) => Promise<unknown>): Promise<void> {
  const store = await openStore(url, { clock: systemClock, log });
  try {
    await fill(store);
  } finally {
    await store.close();
  }
}
