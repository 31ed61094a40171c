import type { NoticeId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import type { RouteIndex } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';

export interface PlanContext {
  readonly routes: RouteIndex;
  readonly policy: Policy;
}

export interface PlanSubject {
  readonly seminar: Seminar;
  /** It was not in the store before: nothing can be owed, posted or asked for yet, so nothing is looked up. */
  readonly fresh?: boolean;
  /** Whether no source has it any more; absent: its claims are looked at. */
  readonly orphaned?: boolean;
  /** Its record changes in this very transaction. */
  readonly justChanged?: boolean;
  /** Its notices, where they have been read in this transaction already. */
  readonly notices?: readonly Notice[];
}

/** What planning changed; all empty when nothing did. */
export interface PlanOutcome {
  readonly planned: readonly NoticeId[];
  readonly withdrawn: readonly NoticeId[];
  /** Overdue announcements beyond `guard.burst`. */
  readonly held: readonly NoticeId[];
}
