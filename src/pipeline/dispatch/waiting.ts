import type { ChannelId, LaneId, NoticeId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import { quietUntil } from '../../domain/time/quiet-hours.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { Store } from '../../ports/store.ts';
import type { Facts } from './facts.ts';
import type { DispatcherOptions } from './options.ts';
import { hasNeeds } from './prepare/announcement-needs.ts';

/** Shorter waits end by themselves before anybody notices. */
const WORTH_FREEING_MS = 15_000;
/** What waits at a start is read at most so far; the rest comes at its own time. */
const READ_AT_START = 2_000;

/**
 * What waits though it is due: for its title, for quiet hours to end, for its channel to be mended. Remembered, so that
 * a change of the records or of the channels wakes at once what it concerns, without asking the store for everything.
 */
export class Waiting {
  readonly #lane: LaneId;
  readonly #ids = new Set<NoticeId>();
  /** Channels that were seen set aside while something waited there: what waits there waits for that. */
  readonly #aside = new Set<ChannelId>();

  constructor(lane: LaneId) {
    this.#lane = lane;
  }

  get isEmpty(): boolean {
    return this.#ids.size === 0;
  }

  /** Takes note of steps that make something wait. */
  note(steps: readonly NoticeStep[]): void {
    for (const { notice, to, notBefore } of steps) {
      if (to === 'due' && notBefore) this.#ids.add(notice);
      else this.#ids.delete(notice);
    }
  }

  /** What an earlier holder of the lane left waiting. */
  async load(store: Store, now: Temporal.Instant): Promise<void> {
    const due = await store.read.outbox.find({
      lane: this.#lane,
      states: ['due'],
      dueBefore: now,
      limit: READ_AT_START,
    });
    for (const { id, notBefore } of due) {
      if (notBefore && Temporal.Instant.compare(notBefore, now) > 0) this.#ids.add(id);
    }
  }

  /** Lets go at once what has nothing to wait for any more; `all`: whatever it waits for, to be judged anew. */
  async free(options: DispatcherOptions, facts: Facts, all: boolean): Promise<void> {
    const steps: NoticeStep[] = [];
    const mended = new Set<ChannelId>();
    for (const id of [...this.#ids]) {
      const notice = await facts.notice(id);
      const wait = notice && waitOf(notice, facts.now);
      if (!notice || wait === undefined) this.#ids.delete(id);
      else if (wait > WORTH_FREEING_MS && (all || (await this.#mayGo(notice, options, facts)))) {
        steps.push({ notice: id, from: ['due'], to: 'due', at: facts.now, notBefore: null, quiet: true });
        this.#ids.delete(id);
        mended.add(notice.channel);
      }
    }
    for (const channel of mended) this.#aside.delete(channel);
    if (steps.length === 0) return;
    await options.store.transaction((tx) => tx.outbox.step(steps), { by: this.#lane });
  }

  async #mayGo(notice: Notice, options: DispatcherOptions, facts: Facts): Promise<boolean> {
    const { channel } = notice;
    if ((await facts.channel(channel))?.aside) {
      this.#aside.add(channel);
      return false;
    }
    return this.#aside.has(channel) || !(await mustWait(notice, options, facts));
  }
}

/** For how long it still waits, in milliseconds; undefined: not at all. */
function waitOf({ state, notBefore }: Notice, now: Temporal.Instant): number | undefined {
  if (state !== 'due' || !notBefore) return undefined;
  const left = notBefore.epochMilliseconds - now.epochMilliseconds;
  return left > 0 ? left : undefined;
}

async function mustWait(notice: Notice, { policy }: DispatcherOptions, facts: Facts): Promise<boolean> {
  const { notBefore } = notice;
  const quiet = policy.quietHours && quietUntil(facts.now, policy.quietHours, policy.timezone);
  if (quiet && notBefore?.epochMilliseconds === quiet.epochMilliseconds) return true;
  if (notice.detail.needs) {
    const seminar = notice.seminar ? await facts.seminar(notice.seminar) : undefined;
    return seminar !== undefined && !hasNeeds(notice, seminar);
  }
  // Tried before and not got through: its time for another try was chosen on purpose.
  return notice.attempts > 0;
}
