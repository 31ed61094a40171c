import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCron } from '../../../src/domain/time/cron.ts';
import { latestSlot, nextSlot } from '../../../src/domain/time/slots.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

describe('parseCron', () => {
  it.each([
    ['0 9 * * MON', { minutes: [0], hours: [9], week: [1] }],
    ['*/15 8-10 * * mon-fri', { minutes: [0, 15, 30, 45], hours: [8, 9, 10], week: [1, 2, 3, 4, 5] }],
    ['5,35 9-17/4 * * 0', { minutes: [5, 35], hours: [9, 13, 17], week: [0] }],
    ['10/20 0 * * 7', { minutes: [10, 30, 50], hours: [0], week: [0] }],
    ['0 9 * * FRI-MON', { minutes: [0], hours: [9], week: [0, 1, 5, 6] }],
  ])('%s', (text, expected) => {
    const cron = parseCron(text);
    expect(cron.minutes).toEqual(expected.minutes);
    expect(cron.hours).toEqual(expected.hours);
    expect([...cron.daysOfWeek].toSorted()).toEqual(expected.week);
  });

  it.each([
    ['0 9 * *', '"0 9 * *" has 4 fields; write five'],
    ['', 'has 0 fields'],
    ['60 9 * * *', '"60 9 * * *": "60" is not a minute; write 0 to 59'],
    ['0 9 * * MOON', '"MOON" is not a day of week; write 0 to 7 or SUN to SAT'],
    ['0 9 * 13 *', '"13" is not a month; write 1 to 12 or JAN to DEC'],
    ['0 17-9 * * *', 'hour "17-9" runs backwards'],
    ['*/0 9 * * *', '"*/0" is not a minute'],
    ['0 9 30 2 *', 'never occurs'],
  ])('refuses "%s"', (text, message) => {
    expect(() => parseCron(text)).toThrow(RangeError);
    expect(() => parseCron(text)).toThrow(message);
  });
});

/** cron, zone, after, next slot */
const NEXT: readonly [string, string, string, string, string][] = [
  ['weekly', '0 9 * * MON', 'Australia/Brisbane', '2026-12-03T11:00+10:00', '2026-12-07T09:00+10:00'],
  ['strictly after', '0 9 * * MON', 'Australia/Brisbane', '2026-12-07T09:00+10:00', '2026-12-14T09:00+10:00'],
  [
    'keeps nine across the change',
    '0 9 * * *',
    'Australia/Sydney',
    '2026-10-03T09:00+10:00',
    '2026-10-04T09:00+11:00',
  ],
  [
    'a skipped time fires after the gap',
    '30 2 * * *',
    'Australia/Sydney',
    '2026-10-03T12:00+10:00',
    '2026-10-04T03:30+11:00',
  ],
  [
    'a repeated time fires once',
    '30 2 * * *',
    'Australia/Sydney',
    '2027-04-04T02:30+11:00',
    '2027-04-05T02:30+10:00',
  ],
  [
    'half an hour skipped',
    '15 2 * * *',
    'Australia/Lord_Howe',
    '2026-10-03T12:00+10:30',
    '2026-10-04T02:45+11:00',
  ],
  ['midnight skipped', '0 0 * * *', 'America/Sao_Paulo', '2018-11-03T12:00-03:00', '2018-11-04T01:00-02:00'],
  [
    'a day skipped: its slot fires on the next',
    '0 9 30 12 *',
    'Pacific/Apia',
    '2011-12-29T12:00-10:00',
    '2011-12-31T09:00+14:00',
  ],
  [
    'two that meet are one',
    '0 2,3 * * *',
    'Europe/Berlin',
    '2027-03-28T03:00+02:00',
    '2027-03-29T02:00+02:00',
  ],
  ['day of month or day of week', '0 9 15 * MON', 'UTC', '2026-12-14T10:00Z', '2026-12-15T09:00Z'],
  [
    'a starred step restricts along with the weekday',
    '0 9 */2 * MON',
    'UTC',
    '2026-12-01T00:00Z',
    '2026-12-07T09:00Z',
  ],
  ['29 February', '0 9 29 2 *', 'UTC', '2096-03-01T00:00Z', '2104-02-29T09:00Z'],
];

describe('nextSlot', () => {
  it.each(NEXT)('%s: %s in %s', (_, cron, zone, after, expected) => {
    expect(nextSlot(parseCron(cron), zone, at(after)).toString()).toBe(at(expected).toString());
  });
});

describe('latestSlot', () => {
  it('includes the instant itself', () => {
    const cron = parseCron('0 9 * * MON');
    const monday = at('2026-12-07T09:00+10:00');
    expect(latestSlot(cron, 'Australia/Brisbane', monday).equals(monday)).toBe(true);
    const before = latestSlot(cron, 'Australia/Brisbane', monday.subtract({ seconds: 1 }));
    expect(before.equals(at('2026-11-30T09:00+10:00'))).toBe(true);
  });

  it('is undone by nextSlot: no slot lies between the latest and the next', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('30 2 * * *', '0 9 * * MON', '*/20 1-3 * * *', '0 0 1 * *', '15 2 * * SAT,SUN'),
        fc.constantFrom(
          'Australia/Lord_Howe',
          'Europe/Berlin',
          'America/Sao_Paulo',
          'Asia/Kolkata',
          'Pacific/Apia',
        ),
        fc.integer({ min: Date.UTC(2011, 10), max: Date.UTC(2028, 0) }),
        (text, zone, ms) => {
          const cron = parseCron(text);
          const instant = Temporal.Instant.fromEpochMilliseconds(ms);
          const next = nextSlot(cron, zone, instant);
          const latest = latestSlot(cron, zone, instant);
          expect(Temporal.Instant.compare(latest, instant)).not.toBe(1);
          expect(Temporal.Instant.compare(next, instant)).toBe(1);
          expect(nextSlot(cron, zone, latest).equals(next)).toBe(true);
          expect(latestSlot(cron, zone, next.subtract({ nanoseconds: 1 })).equals(latest)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
