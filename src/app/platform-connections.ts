import { recallPost } from '../pipeline/recall/recall-post.ts';
import type { Clock } from '../ports/clock.ts';
import type { Desk } from '../ports/desk.ts';
import type { Log } from '../ports/log.ts';
import type { ChannelEvents } from '../ports/platform-service.ts';
import type { Store } from '../ports/store.ts';
import type { Settings } from '../settings/load-settings.ts';
import type { Connection } from './connections.ts';
import type { Lanes } from './lanes.ts';
import type { Routing } from './routing.ts';

export interface ConnectionParts {
  readonly settings: Settings;
  readonly desk: Desk;
  readonly events: ChannelEvents;
  readonly store: Store;
  readonly routing: Pick<Routing, 'routes'>;
  readonly lanes: Pick<Lanes, 'all'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The platforms that have credentials. Their SDKs are loaded only here, and only then. */
export function platformConnections(parts: ConnectionParts): readonly Connection[] {
  const { settings, desk, events, store, routing, lanes, clock, log } = parts;
  const { slack, teams } = settings;
  const connections: Connection[] = [];
  if (slack) {
    connections.push({
      name: 'slack',
      async connect() {
        const { createSlackService } = await import('../platforms/slack/slack-service.ts');
        const { command } = settings.policy;
        return createSlackService({
          ...slack,
          command,
          desk,
          events,
          clock,
          log,
          reconcile: settings.reconcile,
          adminGroups: settings.admins.slack.filter((text) => text.startsWith('@')),
        });
      },
    });
  }
  if (teams) {
    connections.push({
      name: 'teams',
      async connect() {
        const { createTeamsService } = await import('../platforms/teams/teams-service.ts');
        const posts = {
          read: store.read,
          policy: settings.policy,
          routes: routing.routes,
          platforms: lanes.all,
          clock,
        };
        return createTeamsService({
          ...teams,
          desk,
          events,
          directory: store.read.directory,
          clock,
          log,
          recall: (channel, message) => recallPost(posts, channel, message),
        });
      },
    });
  }
  return connections;
}
