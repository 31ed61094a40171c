import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, nextTry } from '../../src/domain/backoff.ts';

const now = Temporal.Instant.from('2026-12-03T00:00:00Z');

describe('back-off', () => {
  it('doubles, between half and whole, and stays below five minutes', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 0))).toEqual([1_000, 2_000, 4_000]);
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 0.9999))).toEqual([2_000, 4_000, 8_000]);
    expect(backoffMs(500, 0.9999)).toBeLessThanOrEqual(300_000);
  });

  it('leaves time for more than one try before the end, and none after it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: 86_400_000 }),
        (attempt, random, leftMs) => {
          const expires = now.add({ milliseconds: leftMs });
          const at = nextTry(now, expires, attempt, random);
          if (!at) {
            expect(leftMs).toBeLessThanOrEqual(1_000);
            return;
          }
          expect(Temporal.Instant.compare(at, now)).toBe(1);
          expect(Temporal.Instant.compare(at, expires)).toBe(-1);
        },
      ),
    );
  });
});
