const EVERY_MS = 10;

/** Resident memory of this process, from a quiet moment on. Needs `--expose-gc`. */
export class MemoryWatch {
  readonly #base: number;
  readonly #timer: NodeJS.Timeout;
  #peak = 0;

  constructor() {
    globalThis.gc?.();
    this.#base = process.memoryUsage.rss();
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
  }

  /** The most that was added, in megabytes (10^6 bytes). */
  stop(): number {
    this.#look();
    clearInterval(this.#timer);
    return (this.#peak - this.#base) / 1e6;
  }

  #look(): void {
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss());
  }
}
