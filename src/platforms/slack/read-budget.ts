import type { Failure } from '../../domain/failure.ts';
import { SlidingWindows } from '../../domain/pacing/sliding-windows.ts';
import type { Clock } from '../../ports/clock.ts';
import { sleep } from '../../support/sleep.ts';
import { READ_WINDOWS, type ReadMethod } from './rate-limits.ts';

/** A call to a reading method, until this instant of the clock. */
export interface Deadline {
  readonly at: Temporal.Instant;
}

export function deadlineIn(clock: Clock, ms: number): Deadline {
  return { at: clock.now().add({ milliseconds: ms }) };
}

export function msUntil(clock: Clock, deadline: Deadline): number {
  return deadline.at.epochMilliseconds - clock.now().epochMilliseconds;
}

/**
 * Keeps reads inside their methods' tiers. The dispatcher paces what is posted and edited; what is read (to resolve a
 * name, to look for a post, to know a person) is paced here.
 */
export class ReadBudget {
  readonly #clock: Clock;
  readonly #windows = new Map<ReadMethod, SlidingWindows>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for the method's turn. Where that comes after the deadline, it says so at once instead. */
  async admit(method: ReadMethod, deadline: Deadline): Promise<Failure | undefined> {
    const windows = this.#windowsOf(method);
    for (;;) {
      const now = this.#clock.now().epochMilliseconds;
      const wait = windows.opensAt(now) - now;
      if (wait <= 0) {
        windows.take(now);
        return undefined;
      }
      if (wait > msUntil(this.#clock, deadline)) {
        return { type: 'throttled', afterMs: wait, scope: 'lane', reason: `${method} is used up for now` };
      }
      await sleep(wait);
    }
  }

  #windowsOf(method: ReadMethod): SlidingWindows {
    const known = this.#windows.get(method);
    if (known) return known;
    const windows = new SlidingWindows(READ_WINDOWS[method]);
    this.#windows.set(method, windows);
    return windows;
  }
}
