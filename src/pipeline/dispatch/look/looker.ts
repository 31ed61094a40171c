import { backoffMs } from '../../../domain/backoff.ts';
import type { Failure } from '../../../domain/failure.ts';
import type { LaneId, MessageId } from '../../../domain/ids.ts';
import { type Notice, opaqueKeyOf } from '../../../domain/notice.ts';
import type { LanePacer } from '../../../domain/pacing/lane-pacer.ts';
import { Pause } from '../../../domain/pacing/pause.ts';
import type { ChatPlatform } from '../../../ports/chat-platform.ts';
import { settleWithin } from '../flight.ts';
import { WORDS } from '../ledger-words.ts';
import type { DispatcherOptions } from '../options.ts';
import { type Look, planLooks, queryOf } from './look-plan.ts';
import { Ripeness } from './ripeness.ts';
import { type Sighting, settleLook } from './settle-look.ts';

/** A look may take several requests. */
const REQUESTS = 10;

/**
 * Finds out what became of sends whose outcome is unknown (rule 10), one look at a time, beside the lane's other work.
 * It looks once absence counts; what it finds of others in the same channel serves them too.
 */
export class Looker {
  readonly #options: DispatcherOptions;
  readonly #lane: LaneId;
  readonly #pause = new Pause();
  readonly #ripeness = new Ripeness();
  #failures = 0;
  #looking: Promise<void> | undefined;
  /** When something ripens next; undefined: nothing is unknown, as far as we know. */
  #ripensAt: number | undefined;

  constructor(options: DispatcherOptions, lane: LaneId) {
    this.#options = options;
    this.#lane = lane;
  }

  get isLooking(): boolean {
    return this.#looking !== undefined;
  }

