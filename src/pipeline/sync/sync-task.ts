import type { SourceId } from '../../domain/ids.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import type { Store } from '../../ports/store.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import type { ReportDraft } from './sync-report.ts';

/** One run of one source, as all its steps see it. */
export interface SyncTask {
  readonly source: Pick<SeminarSource, 'id' | 'review'>;
  readonly store: Store;
  readonly plan: PlanContext;
  /** In configured order. */
  readonly sources: readonly SourceId[];
  readonly now: Temporal.Instant;
  readonly signal: AbortSignal;
  /** Grows as the run goes on. */
  readonly report: ReportDraft;
}
