import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const MAIN = join(ROOT, 'src/cli/main.ts');

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {}, with: () => quiet };
const clock = { now: () => Temporal.Now.instant(), at: () => () => {} };

export interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly variables?: Readonly<Record<string, string>>;
  /** What comes in by the pipe. */
  readonly input?: string;
}

/** An installation of its own: configuration, records and store in a folder that is gone after the test. */
export interface House {
  readonly path: string;
  readonly config: string;
  readonly variables: Readonly<Record<string, string>>;
  write(name: string, content: string): string;
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** As `run` with `--json`: one document and nothing else. */
  json(args: readonly string[], options?: RunOptions): Promise<unknown>;
  /** Looks into its store, or arranges something there. */
  inStore<T>(use: (store: Store) => Promise<T>): Promise<T>;
}

export const PREVIEW_ONLY = `timezone: Australia/Brisbane
audience: public
series:
  tides:
    name: Tides Seminar
    duration: 1h
sources: [{ type: files, path: seminars }]
routes:
  - match: { series: tides }
    to: ["preview:#tides"]
    announce: immediately
    remind: [15m]
`;

export function buildHouse(configuration = PREVIEW_ONLY): House {
  const folder = createTemporaryFolder();
  const config = folder.write('lectern.yaml', configuration);
  const variables = { LECTERN_CONFIG: config, DATABASE_URL: `sqlite:${folder.path}/store/lectern.db` };
  const run = (args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
    runCommand(folder.path, args, { ...options, variables: { ...variables, ...options.variables } });
  return {
    path: folder.path,
    config,
    variables,
    write: folder.write,
    run,
    async json(args, options) {
      const { out, err } = await run([...args, '--json'], options);
      try {
        return JSON.parse(out);
      } catch (error) {
        throw new Error(`no JSON document from ${args.join(' ')}:\n${out}\n${err}`, { cause: error });
      }
    },
    async inStore(use) {
      const store = await openStore(variables.DATABASE_URL, { clock, log: quiet });
      try {
        return await use(store);
      } finally {
        await store.close();
      }
    },
  };
}

/** The real command line as a process of its own, which sees no variable but those given. */
export async function runCommand(
  cwd: string,
  args: readonly string[],
  { variables = {}, input }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent', ...variables },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input ?? '');
  const status = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, out, err };
}

/** A record a given time from now, as a line of YAML. */
export function startsIn(duration: Temporal.DurationLike): string {
  return `start: "${Temporal.Now.instant().add(duration).toString({ smallestUnit: 'second' })}"`;
}
