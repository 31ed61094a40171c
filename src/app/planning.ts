import type { Policy } from '../domain/policy.ts';
import type { PlanContext } from '../pipeline/plan/plan-context.ts';
import { planDigests } from '../pipeline/plan/plan-digests.ts';
import { rollHorizon } from '../pipeline/plan/roll-horizon.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Routing } from './routing.ts';

/** The planner, on the routes as they lead now. All of it idempotent. */
export interface Planning {
  context(): PlanContext;
  /** Plans what has come within the horizon. */
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
      await rollHorizon(store, context(), clock.now());
    },
    async digests() {
      await store.transaction((tx) => planDigests(tx, policy, routing.addresses(), clock.now()));
    },
  };
}
