import { recallPost } from '../pipeline/recall/recall-post.ts';
import type { Clock } from '../ports/clock.ts';
import type { Desk } from '../ports/desk.ts';
import type { Log } from '../ports/log.ts';
import type { ChannelEvents } from '../ports/platform-service.ts';
import type { Store } from '../ports/store.ts';
import type { SlackSettings, TeamsSettings } from '../settings/credentials.ts';
import type { Settings } from '../settings/load-settings.ts';
import type { Connection } from './connections.ts';
import type { Lanes } from './lanes.ts';
import { withPlainNames } from './plain-names.ts';
import type { Routing } from './routing.ts';

export interface ConnectionParts {
  readonly settings: Settings;
  readonly desk: Desk;
  readonly events: ChannelEvents;
  readonly store: Store;
  readonly routing: Pick<Routing, 'routes'>;
  readonly lanes: Pick<Lanes, 'all' | 'tell' | 'mayMean'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The workspaces that have credentials. Their SDKs are loaded only here, and only then. */
export function platformConnections(parts: ConnectionParts): readonly Connection[] {
  const { slack, teams } = parts.settings;
  const slackGate = once(() => openSlackGate(parts));
  const slackConnections = once(openSlackConnections);
  const teamsGate = once(() => openTeamsGate(parts));
  return [
    ...slack.map((one) => slackConnection(one, slackGate, slackConnections, parts)),
    ...teams.map((one) => teamsConnection(one, teamsGate, parts)),
  ];
}

/** The address at which the apps of all workspaces are called. */
async function openSlackGate({ settings, clock, log }: ConnectionParts) {
  const { SlackGate } = await import('../platforms/slack/http-gate.ts');
  const secrets = settings.slack.flatMap(({ appToken, signingSecret }) =>
    appToken === undefined && signingSecret !== undefined ? [signingSecret] : [],
  );
  return new SlackGate(secrets, clock, log.with({ platform: 'slack' }));
}

/** Over which the messages of all workspaces leave. */
async function openSlackConnections() {
  const { createWriteConnections } = await import('../platforms/slack/write-client.ts');
  return createWriteConnections();
}

async function openTeamsGate({ settings, log }: ConnectionParts) {
  const { TeamsGate } = await import('../platforms/teams/incoming/gate.ts');
  return new TeamsGate(log.with({ platform: 'teams' }), settings.teams);
}

function slackConnection(
  { workspace, ...credentials }: SlackSettings,
  gate: () => ReturnType<typeof openSlackGate>,
  connections: () => ReturnType<typeof openSlackConnections>,
  { settings, desk, events, store, lanes, clock, log }: ConnectionParts,
): Connection {
  return {
    workspace,
    async connect() {
      const { createSlackService } = await import('../platforms/slack/slack-service.ts');
      const groups = settings.admins.slack.filter(
        (admin) => admin.target.startsWith('@') && lanes.mayMean(admin, workspace),
      );
      return createSlackService({
        ...credentials,
        gate: await gate(),
        connections: await connections(),
        command: settings.policy.command,
        desk,
        events,
        deliveries: store.deliveries,
        clock,
        log: logOf(workspace.name, log),
        adminGroups: groups.map(({ target }) => target),
      });
    },
  };
}

function teamsConnection(
  { workspace, ...credentials }: TeamsSettings,
  gate: () => ReturnType<typeof openTeamsGate>,
  { settings, desk, events, store, routing, lanes, clock, log }: ConnectionParts,
): Connection {
  const posts = {
    read: store.read,
    policy: settings.policy,
    routes: routing.routes,
    platforms: lanes.all,
    clock,
  };
  return {
    workspace,
    async connect() {
      const { createTeamsService } = await import('../platforms/teams/teams-service.ts');
      return createTeamsService({
        ...credentials,
        gate: await gate(),
        desk,
        events,
        directory: withPlainNames(store.read.directory, lanes),
        clock,
        log: logOf(workspace.name, log),
        recall: (channel, message) => recallPost(posts, channel, message),
      });
    },
  };
}

/** Whose line it is, where there may be several. */
function logOf(name: string | undefined, log: Log): Log {
  return name === undefined ? log : log.with({ workspace: name });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
