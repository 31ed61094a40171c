import { describe, expect, it } from 'vitest';
import { inChunks, inTurns } from '../../../src/pipeline/plan/chunks.ts';

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
