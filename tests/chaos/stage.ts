import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LaneId } from '../../src/domain/ids.ts';
import { SlackServer } from '../support/slack-server/slack-server.ts';
import { TeamsServer } from '../support/teams-server/teams-server.ts';
import { makeWorld } from '../support/teams-server/world.ts';
import { type Database, openDatabase } from './database.ts';
import type { ChaosOptions } from './options.ts';
import { type Lead, type Pace, paceOf } from './plot.ts';

/** Everything outside the service: two platforms, a configuration, a folder of records, the address of a store. */
export interface Stage {
  readonly slack: SlackServer;
  readonly teams: TeamsServer;
  readonly team: string;
  readonly folder: string;
  readonly config: string;
  readonly database: Database;
  readonly lanes: Readonly<Record<'slack' | 'teams', LaneId>>;
  /** All but where the store and Slack are, which each process reaches in its own way. */
  readonly variables: Readonly<Record<string, string>>;
  readonly seriesOf: Readonly<Record<Lead, readonly string[]>>;
  readonly pace: Pace;
  /** Of one of the processes. */
  logFileOf(name: string): string;
  writeRecord(id: string, record: unknown): void;
  removeRecord(id: string): void;
  close(): Promise<void>;
}

export const TIMEZONE = 'Australia/Brisbane';
/** Channels that one seminar goes to, of each platform. Slack takes 50 edits a minute in all, Teams 15 a second. */
const REACH: Readonly<Record<Lead, { readonly slack: number; readonly teams: number }>> = {
  far: { slack: 2, teams: 6 },
  near: { slack: 1, teams: 6 },
};

export async function openStage(options: ChaosOptions): Promise<Stage> {
  const { folder, channels } = options;
  const slack = await SlackServer.start({ rates: 'report' });
  const world = makeWorld(channels);
  const teams = await TeamsServer.start({ world });
  for (let index = 0; index < channels; index += 1) slack.workspace.addChannel(`room-${index}`);
  const teamChannels = world.teams[0]?.channels.map(({ id }) => id) ?? [];
  const series = seriesNames(channels);
  const records = join(folder, 'records');
  mkdirSync(records, { recursive: true });
  const pace = paceOf(options.minutes);
  const config = join(folder, 'lectern.yaml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configuration(pace, series, channels, teamChannels), undefined, 1));
  const database = await openDatabase(options.store, folder);
  return {
    slack,
    teams,
    team: world.teams[0]?.id ?? '',
    folder,
    config,
    database,
    lanes: {
      slack: LaneId.parse(`slack:${slack.identity.teamId}`),
      teams: LaneId.parse('teams:local'),
    },
    seriesOf: series,
    pace,
    variables: {
      LECTERN_CONFIG: config,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      TEAMS_LOCAL: '1',
      LOG_LEVEL: 'info',
    },
    logFileOf: (name) => join(folder, `service-${name}.log`),
    writeRecord(id, record) {
      const path = join(records, `${id}.json`);
      const draft = join(dirname(path), `.${id}`);
      writeFileSync(draft, JSON.stringify(record));
      // In one go, as a careful editor does; what a half-written file does is the sources' own test.
      renameSync(draft, path);
    },
    removeRecord: (id) => rmSync(join(records, `${id}.json`), { force: true }),
    async close() {
      await slack.close();
      await teams.stop();
      await database.stop();
    },
  };
}

function seriesNames(channels: number): Record<Lead, readonly string[]> {
  const names = (lead: Lead) => Array.from({ length: channels }, (_, index) => `${lead}-${index}`);
  return { far: names('far'), near: names('near') };
}

function configuration(
  pace: Pace,
  series: Readonly<Record<Lead, readonly string[]>>,
  channels: number,
  teamChannels: readonly string[],
): unknown {
  const routesOf = (lead: Lead) =>
    series[lead].map((name, index) => ({
      id: name,
      match: { series: name },
      to: [
        ...spread(index, REACH[lead].slack, channels).map((n) => `slack:#room-${n}`),
        ...spread(index, REACH[lead].teams, channels).map((n) => `teams:${teamChannels[n] ?? ''}`),
      ],
      ...(lead === 'far'
        ? {
            announce: { before: seconds(pace.far.announce) },
            remind: pace.far.remind.map(seconds),
            joinLink: 'always',
          }
        : {
            announce: 'immediately',
            remind: pace.near.remind.map(seconds),
            startingNow: true,
            joinLink: 'reminder',
          }),
    }));
  return {
    mode: 'live',
    timezone: TIMEZONE,
    series: Object.fromEntries([...series.far, ...series.near].map((name) => [name, { name }])),
    sources: [{ type: 'files', path: 'records' }],
    routes: [...routesOf('far'), ...routesOf('near')],
    // What is announced immediately is overdue at once; the guard against floods has tests of its own.
    guard: { burst: 1_000_000 },
  };
}

const seconds = (count: number): string => `${count}s`;

/** So many of the channels, apart from each other, and others for each series. */
function spread(index: number, count: number, channels: number): readonly number[] {
  const wanted = Math.min(count, channels);
  const step = Math.max(1, Math.floor(channels / wanted));
  return Array.from({ length: wanted }, (_, n) => (index + n * step) % channels);
}
