import { DigestId, RouteId, readableDigest, SeriesId } from '../domain/ids.ts';
import type { Policy } from '../domain/policy.ts';
import type { AnnounceRule, Digest, Match, Route } from '../domain/route.ts';
import type { Series } from '../domain/series.ts';
import { parseOffset } from '../domain/time/offset.ts';
import type { Configuration } from './config-schema.ts';

/** The validated file → what the rest of the service works with. */
export function policyOf(config: Configuration, publicUrl: string | undefined): Policy {
  return {
    mode: config.mode,
    timezone: config.timezone,
    locale: config.locale,
    dateOrder: config.dateOrder,
    workdays: config.workdays,
    closed: config.closed,
    audience: config.audience,
    operators: config.operators,
    series: Object.entries(config.series).map(([id, series]) => seriesOf(SeriesId.parse(id), series)),
    routes: config.routes.map((route) => routeOf(route, config)),
    digests: config.digests.map((digest) => digestOf(digest, config)),
    ...(config.quietHours ? { quietHours: config.quietHours } : {}),
    guard: config.guard,
    command: config.slack.command,
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/+$/, '') }),
    retention: config.retention,
  };
}

function seriesOf(id: SeriesId, series: Configuration['series'][SeriesId]): Series {
  const { duration, ...rest } = series;
  return { id, ...rest, ...(duration === undefined ? {} : { durationMinutes: Math.round(duration / 60) }) };
}

function routeOf(route: Configuration['routes'][number], config: Configuration): Route {
  return {
    id: RouteId.parse(route.id ?? `route-${readableDigest(matchText(route.match), 6)}`),
    match: route.match,
    to: route.to,
    announce: announceOf(route.announce),
    remind: route.remind,
    startingNow: route.startingNow,
    joinLink: route.joinLink,
    changes: route.changes,
    audience: route.audience ?? config.audience,
  };
}

function announceOf(announce: Configuration['routes'][number]['announce']): AnnounceRule | 'never' {
  if (announce === 'never') return 'never';
  if (announce === 'immediately') return { when: 'immediately', needs: [], latest: parseOffset('3d') };
  if (announce === undefined) {
    return { when: parseOffset('7d@09:00'), needs: ['title'], latest: parseOffset('3d') };
  }
  const when =
    announce.before.type === 'days'
      ? parseOffset(`${announce.before.text}@${announce.at.toString({ smallestUnit: 'minute' })}`)
      : announce.before;
  return { when, needs: announce.needs, latest: announce.latest };
}

function digestOf(digest: Configuration['digests'][number], config: Configuration): Digest {
  return {
    id: DigestId.parse(
      digest.id ?? `digest-${readableDigest(`${digest.cron}|${matchText(digest.match)}`, 6)}`,
    ),
    cron: digest.cron,
    windowDays: digest.window,
    to: digest.to,
    match: digest.match,
    audience: digest.audience ?? config.audience,
  };
}

/** A route is known by what it matches: editing its offsets or channels keeps it the same route. */
function matchText(match: Match): string {
  return JSON.stringify(Object.entries(match).toSorted(([a], [b]) => a.localeCompare(b)));
}
