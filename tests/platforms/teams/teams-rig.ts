import { createServer } from 'node:http';
import type { Card } from '../../../src/domain/card.ts';
import type { ChannelId, MessageId } from '../../../src/domain/ids.ts';
import { createTeamsService, type TeamsOptions } from '../../../src/platforms/teams/teams-service.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Actor, Desk } from '../../../src/ports/desk.ts';
import type { Log, LogFields } from '../../../src/ports/log.ts';
import type { ChannelEvents, PlatformService } from '../../../src/ports/platform-service.ts';
import type { Directory, KnownChannel } from '../../../src/ports/store/directory.ts';
import type { BotClient } from '../../support/teams-server/bot-client.ts';
import { ISSUER } from '../../support/teams-server/signing.ts';
import { TeamsServer } from '../../support/teams-server/teams-server.ts';

/** The platform under test between a stand-in of Teams and a desk that notes what it is asked. */
export interface TeamsRig {
  readonly server: TeamsServer;
  readonly service: PlatformService;
  readonly client: BotClient;
  readonly directory: MemoryDirectory;
  readonly desk: NotingDesk;
  readonly log: NotingLog;
  /** The bot's own address. */
  readonly bot: string;
  close(): Promise<void>;
}

export const APP_ID = '0a1b2c3d-0000-4000-8000-0000000000b0';

export interface RigOptions {
  /** With an app id, tokens are checked and asked for; else all is local. */
  readonly signed?: boolean;
  /** Default: it is. */
  readonly started?: boolean;
  readonly timeoutMs?: number;
  readonly recall?: (channel: ChannelId, message: MessageId) => Promise<Card | undefined>;
  readonly overrides?: Partial<TeamsOptions>;
}

export async function openRig(options: RigOptions = {}): Promise<TeamsRig> {
  const server = await TeamsServer.start();
  const directory = new MemoryDirectory();
  const desk = new NotingDesk();
  const log = new NotingLog();
  const service = await createTeamsService({
    local: !options.signed,
    tenantId: server.world.tenantId,
    desk,
    events: directory,
    directory,
    clock: SYSTEM_CLOCK,
    log,
    timeoutMs: options.timeoutMs ?? 10_000,
    ...(options.recall ? { recall: options.recall } : {}),
    ...(options.signed
      ? {
          appId: APP_ID,
          appPassword: 'not-a-real-password',
          serviceUrl: server.url,
          cloud: {
            openIdMetadataUrl: `${server.base}/openid/configuration`,
            tokenIssuer: ISSUER,
            // Nobody listens there: what needs a token of Microsoft's cannot be had.
            loginUrl: 'https://127.0.0.1:9/tenant',
            scope: 'https://api.botframework.com',
          },
        }
      : {}),
    ...options.overrides,
  });
  if (options.started ?? true) await service.start();
  const web = createServer((request, response) => {
    const route = service.routes.find(
      ({ path, method }) => path === request.url && method === request.method,
    );
    if (route) void route.handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const address = web.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const bot = `http://127.0.0.1:${port}/api/messages`;
  return {
    server,
    service,
    client: server.clientFor(bot),
    directory,
    desk,
    log,
    bot,
    close: async () => {
      await service.stop();
      await server.stop();
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    },
  };
}

/** Installs the app in the stand-in's team, as an owner does; the bot then knows all of its channels. */
export async function installTeam({ server, client }: TeamsRig): Promise<readonly string[]> {
  const [team] = server.world.teams;
  const [ada] = server.world.people;
  if (!team || !ada) throw new Error('the stand-in has a team and people');
  server.shelf.install(team.id);
  const answer = await client.installed(team.id, ada.id);
  if (answer.status !== 200) throw new Error(`the bot answered an installation with ${answer.status}`);
  return team.channels.map((channel) => channel.id);
}

/** Waits until something has come about; a test's own time-out ends it otherwise. */
export async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const SYSTEM_CLOCK: Clock = {
  now: () => Temporal.Now.instant(),
  at: (instant, wake) => {
    const ms = Math.max(Number(instant.epochMilliseconds - Temporal.Now.instant().epochMilliseconds), 0);
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
};

/** What the pipeline keeps in the store, kept in a map: places seen, and lost ones set aside. */
export class MemoryDirectory implements Directory, ChannelEvents {
  readonly #channels = new Map<ChannelId, KnownChannel>();
  readonly seenIds: ChannelId[] = [];

  async seen(channel: KnownChannel): Promise<void> {
    this.seenIds.push(channel.id);
    this.#channels.set(channel.id, channel);
  }
  async lost(id: ChannelId, reason: string, mend: string): Promise<void> {
    const known = this.#channels.get(id);
    if (known) this.#channels.set(id, { ...known, aside: { since: Temporal.Now.instant(), reason, mend } });
  }
  async channel(id: ChannelId): Promise<KnownChannel | undefined> {
    return this.#channels.get(id);
  }
  async many(ids: readonly ChannelId[]): Promise<readonly KnownChannel[]> {
    return ids.flatMap((id) => this.#channels.get(id) ?? []);
  }
  async channels(): Promise<readonly KnownChannel[]> {
    return [...this.#channels.values()];
  }
  async resolved(): Promise<undefined> {}
  async activatedAt(): Promise<undefined> {}
  async lastSlot(): Promise<undefined> {}
  async pauses(): Promise<readonly never[]> {
    return [];
  }
  byName(name: string): KnownChannel | undefined {
    return [...this.#channels.values()].find((channel) => channel.name === name);
  }
}

type Wish = Parameters<Desk['handle']>[0];

class NotingDesk implements Desk {
  readonly asked: { readonly wish: Wish; readonly actor: Actor }[] = [];
  /** What it answers; by default a sentence that names the wish. */
  answer: (wish: Wish) => Card | Promise<Card> = (wish) => sentence(`You asked: ${wish.type}.`);

  async handle(wish: Wish, actor: Actor) {
    this.asked.push({ wish, actor });
    return { card: await this.answer(wish) };
  }
}

export function sentence(text: string): Card {
  return { kind: 'reply', summary: text, blocks: [{ type: 'paragraph', inlines: [{ type: 'text', text }] }] };
}

export class NotingLog implements Log {
  readonly lines: { readonly level: string; readonly message: string; readonly fields?: LogFields }[] = [];
  #note(level: string, message: string, fields?: LogFields): void {
    this.lines.push({ level, message, ...(fields ? { fields } : {}) });
  }
  debug(message: string, fields?: LogFields): void {
    this.#note('debug', message, fields);
  }
  info(message: string, fields?: LogFields): void {
    this.#note('info', message, fields);
  }
  warn(message: string, fields?: LogFields): void {
    this.#note('warn', message, fields);
  }
  error(message: string, fields?: LogFields): void {
    this.#note('error', message, fields);
  }
  with(): Log {
    return this;
  }
}
