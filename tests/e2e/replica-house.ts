import { onTestFinished } from 'vitest';
import { LecternProcess } from '../support/lectern-process.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { commandPayload, signRequest } from '../support/slack-server/callers.ts';
import { SlackServer } from '../support/slack-server/slack-server.ts';
import { TeamsServer } from '../support/teams-server/teams-server.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { untilTrue } from '../support/until-true.ts';

/** On a busy machine requests that left a second apart arrive closer together; a successor that counts nothing is far off. */
const JITTER_MS = 400;

/** A log line that tells who sees to what is done once. */
const TOOK_CARE = 'this process sees to what is done once';

/** One process of several that share a database. */
export interface Replica {
  /** Travels in the address by which it asks Slack. */
  readonly name: string;
  readonly lectern: LecternProcess;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** How often its log has this message. */
  logged(message: string): number;
}

/** What several replicas share: two platforms, a folder of records, a database. */
export interface ReplicaHouse {
  readonly slack: SlackServer;
  readonly teams: TeamsServer;
  readonly teamsChannel: string;
  /** Slack's ids of `#room-0`, `#room-1`, … */
  readonly rooms: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  start(name: string, more?: Readonly<Record<string, string>>): Promise<Replica>;
  writeRecord(name: string, fields: string): void;
  /** How often each text that has `word` in it stands in each room and in Teams' channel. */
  copiesOf(word: string): readonly number[];
}

export async function buildReplicaHouse(
  server: PostgresServer,
  { rooms: count = 3, settings = '' }: { readonly rooms?: number; readonly settings?: string } = {},
): Promise<ReplicaHouse> {
  const slack = await SlackServer.start({ rates: 'report', rateRules: { toleranceMs: JITTER_MS } });
  const teams = await TeamsServer.start();
  onTestFinished(async () => {
    await slack.close();
    await teams.stop();
  });
  const folder = createTemporaryFolder();
  const [team] = teams.world.teams;
  const teamsChannel = team?.channels[0]?.id ?? '';
  const rooms = Array.from({ length: count }, (_, n) => slack.workspace.addChannel(`room-${n}`).id);
  const to = [...rooms.map((_, n) => `"slack:#room-${n}"`), `"teams:${teamsChannel}"`];
  const config = folder.write(
    'lectern.yaml',
    `mode: live
timezone: Australia/Brisbane
sources: [{ type: files, path: seminars }]
routes: [{ match: all, to: [${to.join(', ')}], announce: immediately, remind: [] }]
guard: { burst: 1000 }
${settings}`,
  );
  const variables = {
    LECTERN_CONFIG: config,
    DATABASE_URL: await server.createDatabase(),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    TEAMS_LOCAL: '1',
  };
  return {
    slack,
    teams,
    teamsChannel,
    rooms,
    variables,
    start: (name, more = {}) =>
      startReplica(name, { ...variables, SLACK_API_URL: slack.apiUrlVia(name), ...more }),
    writeRecord: (name, fields) => void folder.write(`seminars/${name}.yaml`, `${fields}\n`),
    copiesOf(word) {
      const inRooms = rooms.map((room) => slack.messagesIn(room).filter(({ text }) => text.includes(word)));
      const inTeams = teams.shelf
        .standing()
        .filter(({ activity }) => JSON.stringify(activity).includes(word));
      return [...inRooms, inTeams].map((found) => found.length);
    },
  };
}

async function startReplica(name: string, variables: Readonly<Record<string, string>>): Promise<Replica> {
  const lectern = await LecternProcess.start(variables);
  onTestFinished(async () => {
    await lectern.stop('SIGKILL');
  });
  return {
    name,
    lectern,
    signal(signal) {
      if (lectern.pid === undefined) throw new Error(`${name} has no process`);
      process.kill(lectern.pid, signal);
    },
    logged: (message) => lectern.log().split(`"${message}"`).length - 1,
  };
}

/** The bot comes into the team: Teams tells one replica of it. */
export async function enterTeam({ teams }: ReplicaHouse, told: Replica): Promise<void> {
  const [team] = teams.world.teams;
  const [person] = teams.world.people;
  if (!team || !person) throw new Error('the world is empty');
  teams.shelf.install(team.id);
  const client = teams.clientFor(`${told.lectern.url}/api/messages`);
  // Its door to Teams opens some time after the service is ready.
  await untilTrue(async () => (await client.installed(team.id, person.id)).status < 300);
}

/** A slash command, as Slack hands it to one of the replicas; the same `trigger` again is the same delivery. */
export async function command(
  { slack, rooms: [channel = ''] }: ReplicaHouse,
  to: Replica,
  asked: { readonly user: string; readonly text: string; readonly trigger?: string },
): Promise<void> {
  const form = commandPayload(slack.callers, { channel, command: '/seminar', ...asked });
  const { body, headers } = signRequest(slack.signingSecret, { form });
  const url = `${to.lectern.url}/slack/events`;
  await untilTrue(async () => (await fetch(url, { method: 'POST', body, headers })).status === 200);
}

/** Who sees to what is done once, once somebody does. */
export async function findCaretaker(replicas: readonly Replica[]): Promise<Replica> {
  const find = () => replicas.find((replica) => replica.logged(TOOK_CARE) > 0);
  await untilTrue(async () => find() !== undefined);
  const found = find();
  if (!found) throw new Error('nobody takes care');
  return found;
}
