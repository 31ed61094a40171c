/** At most `count` calls in any `ms` milliseconds. */
export interface Window {
  readonly count: number;
  readonly ms: number;
}

/**
 * Kept free behind each window, because a request that is begun later may still arrive earlier, all the more where either
 * machine is busy: 3.5 % of the window, at most 250 ms. Leaves more than 96 % of the rate.
 */
function guardOf(window: Window): number {
  return Math.min(250, Math.ceil(window.ms * 0.035));
}

/**
 * Several sliding windows over one stream of calls. Instants are milliseconds, given by the caller. A clock that runs
 * backwards makes what was taken count as taken just now: too careful for one window, never too fast.
 */
export class SlidingWindows {
  readonly #windows: readonly Window[];
  readonly #kept: number;
  /** The newest calls, oldest first; no more than the largest window can ask about. */
  #taken: number[] = [];

  constructor(windows: readonly Window[]) {
    this.#windows = windows;
    this.#kept = windows.reduce((most, window) => Math.max(most, window.count), 0);
  }

  /** The earliest instant, not before `now`, at which one more call may begin. */
  opensAt(now: number): number {
    this.#noticeJump(now);
    return openingAfter(this.#windows, this.#taken, now);
  }

  /** Counts a call that begins at `now`. */
  take(now: number): void {
    this.#noticeJump(now);
    if (this.#kept === 0) return;
    this.#taken.push(now);
    if (this.#taken.length > this.#kept) this.#taken.shift();
  }

  /** How many calls may begin at `now`, at most `limit`. */
  room(now: number, limit: number): number {
    this.#noticeJump(now);
    return this.#windows.reduce((least, window) => {
      const since = now - window.ms - guardOf(window);
      let inside = 0;
      for (let i = this.#taken.length - 1; i >= 0 && (this.#taken[i] ?? 0) > since; i -= 1) inside += 1;
      return Math.min(least, Math.max(0, window.count - inside));
    }, limit);
  }

  /** When each of the next `calls` could begin, if each began as early as it may. */
  openings(now: number, calls: number): readonly number[] {
    this.#noticeJump(now);
    const taken = [...this.#taken];
    const openings: number[] = [];
    for (let i = 0; i < calls; i += 1) {
      const at = openingAfter(this.#windows, taken, openings.at(-1) ?? now);
      openings.push(at);
      taken.push(at);
    }
    return openings;
  }

  /** Whether forgetting everything would change nothing. */
  isIdle(now: number): boolean {
    this.#noticeJump(now);
    const longest = this.#windows.reduce((most, window) => Math.max(most, window.ms + guardOf(window)), 0);
    return (this.#taken.at(-1) ?? Number.NEGATIVE_INFINITY) <= now - longest;
  }

  #noticeJump(now: number): void {
    const last = this.#taken.at(-1);
    if (last !== undefined && last > now) this.#taken = this.#taken.map((at) => Math.min(at, now));
  }
}

function openingAfter(windows: readonly Window[], taken: readonly number[], now: number): number {
  return windows.reduce((latest, window) => {
    if (window.count <= 0) return Number.POSITIVE_INFINITY;
    const oldest = taken[taken.length - window.count];
    return oldest === undefined ? latest : Math.max(latest, oldest + window.ms + guardOf(window));
  }, now);
}
