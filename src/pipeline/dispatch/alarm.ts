import type { Clock } from '../../ports/clock.ts';

/** Clocks are not asked further ahead: longer timers overflow, and a clock that jumps is noticed within the hour. */
const FURTHEST = { hours: 1 };

/**
 * One timer for many sleepers, armed for the earliest of them. A sleeper that is woken has to set its alarm again.
 * It only wakes: what is due is for the store to say.
 */
export class Alarm {
  readonly #clock: Clock;
  readonly #sleepers = new Map<string, { readonly at: Temporal.Instant; readonly wake: () => void }>();
  #armedFor: Temporal.Instant | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Replaces the sleeper's alarm. Without an instant it is woken within the hour all the same. */
  set(sleeper: string, at: Temporal.Instant | undefined, wake: () => void): void {
    const furthest = this.#clock.now().add(FURTHEST);
    const due = at && Temporal.Instant.compare(at, furthest) < 0 ? at : furthest;
    this.#sleepers.set(sleeper, { at: due, wake });
    this.#arm();
  }

  clear(sleeper: string): void {
    this.#sleepers.delete(sleeper);
    this.#arm();
  }

  #arm(): void {
    let first: Temporal.Instant | undefined;
    for (const { at } of this.#sleepers.values()) {
      if (!first || Temporal.Instant.compare(at, first) < 0) first = at;
    }
    if (first && this.#armedFor && first.equals(this.#armedFor)) return;
    this.#cancel?.();
    this.#armedFor = first;
    this.#cancel = first && this.#clock.at(first, () => this.#ring());
  }

  #ring(): void {
    this.#armedFor = undefined;
    this.#cancel = undefined;
    const now = this.#clock.now();
    for (const [sleeper, { at, wake }] of [...this.#sleepers]) {
      if (Temporal.Instant.compare(at, now) > 0) continue;
      this.#sleepers.delete(sleeper);
      wake();
    }
    this.#arm();
  }
}
