import type { Card } from '../../src/domain/card.ts';
import type { Failure } from '../../src/domain/failure.ts';
import {
  type ChannelId,
  channelIdOf,
  type LaneId,
  MessageId,
  platformOf,
  splitChannelId,
} from '../../src/domain/ids.ts';
import type {
  Capabilities,
  ChatPlatform,
  Done,
  FindQuery,
  Found,
  PostMark,
  PostOutcome,
  RateLimits,
  Survey,
  SurveyQuery,
} from '../../src/ports/chat-platform.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** A message as the server holds it. */
export interface StoredMessage {
  readonly message: MessageId;
  readonly channel: ChannelId;
  readonly thread?: MessageId;
  readonly key: string;
  readonly mark?: PostMark;
  readonly card: Card;
  readonly at: Temporal.Instant;
  readonly edits: number;
}

export type ChatRequest =
  | { readonly type: 'post'; readonly channel: ChannelId; readonly key: string }
  | { readonly type: 'update' | 'remove'; readonly channel: ChannelId; readonly message: MessageId }
  | { readonly type: 'find' | 'survey'; readonly channel: ChannelId };

/** What befalls one request. */
export type ChatFault =
  /** The connection is refused: nothing arrives, and the client knows. */
  | { readonly type: 'refused' }
  /** Reset once the request was written: the server may have carried it out (`stored`) or not. */
  | { readonly type: 'reset'; readonly stored: boolean }
  /** No answer ever comes. `arrivesAfterMs`: the server carries it out only then. */
  | { readonly type: 'hang'; readonly stored: boolean; readonly arrivesAfterMs?: number }
  | { readonly type: 'throttle'; readonly afterMs: number; readonly scope: 'channel' | 'lane' }
  /** Refused with this failure, nothing carried out. */
  | { readonly type: 'failure'; readonly failure: Failure };

/**
 * The servers of a chat platform, in memory: messages stand here whoever asked for them, and stay when a client dies.
 * What the service knows of this it learns through `connectChat` alone.
 */
export class ChatServer {
  readonly #clock: Clock;
  readonly #messages: StoredMessage[] = [];
  #minted = 0;
  /** Every request that reached the server, in order. */
  readonly requests: (ChatRequest & { readonly at: Temporal.Instant })[] = [];
  /** Asked for each request; absent: it goes well. */
  fault: (request: ChatRequest) => ChatFault | undefined = () => undefined;
  /** From a request's arrival to its answer, in milliseconds. */
  latencyMs: (request: ChatRequest) => number = () => 0;
  /** How many of a channel's newest messages a look can read; absent: all. */
  historyReach: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What stands in a channel now, oldest first, threads included. */
  standing(channel?: ChannelId): readonly StoredMessage[] {
    return channel ? this.#messages.filter((message) => message.channel === channel) : [...this.#messages];
  }

  deleteByPerson(message: MessageId): void {
    const at = this.#messages.findIndex((stored) => stored.message === message);
    if (at >= 0) this.#messages.splice(at, 1);
  }

