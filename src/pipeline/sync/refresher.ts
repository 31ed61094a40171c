import { backoffMs } from '../../domain/backoff.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import type { SyncReport } from './sync-report.ts';
import type { SyncSource } from './sync-source.ts';

export interface RefresherOptions {
  readonly sources: readonly SeminarSource[];
  readonly sync: SyncSource;
  readonly clock: Clock;
  readonly log: Log;
  /** In [0, 1). Spreads retries. */
  readonly random: () => number;
  /** After each run. */
  readonly done?: (report: SyncReport) => void;
}

export interface Refresher {
  /** Reads every source once, then as often as each says, and when it says that it changed. Resolves after the first round. */
  start(): Promise<void>;
  /** Another process sees to the sources from now on: reads none by itself, until it is started again. */
  rest(): void;
  /** Reads all now, as if each had something new, also at rest. Resolves when they are done. */
  refresh(): Promise<readonly SyncReport[]>;
  /** Stops watching, aborts what is being read and waits for what is being written. Idempotent. */
  stop(): Promise<void>;
}

/** The first pause is two seconds; a source that stays away is asked as often as in good days, or twice an hour. */
const LONGEST_PAUSE_MS = 30 * 60_000;
/** What a source may ask for itself, at most. */
const LONGEST_WISH_MS = 24 * 60 * 60_000;
/** The clock is not asked further ahead. */
const FURTHEST_MS = 60 * 60_000;

/** Keeps every source fresh: at start, when it says that it changed, at its period, and after failures with back-off. */
export function createRefresher(options: RefresherOptions): Refresher {
  const aborter = new AbortController();
  const keepers = options.sources.map((source) => new SourceKeeper(source, options, aborter.signal));
  const refresh = (): Promise<readonly SyncReport[]> =>
    Promise.all(keepers.map((keeper) => keeper.run())).then((all) =>
      all.filter((report) => report !== undefined),
    );
  return {
    start: async () => {
      for (const keeper of keepers) keeper.tend();
      await refresh();
    },
    rest: () => {
      for (const keeper of keepers) keeper.rest();
    },
    refresh,
    stop: async () => {
      aborter.abort(new Error('the service is stopping'));
      await Promise.all(keepers.map((keeper) => keeper.stop()));
    },
  };
}

/** One source: one run at a time; what is asked for during a run is one more run after it. */
class SourceKeeper {
  readonly #source: SeminarSource;
  readonly #options: RefresherOptions;
  readonly #signal: AbortSignal;
  #running: Promise<SyncReport | undefined> | undefined;
  #next: Promise<SyncReport | undefined> | undefined;
  #failures = 0;
  /** For how long the source asked to be left alone when it failed last. */
  #wishMs = 0;
  #isTended = false;
  #cancelTimer: (() => void) | undefined;
  #unwatch: (() => void) | undefined;

  constructor(source: SeminarSource, options: RefresherOptions, signal: AbortSignal) {
    this.#source = source;
    this.#options = options;
    this.#signal = signal;
  }

  tend(): void {
    if (this.#signal.aborted) return;
    this.#isTended = true;
    this.#unwatch ??= this.#source.watch?.(() => void this.run());
  }

  rest(): void {
    this.#isTended = false;
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#cancelTimer?.();
  }

  run(): Promise<SyncReport | undefined> {
    if (this.#next) return this.#next;
    if (!this.#running) return this.#begin();
    // Whatever changed meanwhile may have been read already, or not: once more, for all who ask.
    this.#next = this.#running.then(() => {
      this.#next = undefined;
      return this.#begin();
    });
    return this.#next;
  }

  async stop(): Promise<void> {
    this.rest();
    await this.#running;
    await this.#next;
  }

  #begin(): Promise<SyncReport | undefined> {
    this.#running = this.#sync().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #sync(): Promise<SyncReport | undefined> {
    const { log, sync, done } = this.#options;
    if (this.#signal.aborted) return undefined;
    this.#cancelTimer?.();
    try {
      const report = await sync(this.#source, { signal: this.#signal });
      this.#failures = report.outcome === 'failed' ? this.#failures + 1 : 0;
      this.#wishMs = Math.min(report.retryAfterMs ?? 0, LONGEST_WISH_MS);
      logReport(log, report);
      done?.(report);
      return report;
    } catch (error) {
      if (this.#signal.aborted) return undefined;
      this.#failures += 1;
      log.error('source could not be synchronised', { source: this.#source.id, error });
      return undefined;
    } finally {
      this.#arm();
    }
  }

  #arm(): void {
    if (this.#signal.aborted || !this.#isTended) return;
    const { everyMs } = this.#source;
    const longest = Math.min(LONGEST_PAUSE_MS, everyMs ?? LONGEST_PAUSE_MS);
    const pause =
      this.#failures > 0
        ? Math.max(this.#wishMs, backoffMs(this.#failures, this.#options.random(), longest))
        : everyMs;
    if (pause !== undefined) this.#armFor(this.#options.clock.now().add({ milliseconds: pause }));
  }

  #armFor(at: Temporal.Instant): void {
    const { clock } = this.#options;
    const furthest = clock.now().add({ milliseconds: FURTHEST_MS });
    const isFar = Temporal.Instant.compare(at, furthest) > 0;
    this.#cancelTimer = clock.at(isFar ? furthest : at, () => {
      if (isFar) this.#armFor(at);
      else void this.run();
    });
  }
}

function logReport(log: Log, report: SyncReport): void {
  const { source, failure, added, changed, gone, unchanged, lossHeld, announcementsHeld } = report;
  if (report.outcome === 'failed') {
    log.warn('source failed; what was known stays', { source, failure });
    return;
  }
  for (const problem of report.problems) log.warn('record left out', { source, ...problem });
  for (const { type, seminar, place, text } of report.concerns) {
    log.warn('seminar needs a person', { source, concern: type, seminar, place, text });
  }
  if (lossHeld) log.warn('source lacks too much at once; nothing is taken away', { source, ...lossHeld });
  if (announcementsHeld > 0) log.warn('overdue announcements are held', { source, count: announcementsHeld });
  log.info('source read', {
    source,
    added: added.length,
    changed: changed.length,
    gone: gone.length,
    unchanged,
  });
}
