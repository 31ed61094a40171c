import { onTestFinished } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { type ChannelId, channelIdOf, LaneId, RouteId, type SeminarId } from '../../../src/domain/ids.ts';
import { mergedOf } from '../../../src/domain/merge.ts';
import type { Notice, NoticeKind } from '../../../src/domain/notice.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Route, RouteIndex } from '../../../src/domain/route.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { createDispatcher, type Dispatcher } from '../../../src/pipeline/dispatch/dispatcher.ts';
import type { PlanContext } from '../../../src/pipeline/plan/plan-context.ts';
import { saveSeminars } from '../../../src/pipeline/plan/save-seminars.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import type { ChatPlatform } from '../../../src/ports/chat-platform.ts';
import type { Log, LogFields } from '../../../src/ports/log.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { type ChatOptions, ChatServer, connectChat, type StoredMessage } from '../../support/fake-chat.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { createMortalStore, type MortalStore } from './mortal-store.ts';

export const LANE = LaneId.parse('slack:T1');
export const OTHER_LANE = LaneId.parse('slack:T2');
export const CHANNEL = channelIdOf(LANE, 'C-TIDES');
export const FAR_CHANNEL = channelIdOf(OTHER_LANE, 'C-FOAM');
export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

/** Nothing is due before a test says so: Monday, long before the sample's start on Thursday 3 December at 11:00. */
const MONDAY = '2026-11-16T08:00:00+10:00';

export interface Process {
  readonly dispatcher: Dispatcher;
  readonly mortal: MortalStore;
  /** What is connected, which a test may change. */
  readonly platforms: Map<LaneId, ChatPlatform>;
}

export interface World {
  readonly clock: VirtualClock;
  /** The database itself, whoever is dead. */
  readonly store: Store;
  readonly server: ChatServer;
  readonly policy: Policy;
  readonly context: PlanContext;
  /** What the operators were told. */
  readonly told: string[];
  /** What went wrong inside, by the log. */
  readonly errors: { readonly message: string; readonly fields?: LogFields }[];
  /** A process of its own, with its own connection to the server. */
  start(options?: {
    readonly chat?: Partial<ChatOptions>;
    /** Whether it can tell that an earlier process is over. */
    readonly isGone?: (holder: string) => boolean;
    /** Where routes lead, as far as it has heard. */
    readonly routes?: () => RouteIndex;
  }): Promise<Process>;
  save(seminar: Seminar): Promise<Seminar>;
  notice(kind: NoticeKind): Promise<Notice>;
  notices(seminar?: SeminarId): Promise<readonly Notice[]>;
  /** States by kind, e.g. `announcement: sent`. */
  states(): Promise<Readonly<Record<string, string>>>;
  /** The kinds of the cards that stand in a channel. */
  kinds(channel?: ChannelId): readonly string[];
  /** Stops what lives and closes the store; happens by itself when a test ends. */
  close(): Promise<void>;
  /** What a card says, all of its words. */
  words(message: StoredMessage | undefined): string;
  /** The ledger of one notice: states with reasons. */
  ledger(notice: Notice): Promise<readonly string[]>;
}

