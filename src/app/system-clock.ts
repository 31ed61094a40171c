import type { Clock } from '../ports/clock.ts';

/** A longer `setTimeout` overflows and fires at once; callers ask for an hour at most, this is the floor below them. */
const LONGEST_MS = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  at(instant, wake) {
    const ms = instant.epochMilliseconds - Date.now();
    const timer = setTimeout(wake, Math.min(Math.max(0, ms), LONGEST_MS));
    return () => clearTimeout(timer);
  },
};
