import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts commits on disk off the event loop. SQLite, told to sync each commit, would hold up everything until the disk
 * answers: half a millisecond, or a tenth of a second where others use the disk, too. Told `synchronous = normal`, it
 * writes a commit into the log and leaves it to the system; whoever commits then waits here. All who wait share a sync,
 * and a transaction may begin while the one before is on its way: the log is one file, and what is synced of it
 * includes all that came before.
 *
 * A log that could not be synced once may have lost what the system believes to have written: from then on every commit
 * fails, until the store is opened anew.
 */
export class WalSync {
  readonly #sync: () => Promise<void>;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #failure: Error | undefined;

  constructor(sync: () => Promise<void>) {
    this.#sync = sync;
  }

  /** Resolves once all that was written before the call is on disk. */
  settle(): Promise<void> {
    if (!this.#running) return this.#begin();
    // The one under way may have begun before the write.
    this.#next ??= this.#running.then(
      () => this.#beginNext(),
      () => this.#beginNext(),
    );
    return this.#next;
  }

  #beginNext(): Promise<void> {
    this.#next = undefined;
    return this.#begin();
  }

  #begin(): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    const running = this.#sync()
      .catch((error: unknown) => {
        this.#failure = new Error('what was written to the store may not be on disk; open it anew', {
          cause: error,
        });
        throw this.#failure;
      })
      .finally(() => {
        if (this.#running === running) this.#running = undefined;
      });
    this.#running = running;
    return running;
  }
}

/** The write-ahead log of a database file, which is there for as long as somebody has it open. */
export class WalFile {
  readonly #path: string;
  #opened: Promise<FileHandle> | undefined;

  constructor(database: string) {
    this.#path = `${database}-wal`;
  }

  async sync(): Promise<void> {
    this.#opened ??= this.#open();
    await (await this.#opened).datasync();
  }

  async close(): Promise<void> {
    await (await this.#opened?.catch(() => undefined))?.close();
  }

  /** That the file exists is its folder's to remember. */
  async #open(): Promise<FileHandle> {
    const file = await open(this.#path, 'r+');
    if (process.platform !== 'win32') {
      const folder = await open(dirname(this.#path), 'r');
      await folder.sync().finally(() => folder.close());
    }
    return file;
  }
}