export interface WorldOptions {
  readonly policy?: Partial<Policy>;
  readonly route?: Partial<Route>;
  readonly now?: string;
  readonly chat?: Partial<ChatOptions>;
  /** Channels that stand already, and the time that it is there. */
  readonly server?: ChatServer;
  readonly clock?: VirtualClock;
  /** Lanes besides the first. */
  readonly lanes?: readonly ChatOptions[];
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const clock = options.clock ?? new VirtualClock(options.now ?? MONDAY);
  const errors: World['errors'] = [];
  const log = listen(errors);
  const store = await openStore('sqlite::memory:', { clock, log });
  const server = options.server ?? new ChatServer(clock);
  const policy = aPolicy(options);
  const context = { policy, routes: buildRouteIndex(policy, RESOLVED) };
  const told: string[] = [];
  const processes: Process[] = [];
  clock.rest = () => restOf(processes, server);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= (async () => {
      const living = processes.filter(({ mortal }) => !mortal.isDead);
      await Promise.all(living.map(({ dispatcher }) => dispatcher.stop({ drainMs: 0 })).concat(fire(clock)));
      await store.close();
    })();
    return closing;
  };
  onTestFinished(close);

  return {
    close,
    clock,
    store,
    server,
    policy,
    context,
    told,
    errors,
    async start({ chat, isGone, routes = () => context.routes } = {}) {
      const mortal = createMortalStore(store);
      const lanes = [{ lane: LANE, ...options.chat, ...chat }, ...(options.lanes ?? [])];
      const platforms = new Map<LaneId, ChatPlatform>(
        lanes.map((lane) => [lane.lane, connectChat(server, clock, lane)]),
      );
      const dispatcher = createDispatcher({
        store: mortal.store,
        platforms: () => platforms,
        routes,
        policy,
        clock,
        log,
        holder: 'test',
        random: () => 0.5,
        ...(isGone ? { isGone } : {}),
        tellOperators: async (text) => void told.push(text),
      });
      const process = { dispatcher, mortal, platforms };
      processes.push(process);
      void dispatcher.start();
      await clock.rest();
      return process;
    },
    async save(seminar) {
      const saved = await store.transaction(async (tx) => {
        const before = await tx.seminars.get(seminar.id);
        const change = { id: seminar.id, fields: mergedOf(seminar), publication: seminar.publication };
        return saveSeminars(tx, [before ? { ...change, before } : change], context, clock.now());
      });
      await clock.rest();
      const [first] = saved.seminars;
      if (!first) throw new Error('nothing was saved');
      return first;
    },
    async notice(kind) {
      const [found, ...others] = await store.read.outbox.find({ kinds: [kind] });
      if (!found || others.length > 0) throw new Error(`not exactly one ${kind}: ${others.length + 1}`);
      return found;
    },
    notices: (seminar) => store.read.outbox.find(seminar ? { seminar } : {}),
    async states() {
      const notices = await store.read.outbox.find({});
      return Object.fromEntries(notices.map((notice) => [labelOf(notice), notice.state]));
    },
    kinds: (channel) => server.standing(channel).map(({ card }) => card.kind),
    words: (message) => (message ? JSON.stringify(message.card) : ''),
    async ledger(notice) {
      const history = await store.read.outbox.history({ notice: notice.id });
      return history.map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));
    },
  };
}

/** Stopping waits for time to pass where something hangs. */
async function fire(clock: VirtualClock): Promise<void> {
  await clock.advance({ minutes: 2 });
}

function labelOf({ kind, key, channel }: Notice): string {
  const offset = 'offset' in key && kind === 'reminder' ? ` ${key.offset}` : '';
  const place = channel === CHANNEL ? '' : ` in ${channel}`;
  return `${kind}${offset}${place}`;
}

const RESOLVED: ReadonlyMap<string, ChannelId> = new Map([
  ['slack:#tides', CHANNEL],
  ['slack:T2/#foam', FAR_CHANNEL],
]);

function aRoute(over: Partial<Route> = {}): Route {
  return {
    id: RouteId.parse('all'),
    match: { all: true },
    to: [parseAddress('slack:#tides')],
    announce: { when: parseOffset('7d@09:00'), needs: [], latest: parseOffset('3d') },
    remind: [parseOffset('0d@09:00'), parseOffset('15m')],
    startingNow: false,
    joinLink: 'reminder',
    changes: 'auto',
    audience: 'members',
    ...over,
  };
}

function aPolicy({ policy = {}, route = {} }: WorldOptions): Policy {
  return {
    mode: 'live',
    timezone: 'Australia/Brisbane',
    locale: 'en-AU',
    dateOrder: 'day-first',
    workdays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
    closed: [],
    audience: 'members',
    operators: [],
    series: [],
    routes: [aRoute(route)],
    digests: [],
    guard: { burst: 5, largeChannel: 500 },
    command: '/seminar',
    retention: { ledger: 400, people: 90, rawText: 30, attendance: 7 },
    ...policy,
  };
}

/** Turns of the event loop without anybody asking the store or the server anything: then nothing happens any more. */
const STILL_TURNS = 12;

async function restOf(processes: readonly Process[], server: ChatServer): Promise<void> {
  const activity = (): number =>
    processes.reduce((sum, { mortal }) => sum + mortal.activity(), server.requests.length);
  let still = 0;
  for (let before = activity(); still < STILL_TURNS; ) {
    await new Promise((resolve) => void setImmediate(resolve));
    const now = activity();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}

function listen(errors: World['errors']): Log {
  const quiet = (): void => undefined;
  const log: Log = {
    debug: quiet,
    info: quiet,
    warn: quiet,
    error: (message, fields) => void errors.push({ message, ...(fields ? { fields } : {}) }),
    with: () => log,
  };
  return log;
}
