/**
 * A stretch of time in which nothing may begin, because the platform asked for it. Kept as a beginning and a length, so
 * that a clock that is set back cannot stretch it by as much.
 */
export class Pause {
  #from = 0;
  #ms = 0;

  /** Never shortens a pause that runs. */
  begin(now: number, ms: number): void {
    if (now + ms <= this.endsAt(now)) return;
    this.#from = now;
    this.#ms = ms;
  }

  /** `now` where nothing is paused. */
  endsAt(now: number): number {
    if (this.#ms > 0 && now < this.#from) this.#from = now;
    return Math.max(now, this.#from + this.#ms);
  }
}
