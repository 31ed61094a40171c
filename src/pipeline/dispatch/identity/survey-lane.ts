import { backoffMs } from '../../../domain/backoff.ts';
import type { Failure } from '../../../domain/failure.ts';
import type { ChannelId } from '../../../domain/ids.ts';
import type { LanePacer } from '../../../domain/pacing/lane-pacer.ts';
import { Pause } from '../../../domain/pacing/pause.ts';
import type { ChatPlatform, MarkedPost, SurveyQuery } from '../../../ports/chat-platform.ts';
import type { Clock } from '../../../ports/clock.ts';
import { settleWithin } from '../flight.ts';

/** What is announced further ahead is rare, and a message of that age seldom matters. Free workspaces show 90 days. */
const BACK_HOURS = 60 * 24;
/** Read in one go, if time allows; else in halves, down to a day. */
const SLICE_HOURS = 30 * 24;
const SHORTEST_MS = 24 * 3_600_000;
/** Our clock and the platform's may be this far apart. */
const AHEAD = { hours: 24 };

export interface Seen extends MarkedPost {
  readonly channel: ChannelId;
}

export type Surveyed =
  | { readonly type: 'done'; readonly posts: readonly Seen[] }
  /** To be gone on with at that time, in milliseconds; `failure` concerns the whole lane. */
  | { readonly type: 'later'; readonly at: number; readonly failure?: Failure };

/**
 * Looks through channels once, newest first. What was read is kept when the platform asks to wait or cannot be reached, so
 * that going on does not begin anew. A channel that cannot be read says nothing.
 */
export class LaneSurvey {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #pause = new Pause();
  #left: readonly SurveyQuery[];
  #failures = 0;
  readonly #posts: Seen[] = [];

  constructor(channels: readonly ChannelId[], clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
    const to = clock.now().add(AHEAD);
    const slices = Array.from({ length: BACK_HOURS / SLICE_HOURS }, (_, i) => ({
      from: to.subtract({ hours: (i + 1) * SLICE_HOURS }),
      to: to.subtract({ hours: i * SLICE_HOURS }),
    }));
    this.#left = channels.flatMap((channel) => slices.map((slice) => ({ channel, ...slice })));
  }

  async goOn(platform: ChatPlatform, pacer: LanePacer): Promise<Surveyed> {
    for (;;) {
      const [query] = this.#left;
      if (!query) return { type: 'done', posts: this.#posts };
      const now = this.#clock.now().epochMilliseconds;
      const opens = Math.max(this.#pause.endsAt(now), pacer.looksOpenAt(now));
      if (opens > now) return { type: 'later', at: opens };
      pacer.takeLook(now);
      const failure = await this.#read(query, platform);
      if (failure) return { type: 'later', at: this.#wait(failure), failure };
    }
  }

  /** Returns a failure after which it is to be tried again. */
  async #read(query: SurveyQuery, platform: ChatPlatform): Promise<Failure | undefined> {
    const { survey } = platform;
    if (!survey) return this.#pass(query);
    const found = await settleWithin(() => survey.call(platform, query), platform.timeoutMs, this.#clock);
    switch (found.type) {
      case 'surveyed':
        this.#failures = 0;
        if (found.extent === 'late' && lengthOf(query) > SHORTEST_MS) return this.#halve(query);
        this.#posts.push(...found.posts.map((post) => ({ ...post, channel: query.channel })));
        if (found.extent === 'unreadable') return this.#pass(query);
        this.#left = this.#left.slice(1);
        return undefined;
      case 'throttled':
      case 'retry':
      case 'unknown':
      case 'credentialsBad':
        return found;
      default:
        return this.#pass(query);
    }
  }

  #halve(query: SurveyQuery): undefined {
    const middle = query.to.subtract({ milliseconds: Math.floor(lengthOf(query) / 2) });
    this.#left = [{ ...query, from: middle }, { ...query, to: middle }, ...this.#left.slice(1)];
  }

  /** Nothing can be read there, whatever the window. */
  #pass({ channel }: SurveyQuery): undefined {
    this.#left = this.#left.filter((other) => other.channel !== channel);
  }

  #wait(failure: Failure): number {
    const now = this.#clock.now().epochMilliseconds;
    this.#failures += 1;
    const ms = failure.type === 'throttled' ? failure.afterMs : backoffMs(this.#failures, this.#random());
    this.#pause.begin(now, ms);
    return now + ms;
  }
}

function lengthOf({ from, to }: SurveyQuery): number {
  return to.epochMilliseconds - from.epochMilliseconds;
}