  note(request: ChatRequest): void {
    this.requests.push({ ...request, at: this.#clock.now() });
  }

  store(message: Omit<StoredMessage, 'message' | 'at' | 'edits'>): MessageId {
    this.#minted += 1;
    // Of one length, growing: as time stamps are.
    const id = MessageId.parse(String(this.#minted).padStart(8, '0'));
    this.#messages.push({ ...message, message: id, at: this.#clock.now(), edits: 0 });
    return id;
  }

  has(message: MessageId): boolean {
    return this.#messages.some((stored) => stored.message === message);
  }

  edit(message: MessageId, card: Card): boolean {
    const at = this.#messages.findIndex((stored) => stored.message === message);
    const before = this.#messages[at];
    if (!before) return false;
    this.#messages[at] = { ...before, card, edits: before.edits + 1 };
    return true;
  }

  remove(message: MessageId): boolean {
    const before = this.#messages.length;
    this.deleteByPerson(message);
    return this.#messages.length < before;
  }

  /** Threads are not in a channel's history. */
  survey({ channel, from, to }: SurveyQuery): Survey {
    const read = this.#messages
      .filter((stored) => stored.channel === channel && stored.thread === undefined)
      .slice(-(this.historyReach ?? Number.POSITIVE_INFINITY));
    const posts = read.flatMap(({ message, key, mark: by, at: postedAt }) =>
      by && Temporal.Instant.compare(postedAt, from) >= 0 && Temporal.Instant.compare(postedAt, to) <= 0
        ? [{ message, key, by, postedAt }]
        : [],
    );
    return { type: 'surveyed', extent: 'whole', posts };
  }

  look({ channel, thread, keys, from, to }: FindQuery): Found {
    const inPlace = this.#messages.filter((stored) => stored.channel === channel && stored.thread === thread);
    const reach = this.historyReach;
    const read = inPlace.slice(Math.max(0, inPlace.length - (reach ?? inPlace.length)));
    const messages = new Map<string, MessageId[]>();
    for (const stored of read) {
      if (!keys.includes(stored.key)) continue;
      if (Temporal.Instant.compare(stored.at, from) < 0 || Temporal.Instant.compare(stored.at, to) > 0)
        continue;
      messages.set(stored.key, [...(messages.get(stored.key) ?? []), stored.message]);
    }
    return { type: 'read', complete: read.length === inPlace.length, messages };
  }
}

export interface ChatOptions {
  readonly lane: LaneId;
  readonly timeoutMs?: number;
  readonly limits?: RateLimits;
  readonly capabilities?: Partial<Capabilities>;
}

/** As fast as one likes. */
export const UNLIMITED: RateLimits = { channel: [], lane: [], edits: [], inFlight: 64 };

/** A process' own connection to the server. Failures are values, time-outs are its own. */
export function connectChat(server: ChatServer, clock: Clock, options: ChatOptions): ChatPlatform {
  const { lane, timeoutMs = 10_000, limits = UNLIMITED } = options;
  const capabilities = { find: true, update: true, remove: true, reply: true, ...options.capabilities };

  const call = <T extends { readonly type: string }>(
    request: ChatRequest,
    carryOut: () => T | Failure,
  ): Promise<T | Failure> => {
    const fault = server.fault(request);
    if (fault?.type === 'refused') return Promise.resolve({ type: 'retry', reason: 'connection refused' });
    server.note(request);
    const latency = server.latencyMs(request);
    return new Promise((resolve) => {
      const answer = (outcome: T | Failure): void => {
        if (latency === 0) resolve(outcome);
        else clock.at(clock.now().add({ milliseconds: latency }), () => resolve(outcome));
      };
      const giveUp = (): void => {
        clock.at(clock.now().add({ milliseconds: timeoutMs }), () =>
          resolve({ type: 'unknown', reason: 'timed out' }),
        );
      };
      switch (fault?.type) {
        case undefined:
          if (latency > timeoutMs) giveUp();
          return answer(carryOut());
        case 'reset':
          if (fault.stored) carryOut();
          return answer({ type: 'unknown', reason: 'connection reset' });
        case 'hang':
          if (fault.arrivesAfterMs !== undefined) {
            clock.at(clock.now().add({ milliseconds: fault.arrivesAfterMs }), () => void carryOut());
          } else if (fault.stored) carryOut();
          return giveUp();
        case 'throttle': {
          const { afterMs, scope } = fault;
          return answer({ type: 'throttled', afterMs, scope, reason: 'too many requests' });
        }
        case 'failure':
          return answer(fault.failure);
      }
    });
  };

  const done: Done = { type: 'done' };
  const gone: Failure = { type: 'messageGone', reason: 'message not found' };
  return {
    platform: platformOf(lane),
    lane,
    capabilities,
    limits,
    timeoutMs,
    resolve: async ({ target }) => ({
      type: 'resolved',
      channel: channelIdOf(lane, target),
      name: target,
      kind: 'channel',
    }),
    post: ({ channel, card, key, mark, thread }) =>
      call<Extract<PostOutcome, { type: 'posted' }>>({ type: 'post', channel, key }, () => {
        assertOwn(channel, lane);
        if (thread && !server.has(thread)) return gone;
        const message = server.store({
          channel,
          card,
          key,
          ...(mark ? { mark } : {}),
          ...(thread ? { thread } : {}),
        });
        return { type: 'posted', message };
      }),
    update: ({ channel, message }, card) =>
      call<Done>({ type: 'update', channel, message }, () => (server.edit(message, card) ? done : gone)),
    remove: ({ channel, message }) =>
      call<Done>({ type: 'remove', channel, message }, () => (server.remove(message) ? done : gone)),
    ...(capabilities.find
      ? {
          survey: (query: SurveyQuery) =>
            call({ type: 'survey', channel: query.channel }, () => server.survey(query)),
        }
      : {}),
    find: (query) =>
      call<Extract<Found, { type: 'read' }>>({ type: 'find', channel: query.channel }, () => {
        const found = server.look(query);
        return found;
      }),
  };
}

function assertOwn(channel: ChannelId, lane: LaneId): void {
  if (splitChannelId(channel).lane !== lane) throw new RangeError(`${channel} is not of ${lane}`);
}
