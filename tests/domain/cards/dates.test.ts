import { describe, expect, it } from 'vitest';
import { writeClockAndZone, writeSpan } from '../../../src/domain/cards/dates.ts';
import { writeLead } from '../../../src/domain/cards/lead.ts';
import { lookOf } from '../../../src/domain/cards/look.ts';
import { nameZone } from '../../../src/domain/cards/zone-name.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { START, sampleContext } from './sample-seminar.ts';

function span(start: string, end: string | undefined, timezone: string, locale = 'en-AU'): string {
  const times = { start: Temporal.Instant.from(start), timezone };
  return writeSpan(end ? { ...times, end: Temporal.Instant.from(end) } : times, locale);
}

describe('a span of time', () => {
  it.each([
    ['en-AU', 'Thursday 3 December 2026, 11:00–12:00 Brisbane (UTC+10)'],
    ['en-GB', 'Thursday, 3 December 2026, 11:00–12:00 Brisbane (UTC+10)'],
    ['en-US', 'Thursday, December 3, 2026, 11:00 AM – 12:00 PM Brisbane (UTC+10)'],
    ['de-DE', 'Donnerstag, 3. Dezember 2026, 11:00–12:00 Brisbane (UTC+10)'],
    ['en-AU-u-hc-h12', 'Thursday 3 December 2026, 11:00 am – 12:00 pm Brisbane (UTC+10)'],
  ])('is written as %s writes it', (locale, said) => {
    expect(span('2026-12-03T01:00:00Z', '2026-12-03T02:00:00Z', 'Australia/Brisbane', locale)).toBe(said);
  });

  it.each([
    [
      'half-hour zone',
      '2026-12-03T05:30:00Z',
      '2026-12-03T06:30:00Z',
      'Asia/Kolkata',
      '11:00–12:00 Kolkata (UTC+5:30)',
    ],
    ['no end', '2026-12-03T01:00:00Z', undefined, 'Australia/Brisbane', '2026, 11:00 Brisbane (UTC+10)'],
    ['end before start', '2026-12-03T01:00:00Z', '2026-12-03T00:00:00Z', 'UTC', '2026, 01:00 UTC'],
    [
      'until midnight',
      '2026-12-03T12:00:00Z',
      '2026-12-03T14:00:00Z',
      'Australia/Brisbane',
      '22:00–00:00 Brisbane (UTC+10)',
    ],
    [
      'past midnight',
      '2026-12-03T13:00:00Z',
      '2026-12-03T15:00:00Z',
      'Australia/Brisbane',
      'Thursday 3 December 2026, 23:00 – Friday 4 December 2026, 01:00 Brisbane (UTC+10)',
    ],
    // Clocks go back from 03:00 to 02:00 during this one.
    [
      'across the end of summer time',
      '2027-04-03T14:30:00Z',
      '2027-04-03T17:30:00Z',
      'Australia/Sydney',
      '01:30–03:30 Sydney (UTC+11)',
    ],
  ])('%s', (_name, start, end, zone, said) => {
    expect(span(start, end, zone)).toContain(said);
  });

  it('tells the two hours of a repeated one apart', () => {
    const write = (text: string) =>
      writeClockAndZone(Temporal.Instant.from(text), 'Australia/Sydney', 'en-AU');
    expect(write('2027-04-03T15:30:00Z')).toBe('02:30 Sydney (UTC+11)');
    expect(write('2027-04-03T16:30:00Z')).toBe('02:30 Sydney (UTC+10)');
    expect(write('2027-04-03T17:30:00Z')).toBe('03:30 Sydney');
  });
});

it.each([
  ['Australia/Brisbane', 'Brisbane'],
  ['America/New_York', 'New York'],
  ['America/Argentina/Buenos_Aires', 'Buenos Aires'],
  ['US/Eastern', 'US Eastern'],
  ['UTC', 'UTC'],
  ['Etc/UTC', 'UTC'],
  ['Etc/GMT-10', 'UTC+10'],
  ['-03:30', 'UTC-3:30'],
])('the zone %s is called %s', (zone, name) => {
  expect(nameZone(zone)).toBe(name);
});

it.each([
  ['15m', '15 minutes before it starts'],
  ['60m', '1 hour before it starts'],
  ['90s', '90 seconds before it starts'],
  ['1d', '1 day before it starts'],
  ['2w', '14 days before it starts'],
  ['0d@09:00', 'on the day, at 09:00'],
  ['1d@17:30', 'the day before, at 17:30'],
])('the offset %s means %s', (text, said) => {
  expect(writeLead(parseOffset(text), lookOf(sampleContext({ now: START })))).toBe(said);
});
