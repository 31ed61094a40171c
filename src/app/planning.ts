import type { Policy } from '../domain/policy.ts';
import type { PlanContext } from '../pipeline/plan/plan-context.ts';
import { planDigests } from '../pipeline/plan/plan-digests.ts';
import { rollHorizon } from '../pipeline/plan/roll-horizon.ts';
import { oweReviewNotes } from '../pipeline/review/owe-notes.ts';
import { tidyReviews } from '../pipeline/review/tidy-reviews.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Routing } from './routing.ts';

/**
 * The planner, on the routes as they lead now. All of it idempotent; of several processes one does it, since it costs the
 * others nothing to leave it, and nobody plans on routes that lead nowhere yet.
 */
export interface Planning {
  context(): PlanContext;
  /**
   * Plans what has come within the horizon, lets go of texts that were kept long enough, asks for words still owed.
   * False: it is not this process's to do just now, and nothing was done.
   */
  roll(): Promise<boolean>;
  digests(): Promise<void>;
}

export function createPlanning(options: {
  readonly policy: Policy;
  readonly store: Store;
  readonly clock: Clock;
  readonly routing: Pick<Routing, 'routes' | 'addresses'>;
  /** Whether it is this process that plans; whoever takes that up plans at once. */
  readonly isCaretaker: () => boolean;
}): Planning {
  const { policy, store, clock, routing, isCaretaker } = options;
  const context = (): PlanContext => ({ policy, routes: routing.routes() });
  return {
    context,
    async roll() {
      if (!isCaretaker()) return false;
      const now = clock.now();
      await rollHorizon(store, context(), now);
      await tidyReviews(store, policy, now);
      // Organisers who could not be written to before may be known by now.
      await store.transaction((tx) => oweReviewNotes(tx, policy, now));
      return true;
    },
    async digests() {
      if (!isCaretaker()) return;
      await store.transaction((tx) => planDigests(tx, policy, routing.addresses(), clock.now()));
    },
  };
}
