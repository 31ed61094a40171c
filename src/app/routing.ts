import { parseAddress } from '../domain/address.ts';
import type { ChannelId, LaneId, PlatformName } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { RouteIndex } from '../domain/route.ts';
import { type AddressProblem, resolveTargets } from '../pipeline/targets/resolve-targets.ts';
import { buildRouteIndex } from '../pipeline/targets/route-index.ts';
import type { ChatPlatform } from '../ports/chat-platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';

/** What leads nowhere for a passing reason, or could not be planned, is tried again after this. */
const AGAIN_MS = 60_000;

export interface Routing {
  /** As resolved last. */
  routes(): RouteIndex;
  addresses(): ReadonlyMap<string, ChannelId>;
  operators(): readonly ChannelId[];
  /** What leads nowhere; an address of a platform that is still being connected is not among them. */
  problems(): readonly AddressProblem[];
  /**
   * Asks the platforms anew; afterwards everything is planned on what they said. Rejects where the store does not take
   * it: it is then tried again by itself.
   */
  refresh(): Promise<void>;
  stop(): void;
}

export interface RoutingOptions {
  readonly policy: Policy;
  readonly store: Store;
  readonly platforms: () => ReadonlyMap<LaneId, ChatPlatform>;
  readonly clock: Clock;
  readonly log: Log;
  /** True while this platform is being connected for the first time: its addresses lead nowhere yet, which is no news. */
  readonly isExpected: (platform: PlatformName) => boolean;
  /** Called when the routes lead somewhere new. */
  readonly changed: () => Promise<void>;
  /** Called once for each address that leads nowhere and does not mend by itself. */
  readonly report: (problem: AddressProblem) => void;
}

/** Keeps what the configured addresses lead to. One refresh at a time; a request during one causes one more. */
export function createRouting(options: RoutingOptions): Routing {
  const { policy, store, clock, log } = options;
  let routes = buildRouteIndex(policy, new Map());
  let addresses: ReadonlyMap<string, ChannelId> = new Map();
  let operators: readonly ChannelId[] = [];
  let problems: readonly AddressProblem[] = [];
  /** What was planned on; absent while a plan is owed. */
  let planned: string | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let cancelRetry: (() => void) | undefined;

  const refreshOnce = async (): Promise<void> => {
    const platforms = options.platforms();
    const resolved = await resolveTargets({ policy, platforms, store, now: clock.now() });
    const before = problems;
    ({ addresses, operators } = resolved);
    problems = resolved.problems.filter(({ address }) => !options.isExpected(parseAddress(address).platform));
    for (const problem of problems) {
      if (before.some(({ address, reason }) => address === problem.address && reason === problem.reason))
        continue;
      log.warn('an address leads nowhere', { ...problem });
      if (!problem.transient) options.report(problem);
    }
    const look = JSON.stringify([...addresses].toSorted());
    if (look === planned && resolved.activated.length === 0) return;
    planned = undefined;
    routes = buildRouteIndex(policy, addresses);
    await options.changed();
    planned = look;
  };

  const armRetry = (): void => {
    cancelRetry?.();
    cancelRetry = undefined;
    if (stopped || (planned !== undefined && !problems.some(({ transient }) => transient))) return;
    cancelRetry = clock.at(clock.now().add({ milliseconds: AGAIN_MS }), () => {
      refresh().catch((error: unknown) => log.error('addresses could not be resolved', { error }));
    });
  };

  const refreshAll = async (): Promise<void> => {
    try {
      do {
        again = false;
        await refreshOnce();
      } while (again && !stopped);
    } finally {
      running = undefined;
      armRetry();
    }
  };

  const refresh = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    if (running) again = true;
    running ??= refreshAll();
    return running;
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
