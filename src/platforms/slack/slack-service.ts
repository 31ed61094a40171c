import type { Receiver } from '@slack/bolt';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import type {
  ChannelEvents,
  HttpRoute,
  PlatformHealth,
  PlatformService,
} from '../../ports/platform-service.ts';
import type { Deliveries } from '../../ports/store/deliveries.ts';
import type { HttpConnections } from '../../support/http-once.ts';
import { Answering } from './answering.ts';
import { connectBolt } from './bolt-app.ts';
import { ChannelBook } from './channel-book.ts';
import { ChannelNews } from './channel-events.ts';
import { failureOf } from './failure-of.ts';
import { HttpDoor } from './http-door.ts';
import { EVENTS_PATH, SlackGate } from './http-gate.ts';
import { readIdentity, type SlackIdentity } from './identity.ts';
import { People } from './people.ts';
import { ReadBudget } from './read-budget.ts';
import { SeenDeliveries } from './seen-deliveries.ts';
import { SlackChat } from './slack-chat.ts';
import { SocketLink } from './socket-link.ts';
import { Tasks } from './tasks.ts';
import { UserGroups } from './user-groups.ts';
import { CALL_MS, type ClientSettings, createWebClient } from './web-client.ts';
import { createWriteClient, type WriteClient } from './write-client.ts';

export interface SlackServiceOptions {
  readonly botToken: string;
  /** Receives by Socket Mode; goes before the signing secret. */
  readonly appToken?: string;
  /** Receives over HTTP at `POST /slack/events`. */
  readonly signingSecret?: string;
  /** That address, which the apps of all workspaces share. Default: one for this workspace alone. */
  readonly gate?: SlackGate;
  /** By which names its administrator knows the tokens. Default: the variables of the environment. */
  readonly called?: { readonly botToken: string; readonly appToken: string };
  /** Ends in a slash: `https://slack.com/api/`. */
  readonly apiUrl: string;
  /** As people type it: `/seminar`. */
  readonly command: string;
  readonly desk: Desk;
  readonly events: ChannelEvents;
  /** What other processes that serve this app have carried out. Absent: there are none. */
  readonly deliveries?: Deliveries;
  readonly clock: Clock;
  readonly log: Log;
  /** `none` where the app may not read histories. Default: `history`. */
  readonly reconcile?: 'history' | 'none';
  /** Handles of user groups ("@seminar-organisers") whose members the desk is told of. */
  readonly adminGroups?: readonly string[];
  /** Of one call. Default: 10 seconds. */
  readonly timeoutMs?: number;
  /** Over which the messages of all workspaces leave. Default: of this workspace alone. */
  readonly connections?: HttpConnections;
}

/** How long stopping waits for answers under way. */
const DRAIN_MS = 5000;

/**
 * One Slack workspace, ready to post; `start` begins to receive. Throws SlackSetupError, for the administrator, where
 * Slack refuses the bot token or does not answer: without Slack's word there is no lane to post in.
 */
