import type { WebClient } from '@slack/web-api';
import type { Failure } from '../../domain/failure.ts';
import { type ChannelId, MessageId, splitChannelId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import { refusalCode } from './failure-of.ts';
import type { SlackIdentity } from './identity.ts';
import { type Deadline, msUntil, type ReadBudget } from './read-budget.ts';
import { withinDeadline } from './within-deadline.ts';

/** The type of the metadata that every post carries; its payload is `{ key, installation, store }`. */
export const METADATA_TYPE = 'lectern_notice';

/** Slack recommends no more than 200 (docs.slack.dev/reference/methods/conversations.history). */
const PAGE = 200;

export interface Reading {
  readonly client: WebClient;
  readonly identity: SlackIdentity;
  readonly budget: ReadBudget;
  readonly clock: Clock;
  readonly failure: (error: unknown) => Failure;
}

export interface ReadWindow {
  readonly channel: ChannelId;
  readonly thread?: MessageId;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** A post of this bot, as its metadata tell of it: texts, or absent. */
export interface ReadPost {
  readonly message: MessageId;
  readonly key: string;
  readonly installation?: string;
  readonly store?: string;
}

/** `end`: read to the window's end. `late`: time ran out. `unreadable`: not allowed to look, or part of it is hidden. */
export type ReadResult = { readonly type: 'end' | 'late' | 'unreadable' } | Failure;

/**
 * Reads the posts of this bot in a channel's history or in one thread, newest page first, and hands each over. Replies are
 * not in the history, so a thread is read on its own. A thread's root comes with each of its pages.
 */
export async function readPosts(
  window: ReadWindow,
  deadline: Deadline,
  reading: Reading,
  visit: (post: ReadPost) => void,
): Promise<ReadResult> {
  const method = window.thread === undefined ? 'conversations.history' : 'conversations.replies';
  let cursor = '';
  do {
    const wait = await reading.budget.admit(method, deadline);
    if (wait) return wait;
    const page = await withinDeadline(readPage(window, cursor, reading), msUntil(reading.clock, deadline));
    if (page.type === 'late') return { type: 'late' };
    if (page.type === 'failed') return unreadable(page.error, reading);
    for (const message of page.value.messages ?? []) {
      const post = postOf(message, reading.identity);
      if (post) visit(post);
    }
    // Free workspaces hide what is older than 90 days: the window was then not read to its end.
    if ('is_limited' in page.value && page.value.is_limited === true) return { type: 'unreadable' };
    cursor = page.value.response_metadata?.next_cursor ?? '';
    if (page.value.has_more && cursor === '') return { type: 'unreadable' };
  } while (cursor !== '');
  return { type: 'end' };
}

function readPage(window: ReadWindow, cursor: string, { client }: Reading) {
  const page = {
    channel: splitChannelId(window.channel).native,
    oldest: timestampOf(window.from),
    latest: timestampOf(window.to),
    inclusive: true,
    include_all_metadata: true,
    limit: PAGE,
    ...(cursor === '' ? {} : { cursor }),
  } as const;
  return window.thread === undefined
    ? client.conversations.history(page)
    : client.conversations.replies({ ...page, ts: window.thread });
}

/** Not allowed to look: absence proves nothing. Anything else is a failure like others; reading has no side effect. */
function unreadable(error: unknown, { failure }: Reading): ReadResult {
  const code = refusalCode(error);
  if (code === 'missing_scope' || code === 'not_in_channel' || code === 'thread_not_found') {
    return { type: 'unreadable' };
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

function postOf(message: ReadMessage, identity: SlackIdentity): ReadPost | undefined {
  // Anybody may post metadata of our type: only what this bot posted counts.
  if (message.bot_id !== identity.botId && message.user !== identity.botUserId) return undefined;
  const { event_type: type, event_payload: payload } = message.metadata ?? {};
  if (type !== METADATA_TYPE || payload === undefined || message.ts === undefined) return undefined;
  const key = 'key' in payload ? payload.key : undefined;
  if (typeof key !== 'string') return undefined;
  const installation = 'installation' in payload ? payload.installation : undefined;
  const store = 'store' in payload ? payload.store : undefined;
  return {
    message: MessageId.parse(message.ts),
    key,
    ...(typeof installation === 'string' ? { installation } : {}),
    ...(typeof store === 'string' ? { store } : {}),
  };
}

/** Slack's `ts`: seconds with six decimals. */
function timestampOf(instant: Temporal.Instant): string {
  const micros = instant.epochNanoseconds / 1000n;
  return `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}`;
}
