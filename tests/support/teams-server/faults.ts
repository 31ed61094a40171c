/** What can go wrong with a request. `stored` and the like: whether the message stands all the same. */
export type TeamsFault =
  | { readonly type: 'resetBefore' }
  | { readonly type: 'resetAfter' }
  | { readonly type: 'hang'; readonly stored: boolean }
  | { readonly type: 'halfAnswer' }
  | { readonly type: 'slow'; readonly ms: number }
  | {
      readonly type: 'status';
      readonly status: number;
      readonly code?: string;
      readonly stored?: boolean;
      /** As the header says it: seconds or a date. */
      readonly retryAfter?: string;
    };

/** How often each fault meets a write, from 0 to 1. */
export interface FaultRates {
  readonly seed: number;
  readonly rates: readonly { readonly share: number; readonly fault: TeamsFault }[];
}

/** A write as it arrives, before anything is decided. */
export interface WriteFacts {
  readonly kind: 'create' | 'send' | 'update' | 'delete';
  /** The channel or chat, without its thread. */
  readonly conversation: string;
}

/** Faults that were arranged meet the next writes, in order; then chance decides, the same way for the same seed. */
export class FaultPlan {
  /** For long runs: asked of every write that nothing was arranged for, before chance is. */
  decide: (write: WriteFacts) => TeamsFault | undefined = () => undefined;
  readonly #arranged: TeamsFault[] = [];
  #rates: FaultRates['rates'] = [];
  #random: () => number = () => 1;

  arrange(...faults: readonly TeamsFault[]): void {
    this.#arranged.push(...faults);
  }
  chance({ seed, rates }: FaultRates): void {
    this.#rates = rates;
    this.#random = makeRandom(seed);
  }
  next(write?: WriteFacts): TeamsFault | undefined {
    const arranged = this.#arranged.shift() ?? (write && this.decide(write));
    if (arranged) return arranged;
    let draw = this.#rates.length === 0 ? 1 : this.#random();
    for (const { share, fault } of this.#rates) {
      if (draw < share) return fault;
      draw -= share;
    }
    return undefined;
  }
}

/** Mulberry32: 32 bits of state are plenty for drawing faults. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
