import type { RateLimits, RateWindow } from '../../ports/chat-platform.ts';

/**
 * Slack's limits, per app and workspace. Source: docs.slack.dev/apis/web-api/rate-limits.
 * Messages: "no more than one message per second per channel", and "several hundred messages per minute" for a workspace;
 * that cap is not published as a number, so the lower end of it is kept to.
 * `chat.update` and `chat.delete` are each in tier 3, "50+ per minute"; counting them together stays below both.
 */
export const SLACK_LIMITS: RateLimits = {
  channel: [{ count: 1, ms: 1000 }],
  lane: [{ count: 300, ms: 60_000 }],
  edits: [{ count: 50, ms: 60_000 }],
  // `conversations.history` and `conversations.replies` are in tier 3 too. A look of several pages waits in between.
  looks: [{ count: 50, ms: 60_000 }],
  // Ours: more than the whole rate needs with answers that take ten seconds; what is due at once is begun in large groups.
  inFlight: 256,
};

/** Methods that read, each with a budget of its own: tier 2 "20+", tier 3 "50+", tier 4 "100+" a minute. */
export const READ_WINDOWS = {
  'conversations.list': [{ count: 20, ms: 60_000 }],
  'conversations.info': [{ count: 50, ms: 60_000 }],
  'conversations.open': [{ count: 50, ms: 60_000 }],
  'conversations.history': [{ count: 50, ms: 60_000 }],
  'conversations.replies': [{ count: 50, ms: 60_000 }],
  'users.info': [{ count: 100, ms: 60_000 }],
  'usergroups.list': [{ count: 20, ms: 60_000 }],
  'usergroups.users.list': [{ count: 20, ms: 60_000 }],
} as const satisfies Readonly<Record<string, readonly RateWindow[]>>;

export type ReadMethod = keyof typeof READ_WINDOWS;

/** How long to wait where Slack throttles without saying for how long: its shortest usual Retry-After is longer than 1 s. */
export const DEFAULT_RETRY_AFTER_SECONDS = 10;
