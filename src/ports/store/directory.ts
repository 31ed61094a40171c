import type { ChannelId, DigestId, LaneId, RouteId } from '../../domain/ids.ts';
import type { Pause, PauseScope } from '../../domain/pause.ts';

/** The places that the service knows, and what is known of them. */
export interface Directory {
  channel(id: ChannelId): Promise<KnownChannel | undefined>;
  /** In no order; unknown ones are left out. */
  many(ids: readonly ChannelId[]): Promise<readonly KnownChannel[]>;
  channels(lane?: LaneId): Promise<readonly KnownChannel[]>;
  /** An address as configured → the channel it was resolved to. */
  resolved(address: string): Promise<ChannelId | undefined>;
  /** When the target first appeared with credentials (rule 14). */
  activatedAt(route: RouteId | DigestId, channel: ChannelId): Promise<Temporal.Instant | undefined>;
  /** The newest slot of a digest that was planned for the channel. */
  lastSlot(digest: DigestId, channel: ChannelId): Promise<Temporal.Instant | undefined>;
  /** What operators told to hold still. */
  pauses(): Promise<readonly Pause[]>;
}

export interface KnownChannel {
  readonly id: ChannelId;
  readonly lane: LaneId;
  readonly name: string;
  readonly kind: 'channel' | 'group' | 'person';
  readonly members?: number;
  /** The platform's own reference to post there (Teams' conversation reference), as JSON. */
  readonly reference?: string;
  /** Set aside: nothing is sent until it is mended. */
  readonly aside?: { readonly since: Temporal.Instant; readonly reason: string; readonly mend: string };
}

export interface DirectoryWriter extends Directory {
  /** Inserts or replaces. */
  putChannel(channel: KnownChannel): Promise<void>;
  dropChannel(id: ChannelId): Promise<void>;
  putResolved(address: string, channel: ChannelId): Promise<void>;
  putActivated(route: RouteId | DigestId, channel: ChannelId, at: Temporal.Instant): Promise<void>;
  putLastSlot(digest: DigestId, channel: ChannelId, slot: Temporal.Instant): Promise<void>;
  /** A scope that is paused already keeps its first pause. */
  putPause(pause: Pause): Promise<void>;
  /** False where it was not paused. */
  dropPause(scope: PauseScope): Promise<boolean>;
}
