import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The real service as a process of its own, as `npm start` runs it. */
export class LecternProcess {
  readonly #child: ChildProcess;
  readonly url: string;
  /** Its log so far, one JSON line an entry. */
  readonly log: () => string;

  /** What it said to whoever started it so far. */
  readonly said: () => string;

  private constructor(child: ChildProcess, url: string, log: () => string, said: () => string) {
    this.#child = child;
    this.url = url;
    this.log = log;
    this.said = said;
  }

  /** Resolves when it says where to look. Rejects with what it wrote where it ends before that. */
  static async start(
    variables: Readonly<Record<string, string>>,
    args: readonly string[] = ['start'],
  ): Promise<LecternProcess> {
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), ...args], {
      cwd: ROOT,
      env: {
        PATH: '/usr/bin:/bin',
        HOME: '/nonexistent',
        PORT: '0',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', () => {
        const found = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(out)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.once('exit', (code) =>
        reject(new Error(`ended with ${code} before it was ready:\n${out}${err}`)),
      );
    });
    return new LecternProcess(
      child,
      url,
      () => err,
      () => out,
    );
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Asks it to stop (SIGTERM) or takes it away (SIGKILL). Resolves to its exit status, null where a signal ended it. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const exit = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exit;
    return this.#child.exitCode;
  }
}
