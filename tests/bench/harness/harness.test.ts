import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeFigures } from './docs-table.ts';
import { figureOf, isMet } from './figures.ts';
import { readOptions } from './options.ts';
import { selfTimes } from './profiles.ts';
import { alternate, runRounds } from './rounds.ts';
import { breachesOf, median, percentile, spreadOf } from './statistics.ts';
import { drawTable } from './table.ts';

describe('the bench’s arithmetic', () => {
  it('a percentile is a value that was measured, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([0, 0.5, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100]);
    expect(percentile([7], 0.99)).toBe(7);
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });

  it('of any values so many lie at or below a percentile, and no fewer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const bound = percentile(values, share);
          const below = values.filter((value) => value < bound).length;
          const within = values.filter((value) => value <= bound).length;
          return values.includes(bound) && within >= share * values.length && below < share * values.length;
        },
      ),
    );
  });

  it('a median is the middle, or between the middle two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spreadOf([4, 1, 2])).toEqual([1, 4]);
    expect(() => median([])).toThrow(RangeError);
  });

  it('a breach is a call that comes too soon after the one so many before it', () => {
    const window = { count: 2, ms: 1_000 };
    expect(breachesOf([0, 0, 1_000, 1_000], window)).toEqual([]);
    expect(breachesOf([0, 400, 970, 2_000], window)).toEqual([30]);
    expect(breachesOf([970, 0, 400], window)).toEqual([30]);
  });
});

describe('rounds', () => {
  it('go forth and back, each contender once in each', () => {
    expect(alternate(['a', 'b', 'c'], 3).join('')).toBe('abccbaabc');
  });

  it('keep each contender’s results in order', async () => {
    let turn = 0;
    const next = async (): Promise<number> => turn++;
    const results = await runRounds({ a: next, b: next }, 2);
    expect(Object.fromEntries(results)).toEqual({ a: [0, 3], b: [1, 2] });
  });
});

describe('figures', () => {
  const words = { bench: 'x', contender: 'y', what: 'z', unit: 'ms' } as const;

  it('are the median beside its spread, and say whether they met what was aimed at', () => {
    const most = figureOf({ ...words, target: { bound: 'most', value: 50 } }, [10, 90, 50]);
    expect(most).toMatchObject({ value: 50, spread: [10, 90] });
    expect(isMet(most)).toBe(true);
    expect(isMet(figureOf({ ...words, target: { bound: 'least', value: 50 } }, [49]))).toBe(false);
    expect(isMet(figureOf(words, [1]))).toBeUndefined();
  });

  it('stand in a table whose columns line up', () => {
    const table = drawTable([
      figureOf({ ...words, target: { bound: 'most', value: 50 } }, [1.234, 2_345]),
      figureOf({ ...words, bench: 'longer' }, [12.34]),
    ]);
    expect(table.split('\n').map((line) => line.length)).toEqual(
      Array.from({ length: 4 }, () => table.indexOf('\n')),
    );
    expect(table).toContain('| 1,173 ms | 1.23 – 2,345 | ≤ 50 ms | no ');
  });

  it('take their place in a page, and leave the rest of it', () => {
    const page =
      'a\n<!-- figures: written by npm run bench -- --full --write-docs -->\nold\n<!-- end of figures -->\nb\n';
    expect(placeFigures(page, 'new')).toBe(page.replace('\nold\n', '\n\nnew\n\n'));
    expect(() => placeFigures('a', 'new')).toThrow('do not stand in the page');
  });

  it('of a profile count each function’s own time, and no idleness', () => {
    const frame = (functionName: string) => ({ functionName, url: '', lineNumber: 0 });
    const times = selfTimes({
      nodes: [
        { id: 1, callFrame: frame('(idle)') },
        { id: 2, callFrame: frame('work') },
        { id: 3, callFrame: frame('rest') },
      ],
      samples: [1, 2, 3, 2],
      timeDeltas: [9_000, 2_000, 1_000, 1_000],
    });
    expect(times).toEqual([
      { at: 'work', ms: 3, share: 0.75 },
      { at: 'rest', ms: 1, share: 0.25 },
    ]);
  });
});

describe('options', () => {
  it('are quick and all by default', () => {
    expect(readOptions([], ['a'])).toEqual({ size: 'quick', only: [], profile: false, writeDocs: false });
  });

  it('name benches, one by one or in one word, and say which there are', () => {
    const args = ['--full', '--only', 'a,b', '--only', 'c', '--json', 'x.json'];
    expect(readOptions(args, ['a', 'b', 'c'])).toMatchObject({
      size: 'full',
      only: ['a', 'b', 'c'],
      json: 'x.json',
    });
    expect(() => readOptions(['--only', 'd'], ['a', 'b'])).toThrow(
      '--only "d": there is no such bench; there are a, b',
    );
  });
});
