import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ChannelId, channelIdOf, LaneId } from '../../../src/domain/ids.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { loadSettings } from '../../../src/settings/load-settings.ts';

/** Where a bench takes place. Plain data: it is handed to the contenders' processes. */
export const World = z
  .object({
    platform: z.enum(['slack', 'teams']),
    /** Each has channels of its own. */
    series: z.number(),
    /** Each goes to every channel of its series. */
    seminarsEach: z.number(),
    channelsEach: z.number(),
    /** Slack workspaces; series go to them in turn, with all of their channels. Teams has one tenant here. */
    lanes: z.number(),
    owes: z.enum(['announcement', 'reminder']),
    /** Its configuration file and its store are here. */
    folder: z.string(),
  })
  .readonly();
export type World = z.infer<typeof World>;

export const TIMEZONE = 'Australia/Brisbane';

export function channelCount({ series, channelsEach }: World): number {
  return series * channelsEach;
}

/** One for each seminar and channel of a series. */
export function noticeCount(world: World): number {
  return channelCount(world) * world.seminarsEach;
}

/** As the platform names it. */
export function nativeChannel(world: Pick<World, 'platform'>, n: number): string {
  const number = String(n).padStart(6, '0');
  return world.platform === 'slack' ? `C0BENCH${number}` : `19:bench-${number}@thread.tacv2`;
}

export function lanesOf({ platform, lanes }: Pick<World, 'platform' | 'lanes'>): readonly LaneId[] {
  return platform === 'teams'
    ? [LaneId.parse('teams:local')]
    : Array.from({ length: lanes }, (_, n) => LaneId.parse(`slack:${workspace(n)}`));
}

/** Whose last part the door takes for the workspace. */
export function botToken(lane: number): string {
  return `xoxb-bench-${workspace(lane)}`;
}

function workspace(lane: number): string {
  return `T0BENCH${String(lane).padStart(2, '0')}`;
}

export function channelOf(world: World, n: number): ChannelId {
  const lanes = lanesOf(world);
  const lane = lanes[Math.floor(n / world.channelsEach) % lanes.length];
  if (lane === undefined) throw new RangeError('a world without lanes');
  return channelIdOf(lane, nativeChannel(world, n));
}

/** What the routes' addresses lead to, as a running service has it from its platforms. */
export function addressesOf(world: World): ReadonlyMap<string, ChannelId> {
  return new Map(
    Array.from({ length: channelCount(world) }, (_, n) => [addressOf(world, n), channelOf(world, n)]),
  );
}

function addressOf(world: World, n: number): string {
  return `${world.platform}:${nativeChannel(world, n)}`;
}

/** Writes the configuration's file. Its guard against floods is off: a flood is the point. */
export function writeConfiguration(world: World): void {
  const series = Array.from({ length: world.series }, (_, n) => n);
  const routes = series.map((n) => ({
    id: seriesName(n),
    match: { series: seriesName(n) },
    to: Array.from({ length: world.channelsEach }, (_, each) =>
      addressOf(world, n * world.channelsEach + each),
    ),
    joinLink: 'always',
    ...(world.owes === 'announcement'
      ? { announce: { before: '7d' }, remind: [] }
      : { announce: 'never', remind: ['15m'] }),
  }));
  const configuration = {
    mode: 'live',
    timezone: TIMEZONE,
    series: Object.fromEntries(series.map((n) => [seriesName(n), { name: `Invented series ${n}` }])),
    routes,
    guard: { burst: 1_000_000 },
  };
  // JSON is YAML.
  writeFileSync(configurationFile(world), JSON.stringify(configuration));
}

export function readPolicy(world: World): Policy {
  return loadSettings({ config: configurationFile(world), variables: {} }).policy;
}

export function seriesName(n: number): string {
  return `series-${n}`;
}

function configurationFile({ folder }: World): string {
  return join(folder, 'lectern.yaml');
}
