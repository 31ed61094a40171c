import { createHash, randomBytes } from 'node:crypto';
import type { ChannelId, MessageId } from '../../domain/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { BoardMessage } from '../../ports/store/board.ts';
import type { Store } from '../../ports/store.ts';
import { writeStates } from './channel-state.ts';

/** What pages have to show anew. `seminars`: the list of what is coming up; `states`: what holds channels still. */
type BoardEvent =
  | {
      readonly type: 'posted' | 'edited' | 'removed';
      readonly channel: ChannelId;
      readonly message: MessageId;
    }
  | { readonly type: 'seminars' }
  | { readonly type: 'states' };

export interface NumberedEvent {
  /** Names this process and the event's place: what a page sends back to catch up. */
  readonly id: string;
  readonly event: BoardEvent;
}

/**
 * The board as a stream of changes. The store says only *that* something was written, by this process or another; what
 * it was is found by comparing with what was there before. Nothing is read while nobody looks.
 */
export interface BoardFeed {
  /** Reads the board; the id of the newest event then. A page that is drawn afterwards misses nothing after it. */
  cursor(): Promise<string>;
  /** What came after; undefined where that is too long ago, or was another process: show everything anew. */
  since(id: string): Promise<readonly NumberedEvent[] | undefined>;
  subscribe(listener: (events: readonly NumberedEvent[]) => void): () => void;
  stop(): void;
}

/** Messages of a channel that are shown and watched. */
export const SHOWN_MESSAGES = 30;
/** Events kept for those who come back after an interruption. */
const KEPT_EVENTS = 500;

export function createBoardFeed(store: Store, log: Log): BoardFeed {
  const boot = randomBytes(6).toString('base64url');
  const listeners = new Set<(events: readonly NumberedEvent[]) => void>();
  const kept: NumberedEvent[] = [];
  let known: BoardState | undefined;
  let states: string | undefined;
  let count = 0;
  let reading: Promise<void> | undefined;
  let again = false;

  const idOf = (place: number): string => `${boot}-${place}`;

  function publish(events: readonly BoardEvent[]): void {
    if (events.length === 0) return;
    const numbered = events.map((event) => {
      count += 1;
      return { id: idOf(count), event };
    });
    kept.push(...numbered);
    kept.splice(0, Math.max(0, kept.length - KEPT_EVENTS));
    for (const listener of listeners) listener(numbered);
  }

  async function readOnce(): Promise<void> {
    const before = known;
    const now = await readBoard(store);
    known = now;
    if (before) publish(await compare(before, now, store));
    const held = states;
    states = await writeStates(store.read);
    if (held !== undefined && held !== states) publish([{ type: 'states' }]);
  }

  /** One reading at a time: two at once could see the board in the wrong order. */
  function refresh(): Promise<void> {
    if (reading) {
      again = true;
      return reading;
    }
    reading = (async () => {
      try {
        do {
          again = false;
          await readOnce();
        } while (again);
      } finally {
        reading = undefined;
      }
    })();
    return reading;
  }

  const unwatch = store.watch(({ topics }) => {
    if (listeners.size === 0) return;
    if (topics.has('seminars')) publish([{ type: 'seminars' }]);
    if (topics.has('board') || topics.has('directory') || topics.has('outbox')) {
      refresh().catch((error: unknown) => log.warn('reading the board failed', { error }));
    }
  });

  return {
    async cursor() {
      await refresh();
      return idOf(count);
    },
    async since(id) {
      await refresh();
      const place = Number(id.slice(boot.length + 1));
      if (!id.startsWith(`${boot}-`) || !Number.isInteger(place) || place > count) return undefined;
      const missed = count - place;
      return missed > kept.length ? undefined : kept.slice(kept.length - missed);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      unwatch();
      listeners.clear();
    },
  };
}

/** Channel → message → hash of what it shows. */
type BoardState = ReadonlyMap<ChannelId, ReadonlyMap<MessageId, string>>;

async function readBoard(store: Store): Promise<BoardState> {
  const state = new Map<ChannelId, ReadonlyMap<MessageId, string>>();
  for (const channel of await store.read.board.channels()) {
    const messages = await store.read.board.messages(channel, SHOWN_MESSAGES);
    state.set(channel, new Map(messages.map((message) => [message.message, hashOf(message)])));
  }
  return state;
}

function hashOf(message: BoardMessage): string {
  return createHash('sha256').update(JSON.stringify(message.card)).digest('base64url');
}

async function compare(before: BoardState, now: BoardState, store: Store): Promise<readonly BoardEvent[]> {
  const events: BoardEvent[] = [];
  for (const [channel, messages] of now) {
    const old = before.get(channel);
    for (const [message, hash] of messages) {
      const was = old?.get(message);
      if (was === undefined) events.push({ type: 'posted', channel, message });
      else if (was !== hash) events.push({ type: 'edited', channel, message });
    }
  }
  for (const [channel, messages] of before) {
    for (const message of messages.keys()) {
      if (now.get(channel)?.has(message)) continue;
      // It may only have been pushed out of what is shown by newer ones.
      const stands = await store.read.board.message(channel, message);
      if (!stands) events.push({ type: 'removed', channel, message });
    }
  }
  return events;
}
