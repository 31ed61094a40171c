import type { Policy } from '../domain/policy.ts';
import type { PlanContext } from '../pipeline/plan/plan-context.ts';
import { planDigests } from '../pipeline/plan/plan-digests.ts';
import { rollHorizon } from '../pipeline/plan/roll-horizon.ts';
import { oweReviewNotes } from '../pipeline/review/owe-notes.ts';
import { tidyReviews } from '../pipeline/review/tidy-reviews.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Routing } from './routing.ts';

/** The planner, on the routes as they lead now. All of it idempotent. */
export interface Planning {
  context(): PlanContext;
  /** Plans what has come within the horizon, lets go of texts that were kept long enough, asks for words still owed. */
  roll(): Promise<void>;
  digests(): Promise<void>;
}

export function createPlanning(options: {
  readonly policy: Policy;
  readonly store: Store;
  readonly clock: Clock;
  readonly routing: Pick<Routing, 'routes' | 'addresses'>;
}): Planning {
  const { policy, store, clock, routing } = options;
  const context = (): PlanContext => ({ policy, routes: routing.routes() });
  return {
    context,
    async roll() {
      const now = clock.now();
      await rollHorizon(store, context(), now);
      await tidyReviews(store, policy, now);
      // Organisers who could not be written to before may be known by now.
      await store.transaction((tx) => oweReviewNotes(tx, policy, now));
    },
    async digests() {
      await store.transaction((tx) => planDigests(tx, policy, routing.addresses(), clock.now()));
    },
  };
}
