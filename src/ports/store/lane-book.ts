import type { ChannelId, InstallationId, LaneId, MessageId } from '../../domain/ids.ts';

/** Under which name the service posts in each lane, and what an earlier store left standing there. */
export interface LaneBook {
  /** Undefined: nothing was ever sent there, nor looked for. */
  lane(id: LaneId): Promise<KnownLane | undefined>;
  /** Whether any post of an earlier store waits for its notice. */
  hasFound(lane: LaneId): Promise<boolean>;
  /** Posts of an earlier store that were found in the lane and belong to no notice yet, those of the given keys. */
  found(lane: LaneId, keys: readonly string[]): Promise<readonly FoundPost[]>;
  /** Until when the platform asked to wait, whoever was told. Some may be over. */
  waits(lane: LaneId): Promise<readonly LaneWait[]>;
}

export interface LaneBookWriter extends LaneBook {
  /** Inserts or replaces. */
  putLane(lane: KnownLane): Promise<void>;
  /** Of two with one key the first stays. */
  putFound(posts: readonly FoundPost[]): Promise<void>;
  dropFound(lane: LaneId, keys: readonly string[]): Promise<void>;
  /** Inserts or replaces. */
  putWait(wait: LaneWait, now: Temporal.Instant): Promise<void>;
}

/** The platform refused a request of the lane, and asked to wait. */
export interface LaneWait {
  readonly lane: LaneId;
  /** All posts, all edits, or the posts to one channel. */
  readonly what: 'posts' | 'edits' | ChannelId;
  readonly until: Temporal.Instant;
}

/** By whom the service's posts in a lane are. */
export interface KnownLane {
  readonly id: LaneId;
  /** The store's own, or that of a lost store whose posts were found there before anything was sent. */
  readonly installation: InstallationId;
  /** What other stores post later than this is by a second installation at work. */
  readonly since: Temporal.Instant;
  /** A second installation is at work: nothing is sent until an operator says so. */
  readonly stopped?: { readonly since: Temporal.Instant; readonly reason: string };
}

/** A post of an earlier store that stands. `key` is opaque (`opaqueKeyOf`). */
export interface FoundPost {
  readonly lane: LaneId;
  readonly channel: ChannelId;
  readonly key: string;
  readonly message: MessageId;
  readonly postedAt: Temporal.Instant;
}