export async function createSlackService(options: SlackServiceOptions): Promise<PlatformService> {
  const { clock, timeoutMs = CALL_MS } = options;
  const log = options.log.with({ platform: 'slack' });
  const clientSettings: ClientSettings = { apiUrl: options.apiUrl, timeoutMs, log };
  const client = createWebClient(options.botToken, clientSettings);
  const identity = await readIdentity(client, options.apiUrl, options.called?.botToken);
  const budget = new ReadBudget(clock);
  const failure = (error: unknown, channel: string) =>
    failureOf(error, { channel, bot: identity.botName, token: identity.called });
  const book = new ChannelBook({ client, identity, budget, clock, log, timeoutMs, failure });
  const writing = createWriteClient(options.botToken, clientSettings, options.connections);
  const chat = new SlackChat({
    client,
    writing,
    identity,
    book,
    budget,
    clock,
    timeoutMs,
    reconcile: options.reconcile ?? 'history',
  });
  const tasks = new Tasks();
  const groups = new UserGroups({ client, budget, clock, log, handles: options.adminGroups ?? [] });
  const people = new People({ client, identity, budget, groups, clock, log });
  const answering = new Answering({ desk: options.desk, people, tasks, client, identity, log });
  const way = openWay(options, identity, clientSettings);
  const service = new SlackService(chat, way, tasks, writing);
  if (way) {
    connectBolt({
      receiver: way.receiver,
      botToken: options.botToken,
      identity,
      client: clientSettings,
      command: options.command,
      seen: new SeenDeliveries(clock, options.deliveries && { deliveries: options.deliveries, log }),
      answering,
      news: new ChannelNews(book, identity, options.events),
      tasks,
      log,
      onUninstalled: (reason) => service.noteUninstalled(reason),
    });
  } else
    log.warn(
      'Slack can be posted to, but nothing is received: neither an app token nor a signing secret is set',
    );
  warnAboutScopes(identity, options.reconcile ?? 'history', log);
  return service;
}

/** How deliveries come in. */
interface Way {
  readonly receiver: Receiver;
  readonly routes: readonly HttpRoute[];
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): PlatformHealth;
}

function openWay(
  options: SlackServiceOptions,
  identity: SlackIdentity,
  client: ClientSettings,
): Way | undefined {
  const { appToken, signingSecret, clock, called } = options;
  if (appToken !== undefined) {
    const link = new SocketLink(appToken, client, clock, called?.appToken);
    return {
      receiver: link.receiver,
      routes: [],
      start: () => link.start(),
      stop: () => link.stop(),
      health: () => link.health(),
    };
  }
  if (signingSecret === undefined) return undefined;
  const gate = options.gate ?? new SlackGate([signingSecret], clock, client.log);
  const door = new HttpDoor(signingSecret, identity, client.log);
  return {
    receiver: door.receiver,
    routes: [gate.route],
    start: async () => gate.open(door),
    stop: async () => gate.close(door),
    health: () => ({ ready: true, detail: `receives at ${EVENTS_PATH}` }),
  };
}

class SlackService implements PlatformService {
  readonly chat: SlackChat;
  readonly routes: readonly HttpRoute[];
  readonly #way: Way | undefined;
  readonly #tasks: Tasks;
  readonly #writing: WriteClient;
  #uninstalled: string | undefined;
  #stopped: Promise<void> | undefined;

  constructor(chat: SlackChat, way: Way | undefined, tasks: Tasks, writing: WriteClient) {
    this.chat = chat;
    this.routes = way?.routes ?? [];
    this.#way = way;
    this.#tasks = tasks;
    this.#writing = writing;
  }

  async start(): Promise<void> {
    await this.#way?.start();
  }

  /** First nothing new comes in, then what is under way is answered. */
  stop(): Promise<void> {
    this.#stopped ??= (async () => {
      await this.#way?.stop();
      await this.#tasks.drain(DRAIN_MS);
      await this.#writing.close();
    })();
    return this.#stopped;
  }

  health(): PlatformHealth {
    if (this.#uninstalled !== undefined) return { ready: false, detail: this.#uninstalled };
    return this.#way?.health() ?? { ready: true, detail: 'posts only, receives nothing' };
  }

  noteUninstalled(reason: string): void {
    this.#uninstalled = reason;
  }
}

/** Slack says with each answer what the token may do: what is missing is said at the start, not at the first post. */
function warnAboutScopes({ scopes }: SlackIdentity, reconcile: 'history' | 'none', log: Log): void {
  if (scopes.size === 0) return;
  const wanted = ['chat:write', 'channels:read', ...(reconcile === 'history' ? ['channels:history'] : [])];
  const missing = wanted.filter((scope) => !scopes.has(scope));
  if (missing.length > 0) log.warn('The Slack app lacks scopes; add them and install it again', { missing });
}
