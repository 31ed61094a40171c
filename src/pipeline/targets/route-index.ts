import type { ChannelId, SeriesId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Route, RouteIndex, Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { foldName, prepareMatch } from './matching.ts';
import { mergeRoutes } from './merge-routes.ts';

/** An address as configured → the channel that it was resolved to. What is missing could not be resolved yet. */
export type ResolvedAddresses = ReadonlyMap<string, ChannelId>;

interface Entry {
  readonly order: number;
  readonly route: Route;
  readonly channels: readonly ChannelId[];
  readonly matches: (seminar: Seminar) => boolean;
}

/** What a combination of routes comes to; `at`: by channel, because one route may lead to thousands. */
interface Meeting {
  readonly targets: readonly Target[];
  readonly at: ReadonlyMap<ChannelId, Target>;
}

/**
 * Routes by series and kind, so that no text is matched for a seminar of which these say enough (rule 5). Which routes
 * meet in which channels is merged once for each combination that occurs, not for each seminar.
 */
export function buildRouteIndex(policy: Pick<Policy, 'routes'>, resolved: ResolvedAddresses): RouteIndex {
  const bySeries = new Map<SeriesId, Entry[]>();
  const byKind = new Map<string, Entry[]>();
  const others: Entry[] = [];
  policy.routes.forEach((route, order) => {
    const channels = channelsOf(route, resolved);
    if (channels.length === 0) return;
    const entry = { order, route, channels, matches: prepareMatch(route.match) };
    if (route.match.series) for (const series of route.match.series) append(bySeries, series, entry);
    else if (route.match.kind) {
      for (const kind of new Set(route.match.kind.map(foldName))) append(byKind, kind, entry);
    } else others.push(entry);
  });
  const merged = new Map<string, Meeting>();

  const meetingFor = (seminar: Seminar): Meeting => {
    const ofSeries = seminar.series === undefined ? [] : (bySeries.get(seminar.series) ?? []);
    const ofKind = seminar.kind === undefined ? [] : (byKind.get(foldName(seminar.kind)) ?? []);
    const entries = [...ofSeries, ...ofKind, ...others]
      .filter((entry) => entry.matches(seminar))
      .toSorted((a, b) => a.order - b.order);
    const combination = entries.map((entry) => entry.order).join(',');
    const known = merged.get(combination) ?? mergeEntries(entries);
    merged.set(combination, known);
    return known;
  };
  return {
    targetsFor: (seminar) => meetingFor(seminar).targets,
    targetAt: (seminar, channel) => meetingFor(seminar).at.get(channel),
  };
}

function channelsOf(route: Route, resolved: ResolvedAddresses): readonly ChannelId[] {
  const channels = route.to.map((address) => resolved.get(address.text));
  return [...new Set(channels.filter((channel) => channel !== undefined))];
}

function append<K>(index: Map<K, Entry[]>, key: K, entry: Entry): void {
  const list = index.get(key);
  if (list) list.push(entry);
  else index.set(key, [entry]);
}

function mergeEntries(entries: readonly Entry[]): Meeting {
  const meeting = new Map<ChannelId, [Route, ...Route[]]>();
  for (const { route, channels } of entries) {
    for (const channel of channels) {
      const routes = meeting.get(channel);
      if (routes) routes.push(route);
      else meeting.set(channel, [route]);
    }
  }
  const targets = [...meeting].map(([channel, routes]) => mergeRoutes(channel, routes));
  return { targets, at: new Map(targets.map((target) => [target.channel, target])) };
}
