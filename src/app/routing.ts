import type { ChannelId, LaneId } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { RouteIndex } from '../domain/route.ts';
import { type AddressProblem, resolveTargets } from '../pipeline/targets/resolve-targets.ts';
import { buildRouteIndex } from '../pipeline/targets/route-index.ts';
import type { ChatPlatform } from '../ports/chat-platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

/** An address that leads nowhere for a passing reason is asked for again after this. */
const ASK_AGAIN_MS = 60_000;

export interface Routing {
  /** As resolved last. */
  routes(): RouteIndex;
  addresses(): ReadonlyMap<string, ChannelId>;
  operators(): readonly ChannelId[];
  problems(): readonly AddressProblem[];
  /** Asks the platforms anew; afterwards everything is planned on what they said. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface RoutingOptions {
  readonly policy: Policy;
  readonly store: Store;
  readonly platforms: () => ReadonlyMap<LaneId, ChatPlatform>;
  readonly clock: Clock;
  readonly log: Log;
  /** False while platforms are still being connected for the first time: what leads nowhere then is not worth a word. */
  readonly settled: () => boolean;
  /** Called when the routes lead somewhere new. */
  readonly changed: () => Promise<void>;
}

/** Keeps what the configured addresses lead to. One refresh at a time; a request during one causes one more. */
export function createRouting(options: RoutingOptions): Routing {
  const { policy, store, clock, log } = options;
  let routes = buildRouteIndex(policy, new Map());
  let addresses: ReadonlyMap<string, ChannelId> = new Map();
  let operators: readonly ChannelId[] = [];
  let problems: readonly AddressProblem[] = [];
  let shown = '';
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let cancelRetry: (() => void) | undefined;

  const refreshOnce = async (): Promise<void> => {
    cancelRetry?.();
    const resolved = await resolveTargets({
      policy,
      platforms: options.platforms(),
      store,
      now: clock.now(),
    });
    for (const problem of options.settled() ? resolved.problems : []) {
      if (!problems.some((known) => known.address === problem.address && known.reason === problem.reason)) {
        log.warn('an address leads nowhere', { ...problem });
      }
    }
    ({ addresses, operators } = resolved);
    problems = options.settled() ? resolved.problems : [];
    const look = JSON.stringify([...resolved.addresses].toSorted());
    if (look !== shown || resolved.activated.length > 0) {
      shown = look;
      routes = buildRouteIndex(policy, resolved.addresses);
      await options.changed();
    }
    if (problems.some((problem) => problem.transient) && !stopped) {
      cancelRetry = clock.at(clock.now().add({ milliseconds: ASK_AGAIN_MS }), () => {
        refresh().catch((error: unknown) => log.error('addresses could not be resolved', { error }));
      });
    }
  };

  const refresh = async (): Promise<void> => {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await refreshOnce();
      } while (again && !stopped);
    })();
    try {
      await running;
    } finally {
      running = undefined;
    }
  };

  return {
    routes: () => routes,
    addresses: () => addresses,
    operators: () => operators,
    problems: () => problems,
    refresh,
    stop() {
      stopped = true;
      cancelRetry?.();
    },
  };
}
