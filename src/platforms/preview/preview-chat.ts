import type { Failure } from '../../domain/failure.ts';
import { channelIdOf, type MessageId, splitChannelId } from '../../domain/ids.ts';
import type {
  ChatPlatform,
  Done,
  FindQuery,
  Found,
  OutgoingMessage,
  PostOutcome,
} from '../../ports/chat-platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { PREVIEW_LANE, placeOfAddress } from './preview-address.ts';

/** A store that is locked for longer is treated as a platform that does not answer. */
const TIMEOUT_MS = 10_000;

/** The preview as a chat platform: the store's board holds its messages, as Slack's servers hold Slack's. */
export function createPreviewChat(store: Store, clock: Clock): ChatPlatform {
  return {
    platform: 'preview',
    lane: PREVIEW_LANE,
    capabilities: { find: true, update: true, remove: true, reply: true },
    limits: { channel: [], lane: [], edits: [], inFlight: 8 },
    timeoutMs: TIMEOUT_MS,

    async resolve(address) {
      const place = placeOfAddress(address);
      if (place) return { type: 'resolved', ...place };
      return {
        type: 'unresolved',
        reason: `"${address.text}" names no channel of the preview`,
        mend: 'write preview:#name; the preview has no workspaces',
        transient: false,
      };
    },

    post: (message) => withinTime(() => addPost(store, clock, message), 'unknown'),

    update: (at, card) =>
      withinTime<Done>(async () => {
        const now = clock.now();
        const edited = await store.transaction((tx) => tx.board.edit(at.channel, at.message, card, now));
        return edited ? { type: 'done' } : gone();
      }, 'retry'),

    remove: (at) =>
      withinTime<Done>(async () => {
        const removed = await store.transaction((tx) => tx.board.remove(at.channel, at.message));
        return removed ? { type: 'done' } : gone();
      }, 'retry'),

    find: (query) => withinTime(() => findPosts(store, query), 'retry'),
  };
}

async function addPost(store: Store, clock: Clock, message: OutgoingMessage): Promise<PostOutcome> {
  const { lane, native } = splitChannelId(message.channel);
  if (lane !== PREVIEW_LANE) {
    return {
      type: 'channelGone',
      reason: `${message.channel} is no channel of the preview`,
      mend: 'name a preview channel, such as preview:#seminars',
    };
  }
  const postedAt = clock.now();
  const added = await store.transaction((tx) =>
    tx.board.add({
      channel: channelIdOf(lane, native),
      ...(message.thread === undefined ? {} : { thread: message.thread }),
      key: message.key,
      card: message.card,
      postedAt,
    }),
  );
  return { type: 'posted', message: added.message };
}

async function findPosts(store: Store, query: FindQuery): Promise<Found> {
  const messages = new Map<string, readonly MessageId[]>();
  for (const key of query.keys) {
    const posts = await store.read.board.byKey(query.channel, key);
    const inWindow = posts.filter(
      (post) =>
        post.thread === query.thread &&
        Temporal.Instant.compare(post.postedAt, query.from) >= 0 &&
        Temporal.Instant.compare(post.postedAt, query.to) <= 0,
    );
    if (inWindow.length > 0)
      messages.set(
        key,
        inWindow.map((post) => post.message),
      );
  }
  return { type: 'read', complete: true, messages };
}

function gone(): Failure {
  return { type: 'messageGone', reason: 'the message is not on the board any more' };
}

/**
 * A store that throws or hangs becomes a failure value. After a post its outcome is unknown (a commit may have been
 * the last thing that worked); an edit, a removal or a look-up may simply be done again.
 */
async function withinTime<T>(
  work: () => Promise<T | Failure>,
  otherwise: 'unknown' | 'retry',
): Promise<T | Failure> {
  const late = Promise.withResolvers<Failure>();
  const timer = setTimeout(
    () => late.resolve({ type: otherwise, reason: `the store did not answer within ${TIMEOUT_MS / 1000} s` }),
    TIMEOUT_MS,
  );
  try {
    return await Promise.race([work(), late.promise]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { type: otherwise, reason: `the store failed: ${why}` };
  } finally {
    clearTimeout(timer);
  }
}
