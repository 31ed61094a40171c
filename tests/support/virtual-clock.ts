import type { Clock } from '../../src/ports/clock.ts';

interface Timer {
  readonly at: Temporal.Instant;
  readonly order: number;
  readonly wake: () => void;
}

/**
 * A clock driven by hand. `advance` fires what falls due on the way, in order, and lets what it woke come to rest
 * (`rest`) before time moves on, so that tests tell of order and never of speed.
 */
export class VirtualClock implements Clock {
  #now: Temporal.Instant;
  #order = 0;
  readonly #timers = new Set<Timer>();
  /** Resolves when nothing happens any more without time moving. */
  rest: () => Promise<void> = async () => {};

  constructor(start: Temporal.Instant | string) {
    this.#now = Temporal.Instant.from(start);
  }

  now(): Temporal.Instant {
    return this.#now;
  }

  at(instant: Temporal.Instant, wake: () => void): () => void {
    this.#order += 1;
    const timer: Timer = { at: instant, order: this.#order, wake };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers are armed. */
  get armed(): number {
    return this.#timers.size;
  }

  /** When the next timer fires. */
  get next(): Temporal.Instant | undefined {
    return this.#earliest()?.at;
  }

  async advance(duration: Temporal.DurationLike): Promise<void> {
    await this.advanceTo(this.#now.add(duration));
  }

  async advanceTo(target: Temporal.Instant | string): Promise<void> {
    const end = Temporal.Instant.from(target);
    await this.rest();
    for (;;) {
      const timer = this.#earliest();
      if (!timer || Temporal.Instant.compare(timer.at, end) > 0) break;
      this.#timers.delete(timer);
      if (Temporal.Instant.compare(timer.at, this.#now) > 0) this.#now = timer.at;
      timer.wake();
      await this.rest();
    }
    if (Temporal.Instant.compare(end, this.#now) > 0) this.#now = end;
    await this.rest();
  }

  /** Sets the time, either way, without firing anything on the way: a machine asleep, a clock put right. */
  jumpTo(target: Temporal.Instant | string): void {
    this.#now = Temporal.Instant.from(target);
  }

  #earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      const order = first ? Temporal.Instant.compare(timer.at, first.at) : -1;
      if (!first || order < 0 || (order === 0 && timer.order < first.order)) first = timer;
    }
    return first;
  }
}
