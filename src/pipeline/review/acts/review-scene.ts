import type { ReviewId, SeminarId, SourceId } from '../../../domain/ids.ts';
import type { ClosedDays } from '../../../domain/policy.ts';
import type { ProposalKind } from '../../../domain/review.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Store } from '../../../ports/store.ts';
import type { PlanContext } from '../../plan/plan-context.ts';

/** What every word about a review needs. `by` is who says it, as the ledger names them. */
export interface ReviewScene {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly by: string;
  readonly plan: PlanContext;
  /** In configured order. */
  readonly sources: readonly SourceId[];
}

export type ReviewOutcome =
  /** `held`: announcements that are overdue and wait for an operator (rule 14). */
  | {
      readonly type: 'published';
      readonly seminar: Seminar;
      readonly kind: ProposalKind;
      readonly held: number;
    }
  | { readonly type: 'dayConfirmed'; readonly days: ClosedDays }
  | { readonly type: 'dismissed'; readonly seminar?: Seminar; readonly days?: ClosedDays }
  /** `waits`: what the other record says anew still waits for a word. */
  | { readonly type: 'merged'; readonly into: Seminar; readonly waits: boolean }
  /** `own`: seminars that were made of it. */
  | { readonly type: 'apart'; readonly seminar: Seminar; readonly own: readonly SeminarId[] }
  | Refusal;

export interface Refusal {
  readonly type: 'refused';
  readonly review: ReviewId;
  readonly why:
    | 'unknown'
    /** Nothing of it waits. */
    | 'settled'
    | 'published'
    | 'noStart'
    | 'over'
    /** It waits for nothing but a word whether it is the same as another. */
    | 'onlyMatch'
    /** It resembles nothing. */
    | 'noMatch';
  readonly seminar?: Seminar;
}

export function refuse(review: ReviewId, why: Refusal['why'], seminar?: Seminar): Refusal {
  return { type: 'refused', review, why, ...(seminar ? { seminar } : {}) };
}
