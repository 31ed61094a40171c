import type { DutyId, LaneId, LeaseToken } from '../../domain/ids.ts';

/** What one process has at a time. */
export type Holding = LaneId | DutyId;

/** Who works a lane, or does a duty. All by the database's clock. */
export interface Lanes {
  /** Undefined while another holder's lease runs. */
  acquire(lane: Holding, holder: string, ttlMs: number): Promise<LaneLease | undefined>;
  /** False: it was lost. */
  renew(lease: LaneLease, ttlMs: number): Promise<boolean>;
  /** Milliseconds that the lease still has; 0 or less: lost. */
  remaining(lease: LaneLease): Promise<number>;
  release(lease: LaneLease): Promise<void>;
  /** Who has the lane, as it named itself; undefined: nobody. A lease that has run out may still be told of. */
  holder(lane: Holding): Promise<string | undefined>;
  /** Takes the lane away from a holder that is certainly over. Nothing happens where another has it by now. */
  evict(lane: Holding, holder: string): Promise<void>;
}
export interface LaneLease {
  readonly lane: Holding;
  readonly token: LeaseToken;
}
