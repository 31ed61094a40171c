import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceId } from '../../../src/domain/ids.ts';
import { createRefresher, type Refresher } from '../../../src/pipeline/sync/refresher.ts';
import type { SyncReport } from '../../../src/pipeline/sync/sync-report.ts';
import type { SeminarSource } from '../../../src/ports/seminar-source.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { quietLog } from '../plan/kit.ts';

/** Runs are let go by hand, so that order is the test's. */
class Runs {
  readonly begun: string[] = [];
  readonly #waiting: (() => void)[] = [];
  outcome: SyncReport['outcome'] | 'throws' = 'applied';
  retryAfterMs: number | undefined;
  manual = false;

  readonly sync = async (source: SeminarSource): Promise<SyncReport> => {
    this.begun.push(source.id);
    if (this.manual) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.outcome === 'throws') throw new Error('the store is away');
    return {
      source: source.id,
      outcome: this.outcome,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      added: [],
      changed: [],
      gone: [],
      unchanged: 0,
      concerns: [],
      announcementsHeld: 0,
      problems: [],
      reviews: [],
    };
  };

  finish(): void {
    this.#waiting.shift()?.();
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
let runs: Runs;
let clock: VirtualClock;
let changed: () => void;
let watching: boolean;
let refresher: Refresher;

function aSource(over: Partial<SeminarSource> = {}): SeminarSource {
  return {
    id: SourceId.parse('files:talks'),
    review: false,
    read: () => Promise.reject(new Error('only synchronising reads')),
    watch: (tell) => {
      changed = tell;
      watching = true;
      return () => {
        watching = false;
      };
    },
    ...over,
  };
}
function begin(...sources: readonly SeminarSource[]): Refresher {
  refresher = createRefresher({ sources, sync: runs.sync, clock, log: quietLog, random: () => 0 });
  return refresher;
}

beforeEach(() => {
  runs = new Runs();
  clock = new VirtualClock('2026-11-16T08:00:00+10:00');
  clock.rest = settle;
});
afterEach(async () => {
  runs.manual = false;
  runs.finish();
  await refresher.stop();
});

describe('createRefresher', () => {
  it('reads each source at start, and then as often as it says', async () => {
    await begin(aSource({ everyMs: 15 * 60_000 })).start();
    expect(runs.begun).toHaveLength(1);
    await clock.advance({ minutes: 46 });
    expect(runs.begun).toHaveLength(4);
  });

  it('a period of more than an hour is waited for in pieces', async () => {
    await begin(aSource({ everyMs: 150 * 60_000 })).start();
    await clock.advance({ minutes: 149 });
    expect(runs.begun).toHaveLength(1);
    await clock.advance({ minutes: 1 });
    expect(runs.begun).toHaveLength(2);
  });

  it('what changes during a run is read once more after it, however often it is said', async () => {
    await begin(aSource()).start();
    runs.manual = true;
    changed();
    changed();
    changed();
    await settle();
    expect(runs.begun).toHaveLength(2);
    runs.finish();
    await settle();
    expect(runs.begun).toHaveLength(3);
    runs.finish();
    await settle();
    expect(runs.begun).toHaveLength(3);
  });

  it.each(['failed', 'throws'] as const)(
    'a run that %s is tried again, each time later, until it works',
    async (outcome) => {
      runs.outcome = outcome;
      await begin(aSource()).start();
      const at: number[] = [];
      const start = clock.now().epochMilliseconds;
      for (let seen = 1; seen < 5; ) {
        await clock.advance({ milliseconds: 500 });
        if (runs.begun.length > seen) at.push(clock.now().epochMilliseconds - start);
        seen = runs.begun.length;
      }
      expect(at).toEqual([1000, 3000, 7000, 15_000]);
      runs.outcome = 'applied';
      await clock.advance({ hours: 3 });
      expect(runs.begun).toHaveLength(6);
    },
  );

  it('a source that stays away is asked as often as in good days', async () => {
    runs.outcome = 'failed';
    await begin(aSource({ everyMs: 60_000 })).start();
    await clock.advance({ hours: 1 });
    const seen = runs.begun.length;
    await clock.advance({ minutes: 10 });
    expect(runs.begun.length).toBeGreaterThanOrEqual(seen + 10);
  });

  it('a source that asks to be left alone for longer is left alone, for a day at most', async () => {
    runs.outcome = 'failed';
    runs.retryAfterMs = 90 * 60_000;
    await begin(aSource({ everyMs: 60_000 })).start();
    await clock.advance({ minutes: 89 });
    expect(runs.begun).toHaveLength(1);
    await clock.advance({ minutes: 2 });
    expect(runs.begun).toHaveLength(2);
    runs.retryAfterMs = 40 * 24 * 3_600_000;
    await clock.advance({ minutes: 91 });
    expect(runs.begun).toHaveLength(3);
    runs.outcome = 'applied';
    runs.retryAfterMs = undefined;
    await clock.advance({ hours: 23, minutes: 50 });
    expect(runs.begun).toHaveLength(3);
    await clock.advance({ minutes: 10 });
    expect(runs.begun.length).toBeGreaterThan(3);
  });

  it('at rest it reads nothing by itself, and what is asked for; taken up again it is as before', async () => {
    await begin(aSource({ everyMs: 60_000 })).start();
    refresher.rest();
    expect(watching).toBe(false);
    await clock.advance({ minutes: 10 });
    expect(runs.begun).toHaveLength(1);
    expect(await refresher.refresh()).toHaveLength(1);
    await clock.advance({ minutes: 10 });
    expect(runs.begun).toHaveLength(2);
    await refresher.start();
    expect(watching).toBe(true);
    await clock.advance({ seconds: 90 });
    expect(runs.begun).toHaveLength(4);
  });

  it('a source in trouble keeps no other waiting', async () => {
    runs.manual = true;
    const first = begin(aSource(), aSource({ id: SourceId.parse('ical:slow') }));
    const started = first.start();
    await settle();
    expect(runs.begun).toEqual(['files:talks', 'ical:slow']);
    runs.finish();
    runs.finish();
    await started;
  });

  it('stopping waits for what is under way, and nothing begins after it', async () => {
    await begin(aSource({ everyMs: 60_000 })).start();
    runs.manual = true;
    changed();
    await settle();
    let stopped = false;
    const stopping = refresher.stop().then(() => {
      stopped = true;
    });
    await settle();
    expect([stopped, watching]).toEqual([false, false]);
    runs.finish();
    await stopping;
    changed();
    await clock.advance({ hours: 1 });
    expect(runs.begun).toHaveLength(2);
    expect(clock.armed).toBe(0);
  });
});
