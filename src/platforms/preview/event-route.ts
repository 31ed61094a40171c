import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Policy } from '../../domain/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StoreReader } from '../../ports/store.ts';
import { sendText, urlOf } from '../../support/http-reply.ts';
import { isLocalRequest } from '../../support/local-request.ts';
import type { BoardFeed, NumberedEvent } from './board-feed.ts';
import type { ReadStates } from './channel-state.ts';
import { renderState } from './channel-state-view.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import { channelElementId, type PostView, postElementId } from './post-view.ts';
import { PREVIEW_LANE } from './preview-address.ts';
import type { ShowPost } from './shown-post.ts';

/** Each open page holds one connection. */
const MOST_STREAMS = 200;

export interface EventOptions {
  readonly feed: BoardFeed;
  readonly read: StoreReader;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  readonly loopback: boolean;
  readonly showPost: ShowPost;
  readonly readStates: ReadStates;
  readonly view: PostView;
}

export interface EventHandler {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends every stream, so that the server can stop. */
  close(): void;
}

/** `GET /preview/events?after=ID`: what changes, from that event on. `reset`: too much was missed, load anew. */
export function createEventHandler(options: EventOptions): EventHandler {
  const { feed, log } = options;
  const streams = new Set<EventStream>();

  return {
    async handle(request, response) {
      if (streams.size >= MOST_STREAMS) {
        return sendText(request, response, 503, 'Too many pages are open.');
      }
      const local = isLocalRequest(request, options.loopback);
      const after = String(
        request.headers['last-event-id'] ?? urlOf(request).searchParams.get('after') ?? '',
      );
      const pending: NumberedEvent[] = [];
      let caughtUp = false;
      // One at a time, in order: rendering waits for the store.
      let sending: Promise<void> = Promise.resolve();
      const send = (events: readonly NumberedEvent[]): void => {
        sending = sending.then(() => sendEvents(options, stream, events, local));
        sending.catch((error: unknown) => {
          log.warn('an event could not be shown', { error });
          stream.close();
        });
      };
      const unsubscribe = feed.subscribe((events) => {
        if (caughtUp) send(events);
        else pending.push(...events);
      });
      const stream = openEventStream(response, options.clock, () => {
        unsubscribe();
        streams.delete(stream);
      });
      streams.add(stream);

      const missed = await feed.since(after);
      if (missed === undefined) {
        stream.send('reset', null);
        stream.close();
        return;
      }
      const seen = new Set(missed.map(({ id }) => id));
      send([...missed, ...pending.filter(({ id }) => !seen.has(id))]);
      caughtUp = true;
    },
    close() {
      for (const stream of streams) stream.close();
    },
  };
}

async function sendEvents(
  { read, policy, showPost, readStates, view }: EventOptions,
  stream: EventStream,
  events: readonly NumberedEvent[],
  local: boolean,
): Promise<void> {
  for (const { id, event } of events) {
    if (!stream.open) return;
    if (event.type === 'seminars') {
      stream.send('seminars', null, id);
      continue;
    }
    if (event.type === 'states') {
      if (local) stream.send('states', await renderStates(read, readStates, policy), id);
      continue;
    }
    const { channel, message } = event;
    const place = { channel: channelElementId(channel), post: postElementId(channel, message) };
    const stands = event.type === 'removed' ? undefined : await read.board.message(channel, message);
    const shown = stands && (await showPost(stands, local));
    // What may not be seen any more goes, whatever became of it.
    if (!shown) {
      stream.send('removed', place, id);
      continue;
    }
    const markup = await view.post(shown, local);
    const root = shown.thread === undefined ? {} : { thread: shown.thread };
    stream.send(event.type, { ...place, message, ...root, html: markup.toString() }, id);
  }
}

/** By the element that shows the channel. A channel that nothing was posted to yet is there by its name alone. */
async function renderStates(
  read: StoreReader,
  readStates: ReadStates,
  policy: Policy,
): Promise<Readonly<Record<string, string>>> {
  const stateOf = await readStates();
  const known = await read.directory.channels(PREVIEW_LANE);
  const channels = new Set([...(await read.board.channels()), ...known.map(({ id }) => id)]);
  const shown = [...channels].map(async (channel): Promise<[string, string]> => {
    const markup = await renderState(channel, stateOf(channel), policy);
    return [channelElementId(channel), markup.toString()];
  });
  return Object.fromEntries(await Promise.all(shown));
}
