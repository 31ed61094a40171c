import { sleep } from '../../support/sleep.ts';

/** Work that goes on behind an acknowledgement, so that stopping can wait for it. */
export class Tasks {
  readonly #underWay = new Set<Promise<void>>();
  readonly #abort = new AbortController();

  /** Aborted when waiting is over. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** The work must not reject. */
  run(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  /** Waits for what is under way, at most so long; what is left then is told to stop. */
  async drain(ms: number): Promise<void> {
    const waited = new AbortController();
    await Promise.race([Promise.all(this.#underWay), sleep(ms, waited.signal)]);
    waited.abort();
    this.#abort.abort();
  }
}
