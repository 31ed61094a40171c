import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inChunks, inTurns, sortInTurns } from '../../../src/pipeline/plan/chunks.ts';

const items = Array.from({ length: 500 }, (_, n) => n);

describe('inChunks', () => {
  it('hands over everything once, in order', async () => {
    const seen: number[] = [];
    await inChunks(items, async (chunk) => void seen.push(...chunk));
    expect(seen).toEqual(items);
  });

  it('gives others a turn between chunks', async () => {
    let chunks = 0;
    let turns = 0;
    const tick = (): void => {
      turns += 1;
      if (chunks < 3) setImmediate(tick);
    };
    setImmediate(tick);
    await inChunks(items, async () => {
      chunks += 1;
    });
    expect(turns).toBeGreaterThan(0);
  });

  it('stops between chunks when aborted', async () => {
    const aborter = new AbortController();
    let chunks = 0;
    const work = inChunks(
      items,
      async () => {
        chunks += 1;
        aborter.abort(new Error('enough'));
      },
      aborter.signal,
    );
    await expect(work).rejects.toThrow('enough');
    expect(chunks).toBe(1);
  });
});

describe('inTurns', () => {
  it('works on everything once, in order, and ends when aborted', async () => {
    const seen: number[] = [];
    await inTurns(items, (item) => void seen.push(item));
    expect(seen).toEqual(items);
    const aborter = new AbortController();
    const spin = (): void => {
      aborter.abort(new Error('enough'));
      // Work that lasts, so that there is a turn to give.
      for (const until = performance.now() + 11; performance.now() < until; );
    };
    await expect(inTurns(items, spin, aborter.signal)).rejects.toThrow('enough');
  });
});

describe('sortInTurns', () => {
  it('sorts as a stable sort does, however many there are', async () => {
    const ranks = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Number.POSITIVE_INFINITY));
    const sizes = fc.constantFrom(0, 1, 3, 1999, 2000, 2001, 4100, 9000);
    await fc.assert(
      fc.asyncProperty(fc.array(ranks, { minLength: 20 }), sizes, async (some, size) => {
        const all = Array.from({ length: size }, (_, n) => ({ n, rank: some[(n * 7) % some.length] ?? 0 }));
        const expected = all.toSorted((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank));
        expect(await sortInTurns(all, ({ rank }) => rank)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
