import { parseAddress } from '../domain/address.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { ChannelAddress, RouteIndex } from '../domain/route.ts';
import type { NamedPlace } from '../domain/workspace.ts';
import {
  type AddressProblem,
  configuredAddresses,
  resolveTargets,
} from '../pipeline/targets/resolve-targets.ts';
import { buildRouteIndex } from '../pipeline/targets/route-index.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { Lanes } from './lanes.ts';
import { runOneAtATime } from './one-at-a-time.ts';

/** What leads nowhere for a passing reason, or could not be planned, is tried again after this. */
const AGAIN_MS = 60_000;

export interface Routing {
  /** As resolved last. */
  routes(): RouteIndex;
  addresses(): ReadonlyMap<string, ChannelId>;
  operators(): readonly ChannelId[];
  /** What leads nowhere; an address of a workspace that is still being connected is not among them. */
  problems(): readonly AddressProblem[];
  /**
   * Asks the platforms anew, for all addresses or for those of a workspace; afterwards everything is planned on what they
   * said. Rejects where the store does not take it: it is then tried again by itself.
   */
  refresh(concerned?: (address: NamedPlace) => boolean): Promise<void>;
  stop(): void;
}

export interface RoutingOptions {
  readonly policy: Policy;
  readonly store: Store;
  /** An address of a workspace that is being connected for the first time leads nowhere yet, which is no news. */
  readonly lanes: Pick<Lanes, 'all' | 'isExpected' | 'isIn' | 'away' | 'placeOf' | 'tell'>;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * Called when the routes lead somewhere new. False: they were not planned on, since another process does that, or this
   * one cannot be sure just now that it does; it is called again after a while.
   */
  readonly changed: () => Promise<boolean>;
  /** Called once for addresses that lead nowhere for one reason, and that do not mend by being asked for again. */
  readonly report: (trouble: AddressTrouble) => void;
}

export interface AddressTrouble extends Pick<AddressProblem, 'reason' | 'mend' | 'transient'> {
  readonly addresses: readonly string[];
}

/** Addresses of one workspace. They are asked for together, and wait for no others. */
interface Group {
  readonly addresses: readonly ChannelAddress[];
  /** One refresh at a time; a request during one causes one more. */
  refresh(): Promise<void>;
}

/**
 * Keeps what the configured addresses lead to. Each workspace is asked apart, so that one that hangs holds up what is
 * known of no other; what they say is planned on one after the other.
 */
export function createRouting(options: RoutingOptions): Routing {
  const { policy, store, clock, log, lanes } = options;
  const problems = new Map<string, AddressProblem>();
  /** Texts of addresses that were never asked for: a plan without them would withdraw what is owed there. */
  const unasked = new Set(configuredAddresses(policy).map(({ text }) => text));
  let addresses: ReadonlyMap<string, ChannelId> = new Map();
  let routes = buildRouteIndex(policy, addresses);
  /** What was planned on; absent while a plan is owed. */
  let planned: string | undefined;
  let stopped = false;
  let cancelRetry: (() => void) | undefined;

  const plan = runOneAtATime(async () => {
    if (unasked.size > 0) return;
    const look = JSON.stringify([...addresses].toSorted());
    if (look === planned) return;
    planned = undefined;
    routes = buildRouteIndex(policy, addresses);
    if (await options.changed()) planned = look;
  });

  const ask = async (group: Pick<Group, 'addresses'>): Promise<void> => {
    const texts = new Set(group.addresses.map(({ text }) => text));
    const resolved = await resolveTargets({
      policy,
      platforms: lanes.all(),
      names: lanes,
      store,
      now: clock.now(),
      among: ({ text }) => texts.has(text),
    });
    addresses = new Map([...[...addresses].filter(([text]) => !texts.has(text)), ...resolved.addresses]);
    const news: AddressProblem[] = [];
    for (const text of texts) {
      unasked.delete(text);
      const problem = resolved.problems.find(({ address }) => address === text);
      const known = problem && lanes.isExpected(parseAddress(text)) ? undefined : problem;
      if (keepProblem(text, known) && known) news.push(known);
    }
    tell(news);
    if (resolved.activated.length > 0) planned = undefined;
    await plan();
  };

  /** Whether that is news. */
  const keepProblem = (text: string, problem: AddressProblem | undefined): boolean => {
    const before = problems.get(text);
    if (problem) problems.set(text, problem);
    else problems.delete(text);
    return before?.reason !== problem?.reason;
  };

  /** What is wrong with a whole workspace is one thing to tell, however many addresses it has. */
  const tell = (news: readonly AddressProblem[]): void => {
    const sorts = Map.groupBy(news, ({ reason, mend, transient }) =>
      JSON.stringify([reason, mend, transient]),
    );
    for (const [first, ...others] of sorts.values()) {
      if (!first) continue;
      const { reason, mend, transient } = first;
      const addresses = [first, ...others].map(({ address }) => address);
      const trouble: AddressTrouble = { addresses, reason, mend, transient };
      log.warn('addresses lead nowhere', { ...trouble });
      if (!transient) options.report(trouble);
    }
  };

  const groups = groupAddresses(configuredAddresses(policy), lanes, ask, () => stopped);

  const isPassing = (text: string): boolean => problems.get(text)?.transient === true;

  const armRetry = (): void => {
    cancelRetry?.();
    cancelRetry = undefined;
    if (stopped || (planned !== undefined && ![...problems.keys()].some(isPassing))) return;
    cancelRetry = clock.at(clock.now().add({ milliseconds: AGAIN_MS }), () => {
      const again = groups.filter((group) =>
        group.addresses.some(({ text }) => isPassing(text) || unasked.has(text)),
      );
      refreshGroups(again).catch((error: unknown) => log.error('addresses could not be resolved', { error }));
    });
  };

  const refreshGroups = async (some: readonly Group[]): Promise<void> => {
    if (stopped) return;
    // Each plans when it has its answers; without any there may still be a plan that is owed.
    const runs = some.length === 0 ? [plan()] : some.map((group) => group.refresh());
    const outcomes = await Promise.allSettled(runs);
    armRetry();
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  };

  return {
    routes: () => routes,
    addresses: () => addresses,
    operators: () => {
      const channels = policy.operators.map(({ text }) => addresses.get(text));
      return [...new Set(channels.filter((channel) => channel !== undefined))];
    },
    problems: () => [...problems.values()],
    refresh: (concerned = () => true) =>
      refreshGroups(groups.filter((group) => group.addresses.some(concerned))),
    stop() {
      stopped = true;
      cancelRetry?.();
    },
  };
}

function groupAddresses(
  all: readonly ChannelAddress[],
  { placeOf }: Pick<Lanes, 'placeOf'>,
  ask: (group: Pick<Group, 'addresses'>) => Promise<void>,
  isOver: () => boolean,
): readonly Group[] {
  const byKey = new Map<string, ChannelAddress[]>();
  for (const address of all) {
    const key = placeOf(address);
    byKey.set(key, [...(byKey.get(key) ?? []), address]);
  }
  return [...byKey.values()].map((addresses) => {
    const run = runOneAtATime(async () => {
      if (!isOver()) await ask({ addresses });
    });
    return { addresses, refresh: run };
  });
}
