import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../src/domain/policy.ts';
import { isDayOff } from '../../../src/domain/time/days-off.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { dueInstant, offsetInstant } from '../../../src/domain/time/offset-instant.ts';

const ZONES = [
  'Australia/Brisbane',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'UTC',
];
const WEEK: Pick<Policy, 'workdays' | 'closed'> = {
  workdays: ['MON', 'TUE', 'WED', 'THU', 'FRI'],
  closed: [
    {
      from: Temporal.PlainDate.from('2027-04-05'),
      to: Temporal.PlainDate.from('2027-04-09'),
      name: 'Mid-semester break',
    },
  ],
};

/** Local start, offset, local result: a table of the calendar's traps. */
const CASES: readonly [string, string, string, string, string][] = [
  ['no daylight saving', 'Australia/Brisbane', '2026-10-05T11:00+10:00', '1d', '2026-10-04T11:00+10:00'],
  [
    'a day of 23 hours keeps the time of day',
    'Australia/Sydney',
    '2026-10-04T11:00+11:00',
    '1d',
    '2026-10-03T11:00+10:00',
  ],
  ['24 exact hours do not', 'Australia/Sydney', '2026-10-04T11:00+11:00', '24h', '2026-10-03T10:00+10:00'],
  ['a day of 25 hours', 'Australia/Sydney', '2027-04-04T11:00+10:00', '1d', '2027-04-03T11:00+11:00'],
  [
    'a skipped time moves past the gap',
    'Australia/Sydney',
    '2026-10-05T02:30+11:00',
    '1d',
    '2026-10-04T03:30+11:00',
  ],
  [
    'a repeated time is the first',
    'Australia/Sydney',
    '2027-04-05T02:30+10:00',
    '1d',
    '2027-04-04T02:30+11:00',
  ],
  ['half an hour east', 'Australia/Adelaide', '2026-10-04T11:00+10:30', '1d', '2026-10-03T11:00+09:30'],
  ['a gap of half an hour', 'Australia/Lord_Howe', '2026-10-05T02:15+11:00', '1d', '2026-10-04T02:45+11:00'],
  ['half an hour repeated', 'Australia/Lord_Howe', '2027-04-05T01:45+10:30', '1d', '2027-04-04T01:45+11:00'],
  ['a half-hour zone', 'Asia/Kolkata', '2026-12-03T11:00+05:30', '0d@09:00', '2026-12-03T09:00+05:30'],
  ['spring in Berlin', 'Europe/Berlin', '2027-03-28T14:00+02:00', '1d@09:00', '2027-03-27T09:00+01:00'],
  ['autumn in London', 'Europe/London', '2026-10-26T11:00+00:00', '1w', '2026-10-19T11:00+01:00'],
  ['spring in New York', 'America/New_York', '2027-03-15T02:30-04:00', '1d', '2027-03-14T03:30-04:00'],
  [
    'midnight that was skipped',
    'America/Sao_Paulo',
    '2018-11-05T00:30-02:00',
    '1d',
    '2018-11-04T01:30-02:00',
  ],
  [
    'the day that Apia skipped: 24 exact hours',
    'Pacific/Apia',
    '2011-12-31T10:00+14:00',
    '1d',
    '2011-12-29T10:00-10:00',
  ],
  ['across that day', 'Pacific/Apia', '2011-12-31T10:00+14:00', '2d', '2011-12-29T10:00-10:00'],
  ['at nine on that day', 'Pacific/Apia', '2011-12-31T08:00+14:00', '1d@09:00', '2011-12-29T08:00-10:00'],
  [
    'nine o’clock is too late for a seminar at 8:30',
    'Australia/Brisbane',
    '2026-12-03T08:30+10:00',
    '0d@09:00',
    '2026-12-03T07:30+10:00',
  ],
  [
    'and for one at nine',
    'Australia/Brisbane',
    '2026-12-03T09:00+10:00',
    '0d@09:00',
    '2026-12-03T08:00+10:00',
  ],
  [
    'an exact offset across a gap',
    'Europe/Berlin',
    '2027-03-28T03:10+02:00',
    '15m',
    '2027-03-28T01:55+01:00',
  ],
];

