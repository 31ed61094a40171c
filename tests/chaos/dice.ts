/**
 * Random draws that are the same for the same seed and name (Mulberry32). Each part of a run draws from a stream of its
 * own, so that a draw more in one of them changes nothing in the others.
 */
export class Dice {
  #state: number;

  constructor(seed: number, name: string) {
    let state = seed >>> 0;
    for (const letter of name) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
    this.#state = state;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    const state = this.#state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** In [from, to). */
  between(from: number, to: number): number {
    return from + (to - from) * this.next();
  }

  /** In from … to, both included. */
  integer(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  /** By weight. Undefined where the weights leave room below 1 and chance falls there. */
  draw<T>(shares: readonly (readonly [share: number, value: T])[]): T | undefined {
    let left = this.next();
    for (const [share, value] of shares) {
      if (left < share) return value;
      left -= share;
    }
    return undefined;
  }
}
