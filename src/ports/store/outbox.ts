import type { ChannelId, LaneId, LeaseToken, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { DeliveryState, Notice, NoticeKind, PlannedNotice } from '../../domain/notice.ts';

export interface OutboxReader {
  get(id: NoticeId): Promise<Notice | undefined>;
  ofSeminar(seminar: SeminarId): Promise<readonly Notice[]>;
  /** Of all these seminars, in order of due, then id. */
  ofSeminars(seminars: readonly SeminarId[]): Promise<readonly Notice[]>;
  /** In no order; unknown ones are left out. */
  many(ids: readonly NoticeId[]): Promise<readonly Notice[]>;
  /** In order of due, then id. */
  find(query: NoticeQuery): Promise<readonly Notice[]>;
  /** The earliest instant at which a `due` notice of the lane may be sent (`max(due, notBefore)`). */
  nextDue(lane?: LaneId): Promise<Temporal.Instant | undefined>;
  /** In the order written; with a limit, the newest ones. */
  history(query: HistoryQuery): Promise<readonly LedgerEntry[]>;
  /** Sends of a lane that were begun since then, oldest first, whatever came of them. */
  begun(lane: LaneId, since: Temporal.Instant): Promise<readonly BegunSend[]>;
  /** How many in each state. */
  count(): Promise<Readonly<Record<DeliveryState, number>>>;
}

export interface BegunSend {
  readonly channel: ChannelId;
  readonly kind: NoticeKind;
  readonly at: Temporal.Instant;
}

export interface NoticeQuery {
  readonly lane?: LaneId;
  readonly channel?: ChannelId;
  readonly seminar?: SeminarId;
  readonly states?: readonly DeliveryState[];
  readonly kinds?: readonly NoticeKind[];
  readonly dueFrom?: Temporal.Instant;
  readonly dueBefore?: Temporal.Instant;
  readonly limit?: number;
}

export interface HistoryQuery {
  readonly notice?: NoticeId;
  readonly seminar?: SeminarId;
  readonly channel?: ChannelId;
  readonly since?: Temporal.Instant;
  readonly limit?: number;
}

/** One line of a notice's history: what happened, when, why. */
export interface LedgerEntry {
  readonly notice: NoticeId;
  readonly at: Temporal.Instant;
  readonly state: DeliveryState;
  /** In words that an organiser understands. */
  readonly reason?: string;
}

/** One step of one notice. Applied only if it is still in `from` (and still under `token`, if given). */
export interface NoticeStep {
  readonly notice: NoticeId;
  readonly from: readonly DeliveryState[];
  readonly token?: LeaseToken;
  readonly to: DeliveryState;
  readonly at: Temporal.Instant;
  readonly reason?: string;
  /** Replaces; `null` clears. */
  readonly notBefore?: Temporal.Instant | null;
  readonly due?: Temporal.Instant;
  readonly expires?: Temporal.Instant;
  /** Kept for as long as the notice is `superseded`. */
  readonly supersededBy?: NoticeId;
  /** Adds to `attempts`. */
  readonly attempt?: boolean;
  /** No line in the ledger: a step that says nothing new (a claim given back unused). */
  readonly quiet?: boolean;
}

export interface ClaimQuery {
  readonly lane: LaneId;
  readonly now: Temporal.Instant;
  readonly limit: number;
  readonly token: LeaseToken;
  /** Channels that are paused by pacing just now: their notices are left where they are. */
  readonly except?: readonly ChannelId[];
  readonly kinds?: 'posts' | 'edits';
  /** Besides `posts`: up to so many edits and removals, whatever their channels. */
  readonly edits?: number;
}

export interface OutboxWriter extends OutboxReader {
  /**
   * Inserts what is new as `due`; of what is `due`, `held`, `claimed` or `withdrawn` replaces due, expires and detail
   * (a claimed or withdrawn one becomes `due` and loses its token); leaves everything else alone.
   * What stands already as it is planned is left alone as well, a claim under way included. A wait (`notBefore`) ends
   * where the due time is another.
   * An `edit` or `removal` that is at rest (`sent`, `skipped`, `failed`) becomes `due` again if the new due time is
   * later than its last, with no attempts made.
   * Returns the ids that were inserted or changed.
   */
  plan(notices: readonly PlannedNotice[], at: Temporal.Instant): Promise<readonly NoticeId[]>;
  /**
   * One statement: up to `limit` notices of the lane with `due` and `notBefore` reached, urgent before patient (see
   * `domain/urgency.ts`), then by when they could first go, become `claimed` under the token. Two claimers never get the same one.
   * No line in the ledger: the steps that follow say what came of it.
   */
  claim(query: ClaimQuery): Promise<readonly Notice[]>;
  /** Returns the ids whose step was applied. Writes the ledger in the same transaction. */
  step(steps: readonly NoticeStep[]): Promise<ReadonlySet<NoticeId>>;
}
