/** The first pause, in milliseconds; each later one is twice as long. */
const FIRST_MS = 2_000;
/** No pause is longer, so that a platform that comes back is noticed within minutes. */
const LONGEST_MS = 5 * 60_000;
/** At least this many tries fit into the time that is left. */
const TRIES_LEFT = 4;

/**
 * How long to wait after the `attempt`-th failure (from 1): exponential, half of it jitter, so that many notices that
 * failed together do not come back together. `random` is in [0, 1).
 */
export function backoffMs(attempt: number, random: number, longestMs = LONGEST_MS): number {
  const full = Math.min(longestMs, FIRST_MS * 2 ** Math.min(30, Math.max(0, attempt - 1)));
  return Math.round(full / 2 + (full / 2) * random);
}

/**
 * When to try again what is worth nothing from `expires` on: the nearer that is, the sooner. Undefined: too late for
 * another try.
 */
export function nextTry(
  now: Temporal.Instant,
  expires: Temporal.Instant,
  attempt: number,
  random: number,
): Temporal.Instant | undefined {
  const left = expires.epochMilliseconds - now.epochMilliseconds;
  const wait = backoffMs(attempt, random, Math.max(FIRST_MS / 2, Math.min(LONGEST_MS, left / TRIES_LEFT)));
  return wait < left ? now.add({ milliseconds: wait }) : undefined;
}
