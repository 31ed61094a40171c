/**
 * Slack's limits as published (docs.slack.dev/apis/web-api/rate-limits): tiers a minute, method and workspace, and one
 * message a second and channel. Sliding windows over arrivals.
 */
export interface Violation {
  readonly method: string;
  readonly channel: string;
  readonly at: number;
  readonly allowed: string;
  /** How long until the next request would have been allowed. */
  readonly early: number;
}

const TIERS: Readonly<Record<string, number>> = {
  'conversations.list': 20,
  'users.list': 20,
  'usergroups.list': 20,
  'usergroups.users.list': 20,
  'chat.update': 50,
  'chat.delete': 50,
  'conversations.history': 50,
  'conversations.replies': 50,
  'conversations.info': 50,
  'conversations.open': 50,
  'users.lookupByEmail': 50,
  'users.info': 100,
  'views.open': 100,
};

export interface RateRules {
  /** Milliseconds between two posts to one channel. */
  readonly channelMs: number;
  /** Posts of the workspace a minute; not published, "several hundred". */
  readonly workspacePerMinute: number;
  /** How much early an arrival may be: requests bunch up on their way. */
  readonly toleranceMs: number;
}

export const PUBLISHED: RateRules = { channelMs: 1000, workspacePerMinute: 300, toleranceMs: 30 };

export class RateWatch {
  readonly violations: Violation[] = [];
  readonly #rules: RateRules;
  readonly #arrivals = new Map<string, number[]>();

  constructor(rules: RateRules) {
    this.#rules = rules;
  }

  /** Milliseconds to wait, 0 where the request is within the limits. Only what is within them counts. */
  admit(method: string, channel: string, at: number): number {
    const windows = this.#windowsOf(method, channel);
    let wait = 0;
    for (const { key, count, ms, allowed } of windows) {
      const recent = (this.#arrivals.get(key) ?? []).filter((one) => one > at - ms);
      this.#arrivals.set(key, recent);
      const oldest = recent[recent.length - count];
      if (oldest === undefined) continue;
      const early = oldest + ms - at;
      if (early <= this.#rules.toleranceMs) continue;
      this.violations.push({ method, channel, at, allowed, early });
      wait = Math.max(wait, early);
    }
    if (wait === 0) for (const { key } of windows) this.#arrivals.get(key)?.push(at);
    return wait;
  }

  #windowsOf(
    method: string,
    channel: string,
  ): readonly { key: string; count: number; ms: number; allowed: string }[] {
    if (method === 'chat.postMessage') {
      const { channelMs, workspacePerMinute } = this.#rules;
      return [
        { key: `${method}/${channel}`, count: 1, ms: channelMs, allowed: `1 in ${channelMs} ms a channel` },
        {
          key: method,
          count: workspacePerMinute,
          ms: 60_000,
          allowed: `${workspacePerMinute} a minute`,
        },
      ];
    }
    const tier = TIERS[method];
    return tier === undefined ? [] : [{ key: method, count: tier, ms: 60_000, allowed: `${tier} a minute` }];
  }
}
