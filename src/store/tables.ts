import type { Generated } from 'kysely';
import type {
  ChannelId,
  DigestId,
  InstallationId,
  LaneId,
  LeaseToken,
  MessageId,
  NoticeId,
  PersonId,
  ReviewId,
  RouteId,
  SeminarId,
  SeriesId,
  SourceId,
} from '../domain/ids.ts';
import type { DeliveryState, NoticeKind } from '../domain/notice.ts';
import type { ReadingState, ReviewState } from '../domain/review.ts';
import type { Audience, Publication } from '../domain/seminar.ts';
import type { KnownChannel } from '../ports/store/directory.ts';
import type { LaneWait } from '../ports/store/lane-book.ts';
import type { ReminderStanding } from '../ports/store/people.ts';

/**
 * The one schema, as both databases hold it. Identifiers keep their brands: a row never mixes them up.
 * Instants are whole milliseconds since 1970 (what is finer is dropped); texts named `body`, `fields`, `detail`,
 * `card`, `material`, `cursor` and `problems` are JSON (see `json.ts`).
 */
export interface Tables {
  readonly meta: { readonly name: string; readonly value: string };
  readonly seminars: SeminarTable;
  readonly claims: ClaimTable;
  readonly patches: { readonly seminar: SeminarId; readonly fields: string };
  readonly notices: NoticeTable;
  readonly ledger: LedgerTable;
  readonly posts: PostTable;
  /** Which posts show a seminar; the order within a post is `posts.seminars`. */
  readonly post_seminars: { readonly post: NoticeId; readonly seminar: SeminarId };
  readonly said: SaidTable;
  readonly channels: ChannelTable;
  readonly addresses: { readonly address: string; readonly channel: ChannelId };
  readonly activations: {
    readonly target: RouteId | DigestId;
    readonly channel: ChannelId;
    readonly activated_at: number;
  };
  readonly digest_slots: { readonly digest: DigestId; readonly channel: ChannelId; readonly slot: number };
  /** `scope`: see `domain/pause.ts`. */
  readonly pauses: { readonly scope: string; readonly since: number; readonly paused_by: string };
  readonly personal_reminders: {
    readonly person: PersonId;
    readonly seminar: SeminarId;
    readonly channel: ChannelId;
    readonly reminder_offset: string;
    /** Absent in rows of before it was kept. */
    readonly standing: ReminderStanding | null;
  };
  /** `channel`: empty for everywhere. */
  readonly retractions: {
    readonly seminar: SeminarId;
    readonly channel: string;
    readonly at: number;
    readonly by_whom: string;
  };
  /** `what`: `posts`, `edits` or a channel. */
  readonly lane_waits: { readonly lane: LaneId; readonly what: LaneWait['what']; readonly until: number };
  /** By the platforms' own ids. */
  readonly deliveries: { readonly id: string; readonly seen_at: number };
  readonly known_lanes: LaneTable;
  readonly found_posts: FoundPostTable;
  readonly source_states: SourceStateTable;
  /** `run`: the last that compared. `mark`: null until it has ended. */
  readonly reading_marks: {
    readonly source: SourceId;
    readonly run: string;
    readonly mark: string | null;
    readonly records: number;
  };
  readonly board_messages: BoardTable;
  readonly readings: ReadingTable;
  readonly raw_texts: { readonly hash: string; readonly text: string; readonly received_at: number };
  readonly reviews: ReviewTable;
  readonly review_acts: ReviewActTable;
  readonly lanes: {
    readonly lane: LaneId;
    readonly holder: string;
    readonly token: LeaseToken;
    readonly held_until: number;
  };
}

export interface SeminarTable {
  readonly id: SeminarId;
  readonly series: SeriesId | null;
  readonly publication: Publication;
  readonly audience: Audience;
  /** `NO_START` for a draft without one, so that it sorts behind everything in both databases. */
  readonly starts_at: number;
  /** The end, or start + 1 h. */
  readonly ends_at: number;
  /** `ends_at - starts_at`: the longest bounds how far back a running seminar can have begun. */
  readonly length: number;
  /** As in the body. */
  readonly revision: number;
  readonly body: string;
}

