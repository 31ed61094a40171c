import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { LanePacer } from '../../src/domain/pacing/lane-pacer.ts';
import { Pause } from '../../src/domain/pacing/pause.ts';
import { SlidingWindows, type Window } from '../../src/domain/pacing/sliding-windows.ts';

const aWindow: fc.Arbitrary<Window> = fc.record({
  count: fc.integer({ min: 1, max: 12 }),
  ms: fc.integer({ min: 1, max: 5_000 }),
});
const windowsArb = fc.array(aWindow, { minLength: 1, maxLength: 4 });

/** The most calls in any half-open stretch of `ms`. */
function most(calls: readonly number[], ms: number): number {
  return Math.max(0, ...calls.map((at) => calls.filter((other) => other >= at && other < at + ms).length));
}

describe('sliding windows', () => {
  it('never let more through than any window allows, however they are asked', () => {
    fc.assert(
      fc.property(
        windowsArb,
        fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 120 }),
        (all, steps) => {
          const windows = new SlidingWindows(all);
          const calls: number[] = [];
          let now = 1_000_000;
          for (const step of steps) {
            now += step;
            const room = windows.room(now, 1_000);
            expect(room > 0).toBe(windows.opensAt(now) <= now);
            if (room > 0) {
              windows.take(now);
              calls.push(now);
            }
          }
          for (const window of all) expect(most(calls, window.ms)).toBeLessThanOrEqual(window.count);
        },
      ),
    );
  });

  it('use more than 95 % of the rate while there is work', () => {
    // Windows of a second and more: as every platform states them.
    const real = fc.record({
      count: fc.integer({ min: 1, max: 60 }),
      ms: fc.integer({ min: 1_000, max: 60_000 }),
    });
    fc.assert(
      fc.property(real, (window) => {
        const windows = new SlidingWindows([window]);
        const span = window.ms * 40;
        let now = 0;
        let calls = 0;
        while (now < span) {
          windows.take(now);
          calls += 1;
          now = windows.opensAt(now);
        }
        expect(calls / ((span / window.ms) * window.count)).toBeGreaterThan(0.95);
      }),
    );
  });

  it('tell of the next openings as they then come', () => {
    fc.assert(
      fc.property(
        windowsArb,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 30 }),
        (all, used, ahead) => {
          const windows = new SlidingWindows(all);
          let now = 5_000;
          for (let i = 0; i < used; i += 1) {
            now = windows.opensAt(now);
            windows.take(now);
          }
          const openings = windows.openings(now, ahead);
          for (const opening of openings) {
            now = windows.opensAt(now);
            expect(now).toBe(opening);
            windows.take(now);
          }
        },
      ),
    );
  });

  it('survive a clock that is put back: too careful for one window, never closed for longer', () => {
    const windows = new SlidingWindows([{ count: 2, ms: 1_000 }]);
    windows.take(1_000_000);
    windows.take(1_000_100);
    expect(windows.opensAt(500_000)).toBe(501_035);
    expect(windows.room(501_035, 10)).toBe(2);
  });

  it('are idle once nothing of theirs counts any more', () => {
    const windows = new SlidingWindows([{ count: 2, ms: 1_000 }]);
    expect(windows.isIdle(0)).toBe(true);
    windows.take(0);
    expect(windows.isIdle(1_034)).toBe(false);
    expect(windows.isIdle(1_035)).toBe(true);
  });

  it('without windows let everything through', () => {
    const windows = new SlidingWindows([]);
    windows.take(1);
    expect(windows.room(1, 7)).toBe(7);
    expect(windows.opensAt(1)).toBe(1);
  });
});

describe('a pause', () => {
  it('is never shortened, and not stretched by a clock that is put back', () => {
    const pause = new Pause();
    pause.begin(1_000, 500);
    pause.begin(1_100, 100);
    expect(pause.endsAt(1_200)).toBe(1_500);
    expect(pause.endsAt(1_600)).toBe(1_600);
    pause.begin(10_000, 500);
    expect(pause.endsAt(2_000)).toBe(2_500);
  });
});

describe('a lane', () => {
  const lane = LaneId.parse('slack:T1');
  const one = channelIdOf(lane, 'C1');
  const other = channelIdOf(lane, 'C2');
  const limits = {
    channel: [{ count: 1, ms: 1_000 }],
    lane: [{ count: 3, ms: 1_000 }],
    edits: [{ count: 2, ms: 1_000 }],
  };

  it('keeps a full channel from holding up another', () => {
    const pacer = new LanePacer(limits);
    pacer.takePost(one, 0);
    expect([...pacer.closedChannels(0)]).toEqual([[one, 1_035]]);
    expect(pacer.channelOpenings(other, 0, 2)).toEqual([0, 1_035]);
    expect(pacer.postRoom(0, 10)).toBe(2);
  });

  it('gives edits a budget of their own', () => {
    const pacer = new LanePacer(limits);
    for (const at of [0, 1, 2]) pacer.takePost(channelIdOf(lane, `C${at}`), at);
    expect(pacer.postRoom(3, 10)).toBe(0);
    expect(pacer.editRoom(3, 10)).toBe(2);
  });

  it('waits as it is asked to, for the channel or for all', () => {
    const pacer = new LanePacer(limits);
    pacer.pauseChannel(one, 0, 60_000);
    expect(pacer.channelOpensAt(one, 0)).toBe(60_000);
    expect(pacer.postRoom(0, 10)).toBe(3);
    pacer.pausePosts(0, 5_000);
    expect(pacer.postRoom(0, 10)).toBe(0);
    expect(pacer.postsOpenAt(0)).toBe(5_000);
    expect(pacer.editRoom(0, 10)).toBe(2);
  });
});