  /** When there is something to look for, in milliseconds; undefined: never, or a look is under way. */
  nextAt(now: number): number | undefined {
    if (this.#looking || this.#ripensAt === undefined) return undefined;
    return Math.max(this.#ripensAt, this.#pause.endsAt(now));
  }

  /** Reads what is unknown. To be called when that may have changed. */
  async refresh(timeoutMs: number): Promise<void> {
    const unknown = await this.#unknown();
    this.#ripeness.note(unknown, timeoutMs, this.#options.clock.now().epochMilliseconds);
    const ripe = unknown.map((notice) => this.#ripeness.of(notice));
    this.#ripensAt = ripe.length === 0 ? undefined : Math.min(...ripe);
  }

  /**
   * Begins a look if one is due. `done` is called when it has ended, with a failure that concerns the whole lane.
   */
  async start(platform: ChatPlatform, pacer: LanePacer, done: (failure?: Failure) => void): Promise<void> {
    const now = this.#options.clock.now();
    const next = this.nextAt(now.epochMilliseconds);
    if (next === undefined || next > now.epochMilliseconds) return;
    const opens = pacer.looksOpenAt(now.epochMilliseconds);
    if (opens > now.epochMilliseconds) {
      this.#pause.begin(now.epochMilliseconds, opens - now.epochMilliseconds);
      return;
    }
    const [look] = await planLooks(await this.#unknown(), this.#options.store.read, (notice) =>
      this.#ripeness.of(notice),
    );
    if (!look) {
      this.#ripensAt = undefined;
      return;
    }
    pacer.takeLook(now.epochMilliseconds);
    this.#looking = this.#look(look, platform, pacer).then(
      async (failure) => this.#finish(platform, done, failure),
      async (error: unknown) => {
        this.#options.log.error('a look for messages broke off', { lane: this.#lane, error });
        this.#backOff();
        await this.#finish(platform, done, undefined);
      },
    );
  }

  async rest(): Promise<void> {
    await this.#looking;
  }

  async #finish(
    platform: ChatPlatform,
    done: (failure?: Failure) => void,
    failure: Failure | undefined,
  ): Promise<void> {
    try {
      await this.refresh(platform.timeoutMs);
    } catch (error) {
      this.#options.log.error('what is unknown could not be read', { lane: this.#lane, error });
    }
    this.#looking = undefined;
    done(failure);
  }

  async #look(look: Look, platform: ChatPlatform, pacer: LanePacer): Promise<Failure | undefined> {
    const { store, clock } = this.#options;
    const lookedAt = clock.now();
    if (!platform.capabilities.find) {
      await this.#conclude(look, WORDS.blind, lookedAt);
      return undefined;
    }
    const known = await store.read.laneBook.lane(this.#lane);
    const installation = known?.installation ?? store.installation;
    const query = await queryOf(look, store.read, installation, lookedAt);
    const found = await settleWithin(() => platform.find(query), platform.timeoutMs * REQUESTS, clock);
    const now = clock.now();
    if (found.type !== 'read') return this.#afterFailure(look, found, lookedAt);
    this.#failures = 0;
    const sightings: Sighting[] = [];
    for (const notice of look.notices) {
      const copies = found.messages.get(opaqueKeyOf(notice.id, installation)) ?? [];
      const kept = await this.#removeCopies(copies, look, notice, platform, pacer);
      if (kept) sightings.push({ ...this.#sight(notice, lookedAt), ...kept });
    }
    await settleLook(this.#options, sightings, { now, complete: found.complete });
    return undefined;
  }

  /** Later copies go before the first is adopted: a crash in between is mended by the next look. */
  async #removeCopies(
    copies: readonly MessageId[],
    look: Look,
    notice: Notice,
    platform: ChatPlatform,
    pacer: LanePacer,
  ): Promise<{ readonly message?: MessageId; readonly removed: number } | undefined> {
    const [first, ...later] = [...copies].sort(olderFirst);
    for (const message of later) {
      const now = this.#options.clock.now().epochMilliseconds;
      const opens = pacer.editsOpenAt(now);
      if (opens > now) {
        // Removals share the edits' budget. What is left is found again by the next look.
        this.#pause.begin(now, opens - now);
        return undefined;
      }
      if (platform.capabilities.remove) pacer.takeEdit(now);
      const address = { channel: look.channel, message, ...(look.thread ? { thread: look.thread } : {}) };
      const outcome = platform.capabilities.remove ? await platform.remove(address) : undefined;
      const gone = outcome?.type === 'done' || outcome?.type === 'messageGone';
      if (gone || !outcome || outcome.type === 'giveUp' || outcome.type === 'editRefused') continue;
      this.#options.log.warn('a second copy of a message could not be removed yet', {
        notice: notice.id,
        failure: outcome.type,
      });
      this.#backOff();
      return undefined;
    }
    return first ? { message: first, removed: later.length } : { removed: 0 };
  }

  async #afterFailure(
    look: Look,
    failure: Failure,
    lookedAt: Temporal.Instant,
  ): Promise<Failure | undefined> {
    const { clock } = this.#options;
    switch (failure.type) {
      case 'throttled':
        this.#pause.begin(clock.now().epochMilliseconds, failure.afterMs);
        return undefined;
      case 'retry':
      case 'unknown':
        this.#backOff();
        return undefined;
      case 'credentialsBad':
        this.#backOff();
        return failure;
      default:
        // No scope, not a member, no such thread.
        await this.#conclude(look, failure.reason, lookedAt);
        return undefined;
    }
  }

  /** This history proves nothing, now or later: the policy of each kind decides. */
  async #conclude(look: Look, why: string, lookedAt: Temporal.Instant): Promise<void> {
    const sightings = look.notices.map((notice) => ({ ...this.#sight(notice, lookedAt), removed: 0 }));
    const now = this.#options.clock.now();
    await settleLook(this.#options, sightings, { now, complete: false, why });
  }

  #sight(notice: Notice, lookedAt: Temporal.Instant): Pick<Sighting, 'notice' | 'ripe'> {
    return { notice, ripe: this.#ripeness.of(notice) <= lookedAt.epochMilliseconds };
  }

  #backOff(): void {
    this.#failures += 1;
    const wait = backoffMs(this.#failures, this.#options.random());
    this.#pause.begin(this.#options.clock.now().epochMilliseconds, wait);
  }

  #unknown(): Promise<readonly Notice[]> {
    return this.#options.store.read.outbox.find({ lane: this.#lane, states: ['unknown'] });
  }
}

/** Message ids grow with time on every platform that can look: numbers, or texts of one length. */
function olderFirst(a: MessageId, b: MessageId): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
