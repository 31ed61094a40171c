import type { WebClient } from '@slack/web-api';
import type { Failure } from '../../domain/failure.ts';
import { MessageId, splitChannelId } from '../../domain/ids.ts';
import type { FindQuery, Found } from '../../ports/chat-platform.ts';
import type { Clock } from '../../ports/clock.ts';
import { refusalCode } from './failure-of.ts';
import type { SlackIdentity } from './identity.ts';
import { type Deadline, msUntil, type ReadBudget } from './read-budget.ts';
import { withinDeadline } from './within-deadline.ts';

/** The type of the metadata that every post carries; its payload is `{ key }`. */
export const METADATA_TYPE = 'lectern_notice';

/** Slack recommends no more than 200 (docs.slack.dev/reference/methods/conversations.history). */
const PAGE = 200;

interface Reading {
  readonly client: WebClient;
  readonly identity: SlackIdentity;
  readonly budget: ReadBudget;
  readonly clock: Clock;
  readonly failure: (error: unknown) => Failure;
}

/**
 * Looks for posts of this bot by the keys in their metadata, in the channel's history or in one thread. Replies are not
 * in the history, so a thread is read on its own. Everything in the window is read, because a key may stand twice; the
 * copies of a key are given oldest first, each once (a thread's root comes with each of its pages).
 */
export async function findPosts(query: FindQuery, deadline: Deadline, reading: Reading): Promise<Found> {
  const wanted = new Set(query.keys);
  const messages = new Map<string, MessageId[]>();
  const method = query.thread === undefined ? 'conversations.history' : 'conversations.replies';
  let cursor = '';
  do {
    const wait = await reading.budget.admit(method, deadline);
    if (wait) return wait;
    const page = await withinDeadline(readPage(query, cursor, reading), msUntil(reading.clock, deadline));
    if (page.type === 'late') return { type: 'read', complete: false, messages };
    if (page.type === 'failed') return unreadable(page.error, messages, reading);
    for (const message of page.value.messages ?? []) {
      const key = keyOf(message, reading.identity);
      if (key === undefined || !wanted.has(key) || message.ts === undefined) continue;
      const copies = new Set(messages.get(key)).add(MessageId.parse(message.ts));
      messages.set(key, [...copies].sort());
    }
    // Free workspaces hide what is older than 90 days: the window was then not read to its end.
    if ('is_limited' in page.value && page.value.is_limited === true) {
      return { type: 'read', complete: false, messages };
    }
    cursor = page.value.response_metadata?.next_cursor ?? '';
    if (page.value.has_more && cursor === '') return { type: 'read', complete: false, messages };
  } while (cursor !== '');
  return { type: 'read', complete: true, messages };
}

function readPage(query: FindQuery, cursor: string, { client }: Reading) {
  const window = {
    channel: splitChannelId(query.channel).native,
    oldest: timestampOf(query.from),
    latest: timestampOf(query.to),
    inclusive: true,
    include_all_metadata: true,
    limit: PAGE,
    ...(cursor === '' ? {} : { cursor }),
  } as const;
  return query.thread === undefined
    ? client.conversations.history(window)
    : client.conversations.replies({ ...window, ts: query.thread });
}

/** Not allowed to look: absence proves nothing. Anything else is a failure like others; reading has no side effect. */
function unreadable(error: unknown, messages: ReadonlyMap<string, MessageId[]>, { failure }: Reading): Found {
  const code = refusalCode(error);
  if (code === 'missing_scope' || code === 'not_in_channel' || code === 'thread_not_found') {
    return { type: 'read', complete: false, messages };
  }
  const mapped = failure(error);
  return mapped.type === 'unknown' ? { type: 'retry', reason: mapped.reason } : mapped;
}

interface ReadMessage {
  readonly ts?: string;
  readonly bot_id?: string;
  readonly user?: string;
  readonly metadata?: { readonly event_type?: string; readonly event_payload?: object };
}

function keyOf(message: ReadMessage, identity: SlackIdentity): string | undefined {
  // Anybody may post metadata of our type: only what this bot posted counts.
  if (message.bot_id !== identity.botId && message.user !== identity.botUserId) return undefined;
  const { event_type: type, event_payload: payload } = message.metadata ?? {};
  if (type !== METADATA_TYPE || payload === undefined || !('key' in payload)) return undefined;
  return typeof payload.key === 'string' ? payload.key : undefined;
}

/** Slack's `ts`: seconds with six decimals. */
function timestampOf(instant: Temporal.Instant): string {
  const micros = instant.epochNanoseconds / 1000n;
  return `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}`;
}