describe('offsetInstant', () => {
  it.each(CASES)('%s (%s)', (_, zone, start, offset, expected) => {
    const due = offsetInstant(Temporal.Instant.from(start), zone, parseOffset(offset));
    expect(due.toString()).toBe(Temporal.Instant.from(expected).toString());
  });
});

const starts = fc
  .integer({ min: Date.UTC(2011, 11, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));
const zones = fc.constantFrom(...ZONES);
const offsets = fc
  .oneof(
    fc.integer({ min: 1, max: 3000 }).map((n) => `${n}m`),
    fc.integer({ min: 1, max: 60 }).map((n) => `${n}d`),
    fc
      .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30'))
      .map(([d, h, m]) => `${d}d@${h}:${m}`),
  )
  .map(parseOffset);

describe('properties', () => {
  it('every result lies before the start, days off or not', () => {
    fc.assert(
      fc.property(starts, zones, offsets, (start, zone, offset) => {
        expect(Temporal.Instant.compare(offsetInstant(start, zone, offset), start)).toBe(-1);
        const due = dueInstant(start, zone, offset, WEEK);
        expect(Temporal.Instant.compare(due, start)).toBe(-1);
        expect(Temporal.Instant.compare(due, offsetInstant(start, zone, offset))).not.toBe(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing lands on a day off because of a calendar offset alone; exact offsets never move', () => {
    fc.assert(
      fc.property(starts, zones, offsets, (start, zone, offset) => {
        const due = dueInstant(start, zone, offset, WEEK);
        if (offset.type === 'exact') {
          expect(due.equals(start.subtract({ seconds: offset.seconds }))).toBe(true);
          return;
        }
        const day = due.toZonedDateTimeISO(zone).toPlainDate();
        const own = start.toZonedDateTimeISO(zone).toPlainDate();
        // Apia has no 30 December 2011: what falls on it is said on the 29th or 31st, whatever those are.
        if (day.equals(own) || (zone === 'Pacific/Apia' && day.year === 2011 && day.month === 12)) return;
        expect(isDayOff(day, WEEK)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('a calendar offset keeps the time of day unless the clock skips it', () => {
    fc.assert(
      fc.property(starts, zones, fc.integer({ min: 1, max: 60 }), (start, zone, days) => {
        const local = start.toZonedDateTimeISO(zone);
        const wanted = local.toPlainDateTime().subtract({ days });
        const due = offsetInstant(start, zone, parseOffset(`${days}d`)).toZonedDateTimeISO(zone);
        const exists = wanted.toZonedDateTime(zone).toPlainDateTime().equals(wanted);
        if (exists) expect(due.toPlainDateTime().toString()).toBe(wanted.toString());
      }),
      { numRuns: 1000 },
    );
  });
});

describe('days off', () => {
  const zone = 'Australia/Brisbane';
  const due = (start: string, offset: string): string =>
    dueInstant(Temporal.Instant.from(start), zone, parseOffset(offset), WEEK)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' });

  it('move day offsets to the workday before, at the same time', () => {
    expect(due('2026-12-07T11:00+10:00', '1d')).toBe('2026-12-04T11:00');
    expect(due('2026-12-07T11:00+10:00', '1d@09:00')).toBe('2026-12-04T09:00');
  });
  it('go back over a whole closure and the weekend before it', () => {
    expect(due('2027-04-12T11:00+10:00', '3d@09:00')).toBe('2027-04-02T09:00');
  });
  it('leave exact offsets and the seminar’s own day alone', () => {
    expect(due('2026-12-07T00:05+10:00', '15m')).toBe('2026-12-06T23:50');
    expect(due('2026-12-05T11:00+10:00', '0d@09:00')).toBe('2026-12-05T09:00');
  });
  it('a calendar without workdays moves nothing', () => {
    const never = { workdays: [], closed: [] };
    const start = Temporal.Instant.from('2026-12-07T11:00+10:00');
    const plain = offsetInstant(start, zone, parseOffset('1d'));
    expect(dueInstant(start, zone, parseOffset('1d'), never).equals(plain)).toBe(true);
  });
});
