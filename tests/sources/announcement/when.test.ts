import { describe, expect, it } from 'vitest';
import { resolveDate } from '../../../src/sources/announcement/when/resolve-date.ts';
import { resolveTime } from '../../../src/sources/announcement/when/resolve-time.ts';
import { scanDates } from '../../../src/sources/announcement/when/scan-dates.ts';
import { scanTimes } from '../../../src/sources/announcement/when/scan-times.ts';

/** A Monday. */
const FROM = Temporal.PlainDate.from('2026-09-07');

function day(text: string, dateOrder: 'day-first' | 'month-first' = 'day-first'): string | undefined {
  const [token] = scanDates(text);
  if (!token) return undefined;
  const reading = resolveDate(token, { from: FROM, dateOrder }, text.slice(token.start, token.end));
  return reading.type === 'day' ? reading.date.toString() : 'unsure';
}

function hours(text: string): string | undefined {
  const [token] = scanTimes(text);
  const reading = token && resolveTime(token, text);
  return (
    reading &&
    [reading.start, reading.end]
      .flatMap((time) => (time ? [time.toString({ smallestUnit: 'minute' })] : []))
      .join('-')
  );
}

describe('dates', () => {
  it.each([
    ['Thursday 10 September 2026', '2026-09-10'],
    ['Sept 10th', '2026-09-10'],
    ['10. September', '2026-09-10'],
    ['jeudi 10 septembre', '2026-09-10'],
    ['jueves, 10 de septiembre de 2026', '2026-09-10'],
    ['2026年9月10日（星期四）', '2026-09-10'],
    ['10/9/26', '2026-09-10'],
    ['2026-09-10', '2026-09-10'],
    ['3 March', '2027-03-03'],
    ['7 September', '2026-09-07'],
    ['this Thursday', '2026-09-10'],
    ['tomorrow', '2026-09-08'],
    ['Thursday next week', '2026-09-17'],
    ['下周四', '2026-09-17'],
    ['29 February', '2028-02-29'],
    ['4/30/2027', '2027-04-30'],
  ])('%s', (text, expected) => expect(day(text)).toBe(expected));

  it('is in doubt where the text contradicts itself or can be read in two ways', () => {
    expect(day('Wednesday 10 September 2026')).toBe('unsure');
    expect(day('next Thursday')).toBe('unsure');
    expect(day('31/2/2027')).toBe('unsure');
    expect(day('21-22 September')).toBe('unsure');
  });

  it('reads the order of numbers by the setting, and by a weekday that fits only the other', () => {
    expect(day('05/06/2026')).toBe('2026-06-05');
    expect(day('05/06/2026', 'month-first')).toBe('2026-05-06');
    expect(day('Friday 05/06/2026', 'month-first')).toBe('2026-06-05');
    expect(day('Friday 10/09/2026')).toBe('2026-10-09');
  });
});

describe('times', () => {
  it.each([
    ['2pm', '14:00'],
    ['3.30pm', '15:30'],
    ['14h30', '14:30'],
    ['16 Uhr c.t.', '16:15'],
    ['16 Uhr s.t.', '16:00'],
    ['1:00-2:00pm', '13:00-14:00'],
    ['11:00-1:00pm', '11:00-13:00'],
    ['11am - 12 noon', '11:00-12:00'],
    ['10.30am – 12.00pm', '10:30-12:00'],
    ['下午3:00至4:30', '15:00-16:30'],
    ['de 10h30 à 11h30', '10:30-11:30'],
    ['3:00', '15:00'],
    ['14:00 to 15:00', '14:00-15:00'],
  ])('%s', (text, expected) => expect(hours(text)).toBe(expected));

  it('gives none where morning and evening are both likely', () => {
    expect(hours('7:30')).toBeUndefined();
    expect(hours('03:00')).toBeUndefined();
  });

  it('takes no other numbers for times', () => {
    for (const text of [
      '78-420',
      '+61 3 7018 2005',
      'version 1.2.3',
      '40%',
      'https://zoom.us/j/81111111111',
    ]) {
      expect(scanTimes(text).filter((token) => !token.weak)).toEqual([]);
    }
  });
});
