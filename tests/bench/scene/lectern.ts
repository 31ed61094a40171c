import { setTimeout as pass } from 'node:timers/promises';
import { isHolderGone, nameHolder } from '../../../src/app/holder-name.ts';
import { systemClock } from '../../../src/app/system-clock.ts';
import type { LaneId } from '../../../src/domain/ids.ts';
import { createDispatcher, type Dispatcher } from '../../../src/pipeline/dispatch/dispatcher.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import { createSlackService } from '../../../src/platforms/slack/slack-service.ts';
import { createWriteConnections } from '../../../src/platforms/slack/write-client.ts';
import { createTeamsService } from '../../../src/platforms/teams/teams-service.ts';
import type { ChatPlatform, RateLimits } from '../../../src/ports/chat-platform.ts';
import type { Desk } from '../../../src/ports/desk.ts';
import type { ChannelEvents, PlatformService } from '../../../src/ports/platform-service.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createPinoLog } from '../../../src/support/pino-log.ts';
import { Redactor } from '../../../src/support/redaction.ts';
import { addressesOf, botToken, lanesOf, readPolicy, type World } from './world.ts';

/** What sends in a service, put together as `src/app/compose` does: store, platforms, dispatcher. */
export interface Lectern {
  readonly store: Store;
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

export interface LecternOptions {
  readonly world: World;
  readonly storeUrl: string;
  /** Of the door. */
  readonly url: string;
  /** `platform`: the platform's own. `off`: none but what may be in flight. */
  readonly limits: 'platform' | 'off';
}

const log = createPinoLog('warn', new Redactor());

export async function openLectern({ world, storeUrl, url, limits }: LecternOptions): Promise<Lectern> {
  const policy = readPolicy(world);
  const store = await openStore(storeUrl, { clock: systemClock, log });
  const services = await connect(world, url, store);
  const platforms = new Map<LaneId, ChatPlatform>(
    services.map(({ chat }) => [chat.lane, limits === 'off' ? unlimited(chat) : chat]),
  );
  const routes = buildRouteIndex(policy, addressesOf(world));
  const dispatcher = createDispatcher({
    store,
    platforms: () => platforms,
    routes: () => routes,
    policy,
    clock: systemClock,
    log,
    holder: nameHolder(),
    isGone: isHolderGone,
    random: Math.random,
    tellOperators: (text) => Promise.reject(new Error(`operators would be told: ${text}`)),
  });
  return {
    store,
    dispatcher,
    async close() {
      await dispatcher.stop({ drainMs: 5_000 });
      for (const service of services) await service.stop();
      await store.close();
    },
  };
}

/** Resolves when no lane has anything to do any more, or another replica does it. Costs the store nothing. */
async function untilIdle({ dispatcher }: Pick<Lectern, 'dispatcher'>): Promise<void> {
  const isIdle = (): boolean =>
    dispatcher
      .health()
      .lanes.every(({ state, inFlight }) => (state === 'idle' || state === 'elsewhere') && inFlight === 0);
  for (let still = 0; still < 3; still = isIdle() ? still + 1 : 0) await pass(5);
}

/** Idle, and nothing is due that another replica may still let go of. Cards' edits are planned for when they begin. */
export async function untilDone(lectern: Lectern): Promise<void> {
  for (;;) {
    await untilIdle(lectern);
    const next = await lectern.store.read.outbox.nextDue();
    if (next === undefined || Temporal.Instant.compare(next, Temporal.Now.instant()) > 0) return;
  }
}

async function connect(world: World, url: string, store: Store): Promise<readonly PlatformService[]> {
  const common = { desk: NOBODY, events: NOTHING, clock: systemClock, log };
  if (world.platform === 'teams') {
    const { directory } = store.read;
    return [await createTeamsService({ ...common, local: true, directory, serviceUrl: `${url}/` })];
  }
  const connections = createWriteConnections();
  return Promise.all(
    lanesOf(world).map((_, lane) =>
      createSlackService({
        ...common,
        botToken: botToken(lane),
        signingSecret: 'bench-signing-secret',
        apiUrl: `${url}/api/`,
        command: '/seminar',
        connections,
      }),
    ),
  );
}

/** As fast as it goes; what may be in flight stays as the platform's table says. */
function unlimited(chat: ChatPlatform): ChatPlatform {
  const limits: RateLimits = { channel: [], lane: [], edits: [], inFlight: chat.limits.inFlight };
  return {
    platform: chat.platform,
    lane: chat.lane,
    capabilities: chat.capabilities,
    timeoutMs: chat.timeoutMs,
    limits,
    resolve: (address) => chat.resolve(address),
    post: (message) => chat.post(message),
    update: (at, card) => chat.update(at, card),
    remove: (at) => chat.remove(at),
    find: (query) => chat.find(query),
  };
}

const NOBODY: Desk = {
  handle: () => Promise.reject(new Error('nobody asks anything here')),
};
const NOTHING: ChannelEvents = {
  seen: () => Promise.resolve(),
  lost: (channel) => Promise.reject(new Error(`${channel} is taken for lost`)),
};

/** Sends everything that is due there, uncounted, so that what is measured afterwards is compiled. */
export async function warmUpLectern(options: Parameters<typeof openLectern>[0]): Promise<void> {
  const lectern = await openLectern(options);
  await lectern.dispatcher.start();
  await untilDone(lectern);
  await lectern.close();
}
