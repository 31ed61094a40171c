import type { ChannelId } from '../ids.ts';
import { Pause } from './pause.ts';
import { SlidingWindows, type Window } from './sliding-windows.ts';

export interface LaneLimits {
  readonly channel: readonly Window[];
  readonly lane: readonly Window[];
  readonly edits: readonly Window[];
  /** For looks into histories. Absent: one every two seconds. */
  readonly looks?: readonly Window[];
}

const USUAL_LOOKS: readonly Window[] = [{ count: 1, ms: 2_000 }];

/**
 * What a lane may begin now: posts by the lane's windows and each channel's own, edits by a budget of their own.
 * A channel that is full never holds up another one. Instants are milliseconds, given by the caller.
 */
export class LanePacer {
  readonly #limits: LaneLimits;
  readonly #posts: SlidingWindows;
  readonly #edits: SlidingWindows;
  readonly #looks: SlidingWindows;
  readonly #looksPause = new Pause();
  #lastTakenAt: number | undefined;
  readonly #postsPause = new Pause();
  readonly #editsPause = new Pause();
  readonly #channels = new Map<ChannelId, { readonly windows: SlidingWindows; readonly pause: Pause }>();

  constructor(limits: LaneLimits) {
    this.#limits = limits;
    this.#posts = new SlidingWindows(limits.lane);
    this.#edits = new SlidingWindows(limits.edits);
    this.#looks = new SlidingWindows(limits.looks ?? USUAL_LOOKS);
  }

  /** How many posts the lane may begin now, whatever their channels allow. */
  postRoom(now: number, limit: number): number {
    return this.#postsPause.endsAt(now) > now ? 0 : this.#posts.room(now, limit);
  }

  editRoom(now: number, limit: number): number {
    return this.#editsPause.endsAt(now) > now ? 0 : this.#edits.room(now, limit);
  }

  postsOpenAt(now: number): number {
    return Math.max(this.#postsPause.endsAt(now), this.#posts.opensAt(now));
  }

  editsOpenAt(now: number): number {
    return Math.max(this.#editsPause.endsAt(now), this.#edits.opensAt(now));
  }

  channelOpensAt(channel: ChannelId, now: number): number {
    const state = this.#channels.get(channel);
    return state ? Math.max(state.pause.endsAt(now), state.windows.opensAt(now)) : now;
  }

  /** When each of the next `calls` posts to the channel could begin. */
  channelOpenings(channel: ChannelId, now: number, calls: number): readonly number[] {
    const { pause, windows } = this.#channel(channel);
    return windows.openings(pause.endsAt(now), calls);
  }

  /** The channels that take nothing just now, and when each opens. */
  closedChannels(now: number): ReadonlyMap<ChannelId, number> {
    const closed = new Map<ChannelId, number>();
    for (const [channel, state] of this.#channels) {
      const at = Math.max(state.pause.endsAt(now), state.windows.opensAt(now));
      if (at > now) closed.set(channel, at);
      else if (state.windows.isIdle(now)) this.#channels.delete(channel);
    }
    return closed;
  }

  /** Of posts and edits. */
  get lastTakenAt(): number | undefined {
    return this.#lastTakenAt;
  }

  takePost(channel: ChannelId, now: number): void {
    this.#lastTakenAt = now;
    this.#posts.take(now);
    this.#channel(channel).windows.take(now);
  }

  takeEdit(now: number): void {
    this.#lastTakenAt = now;
    this.#edits.take(now);
  }

  looksOpenAt(now: number): number {
    return Math.max(this.#looksPause.endsAt(now), this.#looks.opensAt(now));
  }

  takeLook(now: number): void {
    this.#looks.take(now);
  }

  pauseLooks(now: number, ms: number): void {
    this.#looksPause.begin(now, ms);
  }

  pausePosts(now: number, ms: number): void {
    this.#postsPause.begin(now, ms);
  }

  pauseEdits(now: number, ms: number): void {
    this.#editsPause.begin(now, ms);
  }

  pauseChannel(channel: ChannelId, now: number, ms: number): void {
    this.#channel(channel).pause.begin(now, ms);
  }

  #channel(channel: ChannelId): { readonly windows: SlidingWindows; readonly pause: Pause } {
    const known = this.#channels.get(channel);
    if (known) return known;
    const fresh = { windows: new SlidingWindows(this.#limits.channel), pause: new Pause() };
    this.#channels.set(channel, fresh);
    return fresh;
  }
}
