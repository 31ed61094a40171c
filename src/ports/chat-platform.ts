import type { Card } from '../domain/card.ts';
import type { Failure } from '../domain/failure.ts';
import type { ChannelId, InstallationId, LaneId, MessageId, PlatformName } from '../domain/ids.ts';
import type { ChannelAddress } from '../domain/route.ts';

/**
 * One lane of one platform: a Slack workspace, a Teams tenant, the preview.
 *
 * Left out on purpose: retries (the outbox decides), pacing (the dispatcher paces by `limits`), rendering as a step of
 * its own (pure, in each platform's folder), incoming traffic (a platform's receiver is wired to the desk by the app).
 * No method throws for what a platform answers: failures are values. Each call ends within `timeoutMs`.
 */
export interface ChatPlatform {
  readonly platform: PlatformName;
  readonly lane: LaneId;
  readonly capabilities: Capabilities;
  readonly limits: RateLimits;
  /** The longest that any call takes before it gives up (outcome unknown). */
  readonly timeoutMs: number;

  /** An address as configured → the canonical channel (a person's address: the direct messages with them). */
  resolve(address: ChannelAddress): Promise<Resolution>;
  /** Sends exactly one request. Never retried inside. */
  post(message: OutgoingMessage): Promise<PostOutcome>;
  update(at: MessageAddress, card: Card): Promise<Failure | Done>;
  remove(at: MessageAddress): Promise<Failure | Done>;
  /**
   * Which of these opaque keys stand in the channel (or the thread), posted by us in the window. One paged look for all.
   * `complete` is false where the history could not be read to the window's end: absence then proves nothing.
   */
  find(query: FindQuery): Promise<Found>;
  /**
   * Every post of ours in the channel's window that carries a mark, whichever store it was made from. Threads are not
   * read. Absent where posts carry none.
   */
  survey?(query: SurveyQuery): Promise<Survey>;
}

export interface Capabilities {
  /** Whether a post can be looked for by its key. */
  readonly find: boolean;
  readonly update: boolean;
  readonly remove: boolean;
  readonly reply: boolean;
}

/** A sliding window: at most `count` calls in any `ms`. */
export interface RateWindow {
  readonly count: number;
  readonly ms: number;
}
export interface RateLimits {
  /** For posts to one channel. */
  readonly channel: readonly RateWindow[];
  /** For posts of the lane. */
  readonly lane: readonly RateWindow[];
  /** For updates and removals of the lane: a budget of their own. */
  readonly edits: readonly RateWindow[];
  /** For looks into histories. Absent: one every two seconds. */
  readonly looks?: readonly RateWindow[];
  /** Requests in flight at once. */
  readonly inFlight: number;
}

export interface OutgoingMessage {
  readonly channel: ChannelId;
  readonly card: Card;
  /** Opaque; stored with the post where the platform can. */
  readonly key: string;
  /** By whom it is; stored with the post where the platform can. */
  readonly mark?: PostMark;
  /** Posts into this message's thread. `broadcast`: shown in the channel too. */
  readonly thread?: MessageId;
  readonly broadcast?: boolean;
}
/** Opaque: two random ids. A store that takes over another's posts goes on under the other's installation. */
export interface PostMark {
  /** Of which the key is made. */
  readonly installation: InstallationId;
  /** The store from which it was sent. */
  readonly store: InstallationId;
}
export interface MessageAddress {
  readonly channel: ChannelId;
  readonly message: MessageId;
  readonly thread?: MessageId;
}
export interface FindQuery {
  readonly channel: ChannelId;
  readonly thread?: MessageId;
  readonly keys: readonly string[];
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}
export type Found =
  | {
      readonly type: 'read';
      readonly complete: boolean;
      readonly messages: ReadonlyMap<string, readonly MessageId[]>;
    }
  | Failure;

export interface SurveyQuery {
  readonly channel: ChannelId;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}
export interface MarkedPost {
  readonly message: MessageId;
  readonly key: string;
  readonly by: PostMark;
  /** By the platform's clock. */
  readonly postedAt: Temporal.Instant;
}
/** `late`: time ran out; a shorter window may be read whole. `unreadable`: no window can. */
export type Survey =
  | {
      readonly type: 'surveyed';
      readonly extent: 'whole' | 'late' | 'unreadable';
      readonly posts: readonly MarkedPost[];
    }
  | Failure;

export interface Done {
  readonly type: 'done';
}
export type PostOutcome = { readonly type: 'posted'; readonly message: MessageId } | Failure;

export type Resolution =
  | {
      readonly type: 'resolved';
      readonly channel: ChannelId;
      /** As people read it, with its mark: "#data-science". */
      readonly name: string;
      readonly kind: 'channel' | 'group' | 'person';
      readonly members?: number;
    }
  /** `mend` says what a person has to do. `transient`: worth asking again by itself. */
  | {
      readonly type: 'unresolved';
      readonly reason: string;
      readonly mend: string;
      readonly transient: boolean;
    };