/** The last instant that a `Date` knows: later than any start. */
export const NO_START = 8_640_000_000_000_000;

/** Outlives the seminar it names: a uid seen again is the same seminar (rule 20). */
export interface ClaimTable {
  readonly source: SourceId;
  readonly uid: string;
  readonly seminar: SeminarId;
  readonly hash: string;
  readonly place: string;
  readonly gone_since: number | null;
  readonly fields: string;
}

export interface SaidTable {
  readonly seminar: SeminarId;
  readonly channel: ChannelId;
  readonly version: number;
  readonly material: string;
}

export interface NoticeTable {
  readonly id: NoticeId;
  readonly key: string;
  readonly kind: NoticeKind;
  /** Of the kind (`domain/urgency.ts`), kept here because the due query is ordered by it. */
  readonly urgency: number;
  readonly lane: LaneId;
  readonly channel: ChannelId;
  readonly seminar: SeminarId | null;
  readonly due: number;
  readonly expires: number;
  readonly not_before: number | null;
  /** `max(due, not_before)`: what the due query compares with. */
  readonly ready_at: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly token: LeaseToken | null;
  readonly claimed_at: number | null;
  readonly reason: string | null;
  readonly superseded_by: NoticeId | null;
  readonly detail: string;
}

interface LedgerTable {
  readonly n: Generated<number>;
  readonly notice: NoticeId;
  readonly at: number;
  readonly state: DeliveryState;
  readonly reason: string | null;
}

export interface PostTable {
  readonly id: NoticeId;
  readonly channel: ChannelId;
  readonly message: MessageId | null;
  readonly posted_at: number;
  /** JSON array of ids, as in the body: tells whether `post_seminars` has to change. */
  readonly seminars: string;
  /** As in the body; null where it is not known what the post shows. */
  readonly shown_revision: number | null;
  readonly body: string;
}

interface LaneTable {
  readonly id: LaneId;
  readonly installation: InstallationId;
  readonly since: number;
  readonly stopped_since: number | null;
  readonly stopped_reason: string | null;
}

interface FoundPostTable {
  readonly key: string;
  readonly lane: LaneId;
  readonly channel: ChannelId;
  readonly message: MessageId;
  readonly posted_at: number;
}

export interface ChannelTable {
  readonly id: ChannelId;
  readonly lane: LaneId;
  readonly name: string;
  readonly kind: KnownChannel['kind'];
  readonly members: number | null;
  readonly reference: string | null;
  readonly aside_since: number | null;
  readonly aside_reason: string | null;
  readonly aside_mend: string | null;
}

export interface SourceStateTable {
  readonly source: SourceId;
  readonly cursor: string | null;
  readonly read_at: number | null;
  readonly failing_since: number | null;
  readonly failure: string | null;
  readonly held_loss: number | null;
  readonly problems: string;
}

export interface BoardTable {
  readonly n: Generated<number>;
  readonly channel: ChannelId;
  readonly thread: MessageId | null;
  readonly key: string;
  readonly card: string;
  readonly posted_at: number;
  readonly edited_at: number | null;
}

/** How a record was read. Beside its claim, which holds what was accepted of it. */
export interface ReadingTable {
  readonly source: SourceId;
  readonly uid: string;
  readonly seminar: SeminarId;
  readonly state: ReadingState;
  readonly received_at: number;
  readonly message_id: string | null;
  readonly event_uid: string | null;
  readonly fields: string;
  readonly body: string;
}

export interface ReviewTable {
  readonly id: ReviewId;
  readonly type: 'seminar' | 'closed';
  readonly state: ReviewState;
  readonly opened_at: number;
  readonly changed_at: number;
  /** 1 or 0: the databases have no truth value in common. */
  readonly told: number;
  /** The seminar as it would be; of a day off, nothing. */
  readonly proposed: string | null;
  readonly body: string;
}

export interface ReviewActTable {
  readonly n: Generated<number>;
  readonly review: ReviewId;
  readonly at: number;
  readonly state: ReviewState;
  readonly by_whom: string | null;
  readonly text: string;
}
