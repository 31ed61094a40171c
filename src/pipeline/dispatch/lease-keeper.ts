import type { LaneId } from '../../domain/ids.ts';
import type { LaneLease, Lanes } from '../../ports/store/lanes.ts';

/** A request may take `timeoutMs`; what else may pass between the look at the lease and the request (rule 11). */
export const LEASE_MARGIN_MS = 5_000;
/** No lease is shorter: renewing it would cost more than it brings. */
const SHORTEST_MS = 30_000;

/**
 * One lane's lease, as long as there is something to do. Taken when needed, renewed while at work, let go when idle, so
 * that an idle lane writes nothing and another process can take it over at once.
 */
export class LeaseKeeper {
  readonly #lanes: Lanes;
  readonly #lane: LaneId;
  readonly #holder: string;
  readonly #isGone: (holder: string) => boolean;
  #lease: LaneLease | undefined;

  /** `isGone`: whether the process that named itself so is certainly over. */
  constructor(lanes: Lanes, lane: LaneId, holder: string, isGone: (holder: string) => boolean = () => false) {
    this.#lanes = lanes;
    this.#lane = lane;
    this.#holder = holder;
    this.#isGone = isGone;
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
    const ttl = Math.max(SHORTEST_MS, 2 * needed);
    if (this.#lease) {
      const remaining = await this.#lanes.remaining(this.#lease);
      const lasts = remaining > 0.6 * ttl || (await this.#lanes.renew(this.#lease, ttl));
      if (lasts) return { lease: this.#lease, fresh: false };
      this.#lease = undefined;
    }
    this.#lease = (await this.#acquire(ttl)) ?? (await this.#inheritFromDead(ttl));
    return this.#lease && { lease: this.#lease, fresh: true };
  }

  #acquire(ttl: number): Promise<LaneLease | undefined> {
    return this.#lanes.acquire(this.#lane, this.#holder, ttl);
  }

  /** After a crash nobody waits for the lease of a process that cannot send anything any more. */
  async #inheritFromDead(ttl: number): Promise<LaneLease | undefined> {
    const holder = await this.#lanes.holder(this.#lane);
    if (holder === undefined || !this.#isGone(holder)) return undefined;
    await this.#lanes.evict(this.#lane, holder);
    return this.#acquire(ttl);
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
