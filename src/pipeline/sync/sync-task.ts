import type { SourceId } from '../../domain/ids.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import type { Store, TransactionOptions } from '../../ports/store.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import type { ReportDraft } from './sync-report.ts';

/** One run of one source, as all its steps see it. */
export interface SyncTask {
  readonly source: Pick<SeminarSource, 'id' | 'review'>;
  readonly store: Store;
  readonly plan: PlanContext;
  /** An id of its own: by it the store tells this run's writing from others'. */
  readonly run: string;
  /** In configured order. */
  readonly sources: readonly SourceId[];
  readonly now: Temporal.Instant;
  readonly signal: AbortSignal;
  /** Grows as the run goes on. */
  readonly report: ReportDraft;
}

/**
 * How a sync writes until its end: waiting for the disk after each chunk would double the time of a large import. If the
 * machine fails, the last of it may be undone, and with it the source's state, which is written last and is on disk before
 * the sync ends: it is then made again. What is sent meanwhile was put on disk by whoever sends it, with all before it.
 */
export const SETTLED_LATER: TransactionOptions = { durable: false };
