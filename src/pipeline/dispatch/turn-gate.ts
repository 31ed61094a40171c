/**
 * How many lanes claim, prepare and begin at once in one process. What is prepared is in memory and its lease is running
 * out, so many lanes that each have hundreds due must not all prepare side by side: that takes as long in sum, and the
 * first request leaves only when nearly all of them are through, perhaps too late for any to leave. A few, so that the
 * processor has something to do while one of them waits for the store.
 */
const LANES_AT_ONCE = 4;

/** Lets so many in at a time, in the order in which they came. */
export class TurnGate {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(places: number = LANES_AT_ONCE) {
    this.#free = places;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      // A place goes from hand to hand: nobody can slip in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
