import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMomentText, parseMoment } from '../../../src/domain/time/parse-moment.ts';

describe('a moment as it is typed', () => {
  it.each([
    ['2027-03-04 11:00', 'Australia/Brisbane', '2027-03-04T01:00:00Z'],
    [' 2027-03-04T11:00 ', 'Australia/Brisbane', '2027-03-04T01:00:00Z'],
    ['2027-03-04 9:05', 'Asia/Kolkata', '2027-03-04T03:35:00Z'],
    ['2027-03-04 11:00:30', 'UTC', '2027-03-04T11:00:30Z'],
    ['2027-03-04T11:00+10:00', 'Europe/Berlin', '2027-03-04T01:00:00Z'],
    ['2027-03-04 11:00Z', 'Europe/Berlin', '2027-03-04T11:00:00Z'],
    ['2027-10-31 02:30+01:00', 'Europe/Berlin', '2027-10-31T01:30:00Z'],
  ])('"%s" in %s', (text, zone, instant) => {
    expect(isMomentText(text)).toBe(true);
    expect(parseMoment(text, zone)?.toString()).toBe(instant);
  });

  it.each([
    ['2027-03-04', 'UTC'],
    ['11:00', 'UTC'],
    ['4/3/2027 11:00', 'UTC'],
    ['2027-02-30 11:00', 'UTC'],
    ['2027-03-04 25:00', 'UTC'],
    ['2027-03-04 11:60', 'UTC'],
    ['tomorrow', 'UTC'],
    // An hour that the clock skips, and one that it shows twice.
    ['2027-03-28 02:30', 'Europe/Berlin'],
    ['2027-10-31 02:30', 'Europe/Berlin'],
  ])('"%s" in %s is none for certain', (text, zone) => {
    expect(parseMoment(text, zone)).toBeUndefined();
  });

  it('nothing makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseMoment(text, 'Australia/Brisbane')));
  });
});
