import { join } from 'node:path';
import { findPostgresObstacle, startPostgres } from '../support/postgres.ts';
import type { StoreKind } from './options.ts';

/** Where the run's store is, and what can be done to it. */
export interface Database {
  readonly url: string;
  /** Of a server, which is reached through the network and can be restarted. */
  readonly server?: {
    readonly port: number;
    restart(how: 'fast' | 'crash'): Promise<void>;
  };
  stop(): Promise<void>;
}

/** Throws with a sentence where PostgreSQL cannot run here. */
export async function openDatabase(kind: StoreKind, folder: string): Promise<Database> {
  if (kind === 'sqlite') return { url: `sqlite:${join(folder, 'lectern.db')}`, stop: async () => {} };
  const obstacle = await findPostgresObstacle();
  if (obstacle !== undefined) throw new Error(obstacle);
  const server = await startPostgres();
  const url = await server.createDatabase();
  return {
    url,
    server: { port: Number(new URL(url).port), restart: (how) => server.restart(how) },
    stop: () => server.stop(),
  };
}
