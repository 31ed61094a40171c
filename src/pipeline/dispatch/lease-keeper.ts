import type { LaneId } from '../../domain/ids.ts';
import type { LaneLease, Lanes } from '../../ports/store/lanes.ts';
import { type Holder, takeLease } from './take-lease.ts';

/** A request may take `timeoutMs`; what else may pass between the look at the lease and the request (rule 11). */
export const LEASE_MARGIN_MS = 5_000;
/** A lease is given for so much longer than one request needs it, and renewed when half of that has passed. */
const SPARE_MS = 5_000;

/**
 * One lane's lease, as long as there is something to do. Taken when needed, renewed while at work, let go when idle, so
 * that an idle lane writes nothing and another process can take it over at once. As short as rule 11 allows: who dies at
 * work is succeeded after a request's time-out and ten seconds.
 */
export class LeaseKeeper {
  readonly #lanes: Lanes;
  readonly #lane: LaneId;
  readonly #holder: Holder;
  #lease: LaneLease | undefined;

  /** `isGone`: whether the process that named itself so is certainly over. */
  constructor(lanes: Lanes, lane: LaneId, name: string, isGone: (holder: string) => boolean = () => false) {
    this.#lanes = lanes;
    this.#lane = lane;
    this.#holder = { name, isGone };
  }

  get isHeld(): boolean {
    return this.#lease !== undefined;
  }

  /**
   * A lease that lasts for one more request and its margin. `fresh`: it was somebody else's, or nobody's, before; what
   * they left behind is to be settled first. Undefined: another process has the lane.
   */
  async hold(timeoutMs: number): Promise<{ readonly lease: LaneLease; readonly fresh: boolean } | undefined> {
    const needed = timeoutMs + LEASE_MARGIN_MS;
    const ttl = needed + SPARE_MS;
    if (this.#lease) {
      const remaining = await this.#lanes.remaining(this.#lease);
      const lasts = remaining > needed + SPARE_MS / 2 || (await this.#lanes.renew(this.#lease, ttl));
      if (lasts) return { lease: this.#lease, fresh: false };
      this.#lease = undefined;
    }
    this.#lease = await takeLease(this.#lanes, this.#lane, this.#holder, ttl);
    return this.#lease && { lease: this.#lease, fresh: true };
  }

  /** Lets another process have the lane. Only when nothing of ours is in flight. */
  async letGo(): Promise<void> {
    const lease = this.#lease;
    this.#lease = undefined;
    if (lease) await this.#lanes.release(lease);
  }

  /** Forgets the lease without a word: it runs out by itself, after whatever may still be in flight. */
  abandon(): void {
    this.#lease = undefined;
  }
}
