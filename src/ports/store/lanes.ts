import type { LaneId, LeaseToken } from '../../domain/ids.ts';

/** Who works a lane. All by the database's clock. */
export interface Lanes {
  /** Undefined while another holder's lease runs. */
  acquire(lane: LaneId, holder: string, ttlMs: number): Promise<LaneLease | undefined>;
  /** False: it was lost. */
  renew(lease: LaneLease, ttlMs: number): Promise<boolean>;
  /** Milliseconds that the lease still has; 0 or less: lost. */
  remaining(lease: LaneLease): Promise<number>;
  release(lease: LaneLease): Promise<void>;
  /** Who has the lane, as it named itself; undefined: nobody. A lease that has run out may still be told of. */
  holder(lane: LaneId): Promise<string | undefined>;
  /** Takes the lane away from a holder that is certainly over. Nothing happens where another has it by now. */
  evict(lane: LaneId, holder: string): Promise<void>;
}
export interface LaneLease {
  readonly lane: LaneId;
  readonly token: LeaseToken;
}
