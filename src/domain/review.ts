import type { FieldEvidence } from './evidence.ts';
import type { ReviewId, SeminarId, SourceId } from './ids.ts';
import type { ClosedDays } from './policy.ts';
import type { Seminar, SeminarFields } from './seminar.ts';

/**
 * How one record was read, and what became of it. Kept as long as the record, for whatever came of prose or by mail.
 *
 * What waits or was dismissed is nowhere but here: the record's claim holds what was accepted, and holds nothing until
 * something was.
 */
export interface Reading {
  readonly source: SourceId;
  readonly uid: string;
  readonly seminar: SeminarId;
  readonly place: string;
  readonly received: Temporal.Instant;
  /** The newest version that was read. */
  readonly fields: SeminarFields;
  readonly relation: ReadingRelation;
  readonly state: ReadingState;
  /** It was accepted by a person's word: what they published stays, whether or not its text is still there. */
  readonly byWord?: boolean;
  /** Its record counts without a word: nothing waits but what it says of fields that organisers had changed by hand. */
  readonly direct?: boolean;
  readonly evidence: readonly FieldEvidence[];
  /** By the reader's names. */
  readonly missing: readonly string[];
  /** Sentences: what the text contradicts itself on, and what could be read in two ways. */
  readonly doubts: readonly string[];
  readonly messageId?: string;
  readonly eventUid?: string;
  /** Under which the whole text is kept, as long as it is. */
  readonly text?: string;
}

export type ReadingState = 'waiting' | 'accepted' | 'dismissed';

/**
 * `own`: the seminar came of it. `update`: a later word about a seminar that was known: a correction, a cancellation.
 * `telling`: another source tells of the same talk.
 */
export type ReadingRelation = 'own' | 'update' | 'telling';

/** Something that waits, or waited, for an organiser's word. At most one a seminar and one a day off. */
export type Review = SeminarReview | ClosedReview;

interface ReviewLife {
  readonly id: ReviewId;
  readonly state: ReviewState;
  readonly openedAt: Temporal.Instant;
  /** When what it proposes last became another. */
  readonly changedAt: Temporal.Instant;
  /** Organisers have been told of it as it is in kind. */
  readonly told: boolean;
}

export interface SeminarReview extends ReviewLife {
  readonly type: 'seminar';
  readonly seminar: SeminarId;
  readonly kind: ProposalKind;
  /** The seminar as it would be. */
  readonly proposed: Seminar;
  /** Names of the fields that would change; of a new one, none. */
  readonly changes: readonly string[];
  /** Seminars that it may be the same as. */
  readonly resembles: readonly SeminarId[];
  /** Seminars of which somebody said that it is another. */
  readonly apart: readonly SeminarId[];
}

export interface ClosedReview extends ReviewLife {
  readonly type: 'closed';
  readonly days: ClosedDays;
  readonly source: SourceId;
  readonly place: string;
  readonly evidence: readonly FieldEvidence[];
}

/** `match`: nothing would change, but it may be the same talk as another. */
export type ProposalKind = 'new' | 'change' | 'move' | 'cancellation' | 'postponement' | 'match';

/**
 *     open ──▶ published · dismissed · merged · apart (a person's word)
 *      ▲ └──▶ withdrawn (its source took it back, or it is over)
 *      └───── any of these, once its source says something new
 */
export type ReviewState = 'open' | 'published' | 'dismissed' | 'merged' | 'apart' | 'withdrawn';

/** One line of a review's history, in the ledger. */
export interface ReviewAct {
  readonly review: ReviewId;
  readonly at: Temporal.Instant;
  /** What it became; `open` again where what it proposes became another. */
  readonly state: ReviewState;
  /** Who did it, as the ledger names them; absent: the source did. */
  readonly by?: string;
  /** One sentence for organisers. */
  readonly text: string;
}

/** All that a person needs in order to say a word. */
export interface Proposal {
  readonly review: Review;
  /** The published seminar as it is; absent for a new one. */
  readonly before?: Seminar;
  /** Of what waits, the newest first; where nothing waits, of what was read last. */
  readonly readings: readonly Reading[];
  readonly resembles: readonly Seminar[];
  /** Of what a record says anew of fields changed by hand: what it had said before, as far as it had said anything. */
  readonly saidBefore?: SeminarFields;
}
