import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

const LIVING = new Set<ChildProcess>();
process.on('exit', () => {
  // However the suite ends, nobody is left behind.
  for (const child of LIVING) child.kill('SIGKILL');
});

/** The real service as a process of its own, from its start to its end. Its log is kept in a file. */
export class Life {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  /** The service's address; undefined where it ended before it said one. */
  readonly ready: Promise<string | undefined>;
  #isReady = false;

  private constructor(child: ChildProcess, ready: Promise<string | undefined>) {
    this.#child = child;
    this.#ended = once(child, 'exit');
    this.ready = ready.then((url) => {
      this.#isReady = url !== undefined;
      return url;
    });
  }

  static begin(variables: Readonly<Record<string, string>>, logFile: string): Life {
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'start'], {
      cwd: ROOT,
      env: { PATH: '/usr/bin:/bin', HOME: '/nonexistent', PORT: '0', ...variables },
      stdio: ['ignore', 'pipe', log],
    });
    closeSync(log);
    LIVING.add(child);
    child.once('exit', () => LIVING.delete(child));
    let said = '';
    const ready = new Promise<string | undefined>((resolve) => {
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const url = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(said)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.once('exit', () => resolve(undefined));
    });
    return new Life(child, ready);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether it has ever been. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Null while it lives, and where a signal ended it. */
  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  /** Never throws: it may be over already. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    if (!this.isOver) this.#child.kill(name);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    this.signal(signal);
    if (!this.isOver) await this.#ended;
  }
}
