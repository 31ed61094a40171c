const EVERY_MS = 20;
/** A beat that comes later than this by so much is worth remembering. */
const LATE_MS = 20;

/**
 * How late this process itself came to anything, which is how late the stand-ins in it notice a request, and about how late
 * the service gets the processor: what left in good time bunches up by as much.
 */
export class Heartbeat {
  /** Milliseconds since the epoch, and by how much late. */
  readonly #late: { readonly at: number; readonly by: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    let last = performance.now();
    this.#timer = setInterval(() => {
      const now = performance.now();
      const by = now - last - EVERY_MS;
      last = now;
      if (by > LATE_MS) this.#late.push({ at: performance.timeOrigin + now, by });
    }, EVERY_MS).unref();
  }

  /** The longest delay between these two instants (milliseconds since the epoch). */
  longestIn(from: number, to: number): number {
    return this.#late.reduce(
      (most, { at, by }) => (at >= from && at - by <= to ? Math.max(most, by) : most),
      0,
    );
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
