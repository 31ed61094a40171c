import { Pause } from '../../domain/pacing/pause.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Alarm } from './alarm.ts';

/** The pause after a turn that failed: doubled with each that follows. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** Woken meanwhile, so soon at the earliest: what woke it may be the sign that the trouble is over. */
const WOKEN_PAUSE_MS = 5_000;

export interface TurnsOptions {
  readonly clock: Clock;
  readonly alarm: Alarm;
  /** By which the alarm knows it. */
  readonly sleeper: string;
  /** Returns when the next turn is due; undefined: when somebody wakes it. */
  readonly turn: () => Promise<Temporal.Instant | undefined>;
  /** A turn threw, the `failures`th in a row. */
  readonly failed: (error: unknown, failures: number) => void;
}

/**
 * Turns one after the other, with rests in between that end with a wake or at the instant that the turn named. After a
 * turn that failed there is a pause that no wake ends at once: whoever wakes it again and again, its own writes among
 * them, gets no circle. A stop ends every rest, and so does somebody who waits for a turn to end.
 */
export class Turns {
  readonly #options: TurnsOptions;
  #woken = false;
  #resume: (() => void) | undefined;
  #stopping = false;
  #looked: (() => void)[] = [];
  #running: Promise<void> | undefined;
  #failures = 0;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** Resolves after the first turn. */
  start(): Promise<void> {
    const looked = this.look();
    this.#running ??= this.#run();
    return looked;
  }

  /** Resolves when a turn that began after now has ended, however it ended. */
  look(): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    const looked = new Promise<void>((resolve) => this.#looked.push(resolve));
    this.wake();
    return looked;
  }

  wake(): void {
    this.#woken = true;
    this.#resume?.();
  }

  /** Whether a turn is under way, or about to be. */
  get isBusy(): boolean {
    return this.#resume === undefined || this.#woken;
  }

  /** Resolves when the turn under way has ended: there is none after it. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const looked = this.#looked.splice(0);
      const next = await this.#take();
      for (const done of looked) done();
      if (this.#failures > 0) await this.#sitOut();
      // Requests and other lanes get their turn of the event loop, however much there is to do here.
      else if (this.#woken || (next && Temporal.Instant.compare(next, this.#now()) <= 0)) await yieldLoop();
      else await this.#rest(next);
    }
    this.#options.alarm.clear(this.#options.sleeper);
    for (const done of this.#looked.splice(0)) done();
  }

  async #take(): Promise<Temporal.Instant | undefined> {
    try {
      const next = await this.#options.turn();
      this.#failures = 0;
      return next;
    } catch (error) {
      this.#failures += 1;
      this.#options.failed(error, this.#failures);
      return undefined;
    }
  }

  async #sitOut(): Promise<void> {
    const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures - 1, 10));
    const [whole, woken] = [new Pause(), new Pause()];
    const failedAt = this.#now().epochMilliseconds;
    whole.begin(failedAt, ms);
    woken.begin(failedAt, Math.min(ms, WOKEN_PAUSE_MS));
    let heard = this.#woken;
    while (!this.#stopping && this.#looked.length === 0) {
      const now = this.#now().epochMilliseconds;
      const ends = (heard ? woken : whole).endsAt(now);
      if (ends <= now) return;
      this.#woken = false;
      await this.#rest(Temporal.Instant.fromEpochMilliseconds(ends));
      heard ||= this.#woken;
    }
  }

  async #rest(next: Temporal.Instant | undefined): Promise<void> {
    const { alarm, sleeper } = this.#options;
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
      alarm.set(sleeper, next, () => this.wake());
      if (this.#woken) resolve();
    });
    this.#resume = undefined;
  }

  #now(): Temporal.Instant {
    return this.#options.clock.now();
  }
}

function yieldLoop(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
