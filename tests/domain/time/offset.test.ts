import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOffset } from '../../../src/domain/time/offset.ts';

describe('parseOffset', () => {
  it.each([
    ['30s', '30s'],
    ['15m', '15m'],
    ['90m', '90m'],
    ['60m', '1h'],
    ['3600s', '1h'],
    ['24h', '24h'],
    ['1d', '1d'],
    ['7d', '1w'],
    ['2w', '2w'],
    ['14d', '2w'],
    ['0d@09:00', '0d@09:00'],
    ['1d@9:05', '1d@09:05'],
    ['7d@09:00', '1w@09:00'],
    [' 1W @ 17:30 ', '1w@17:30'],
  ])('%s is written %s', (text, canonical) => {
    expect(parseOffset(text).text).toBe(canonical);
  });

  it('keeps a calendar day and 24 hours apart', () => {
    expect(parseOffset('1d').type).toBe('days');
    expect(parseOffset('24h')).toEqual({ type: 'exact', seconds: 86_400, text: '24h' });
  });

  it.each([
    ['soon', '"soon" is not a time before the start; write a number and s, m, h, d or w'],
    ['-15m', '"-15m" is not a time before the start'],
    ['15', '"15" is not a time before the start'],
    ['1h@09:00', '"1h@09:00" has a time of day, which needs days or weeks'],
    ['1d@24:00', '"1d@24:00" names no time of day; write it from 00:00 to 23:59'],
    ['0m', '"0m" is not before the start'],
    ['0d', '"0d" is not before the start'],
    ['53w', '"53w" lies more than 366 days before the start'],
  ])('refuses %s and says what is allowed', (text, message) => {
    expect(() => parseOffset(text)).toThrow(RangeError);
    expect(() => parseOffset(text)).toThrow(message);
  });

  it('reads its own canonical text as the same offset', () => {
    const texts = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 8000 }), fc.constantFrom('s', 'm', 'h')).map(([n, u]) => `${n}${u}`),
      fc.tuple(fc.integer({ min: 1, max: 365 }), fc.constant('d')).map(([n, u]) => `${n}${u}`),
      fc
        .tuple(
          fc.integer({ min: 0, max: 300 }),
          fc.integer({ min: 0, max: 23 }),
          fc.integer({ min: 0, max: 59 }),
        )
        .map(([n, h, m]) => `${n}d@${h}:${String(m).padStart(2, '0')}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const once = parseOffset(text);
        expect(parseOffset(once.text)).toEqual(once);
      }),
    );
  });
});
