import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../ports/log.ts';
import type { CheckpointTask } from './checkpoint-worker.ts';

/** How often the log is looked at while there are commits. */
const LOOK_MS = 100;
/** A log that stays shorter needs nobody: SQLite copies it when the store is closed. */
const WORTH_BYTES = 16 * 1024 * 1024;
/** After so long without a commit the file is given back, and the thread ends. */
const QUIET_MS = 10_000;

/**
 * Copies the write-ahead log back into the database, from a thread of its own: a checkpoint copies and syncs some
 * megabytes, and whoever commits would do it on the event loop. The thread (10 MB) is there only while much is written.
 * It is one more connection to the file, as another process would have it: it may end at any moment, and what it leaves
 * undone is done by the next, or by SQLite itself once the log is very long.
 */
export class Checkpointer {
  readonly #file: string;
  readonly #log: Log;
  readonly #quietMs: number;
  #worker: Worker | undefined;
  #look: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(file: string, log: Log, { quietMs = QUIET_MS }: { readonly quietMs?: number } = {}) {
    this.#file = file;
    this.#quietMs = quietMs;
    this.#log = log;
  }

  /** Something was committed. */
  note(): void {
    if (this.#closed || this.#look) return;
    this.#look = setTimeout(() => {
      this.#look = undefined;
      this.#looking = this.#begin();
    }, LOOK_MS).unref();
    clearTimeout(this.#quiet);
    this.#quiet = undefined;
  }

  /** Waits for the thread to let go of the file. Idempotent. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#look);
    clearTimeout(this.#quiet);
    await this.#looking;
    const worker = this.#worker;
    if (!worker) return;
    const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
    worker.ref();
    worker.postMessage('end' satisfies CheckpointTask);
    await ended;
  }

  async #begin(): Promise<void> {
    if (!this.#worker && (await this.#sizeOfLog()) < WORTH_BYTES) return;
    if (this.#closed) return;
    this.#worker ??= this.#start();
    this.#worker.postMessage('copy' satisfies CheckpointTask);
    this.#quiet ??= setTimeout(() => {
      this.#worker?.postMessage('tidy' satisfies CheckpointTask);
    }, this.#quietMs).unref();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
      workerData: this.#file,
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16, stackSizeMb: 1 },
    });
    worker.on('error', (error) => this.#log.warn('the log of the store is not copied just now', { error }));
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    worker.unref();
    return worker;
  }

  /** Zero where it is not there. */
  async #sizeOfLog(): Promise<number> {
    try {
      return (await stat(`${this.#file}-wal`)).size;
    } catch {
      return 0;
    }
  }
}
