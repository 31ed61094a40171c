import type { ReviewId } from '../../domain/ids.ts';
import type { ClosedDays } from '../../domain/policy.ts';
import type { Review, ReviewAct } from '../../domain/review.ts';

/** What waits for an organiser's word, and what was said. */
export interface ReviewReader {
  get(id: ReviewId): Promise<Review | undefined>;
  /** In no order; unknown ones are left out. */
  many(ids: readonly ReviewId[]): Promise<readonly Review[]>;
  /** In the order in which they were opened. */
  open(): Promise<readonly Review[]>;
  /** Days off that somebody confirmed, in order. */
  closedDays(): Promise<readonly ClosedDays[]>;
  /** In the order written; with a limit, the newest ones. */
  acts(query: ReviewActQuery): Promise<readonly ReviewAct[]>;
}

export interface ReviewActQuery {
  readonly review?: ReviewId;
  readonly since?: Temporal.Instant;
  readonly limit?: number;
}

export interface ReviewWriter extends ReviewReader {
  /** Inserts or replaces. */
  put(review: Review): Promise<void>;
  /** Adds a line to the ledger. */
  record(act: ReviewAct): Promise<void>;
  /** What they did stays in the ledger, without their name; how many lines that were. */
  forgetName(by: string): Promise<number>;
}
