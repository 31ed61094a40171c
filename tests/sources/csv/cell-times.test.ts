import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellError, type DateOrder, readCellTime } from '../../../src/sources/csv/cell-times.ts';

const shown = (cell: string, order: DateOrder = 'day-first'): string => {
  const time = readCellTime(cell, order);
  if (!time) return 'nothing';
  const { date, start, end, offset, zones } = time;
  const clock = (at: Temporal.PlainTime): string => at.toString({ smallestUnit: 'minute' });
  return [
    date?.toString(),
    start && clock(start),
    end && `–${clock(end)}`,
    offset,
    zones?.length === 1 ? zones[0] : zones && 'several zones',
  ]
    .filter((part) => part !== undefined)
    .join(' ');
};
const refusal = (cell: string, order: DateOrder = 'day-first'): string => {
  try {
    return `read as ${shown(cell, order)}`;
  } catch (error) {
    return error instanceof CellError ? error.message : `not a CellError: ${String(error)}`;
  }
};

describe('a cell that says when', () => {
  it.each([
    ['2027-03-04', '2027-03-04'],
    ['2027-03-04 9:30', '2027-03-04 09:30'],
    ['2027-03-04T11:00:00+10:00', '2027-03-04 11:00 +10:00'],
    ['2027/03/04 14:00', '2027-03-04 14:00'],
    ['4/3/2027', '2027-03-04'],
    ['4/3/27 2pm', '2027-03-04 14:00'],
    ['04.03.2027 14:15 Uhr', '2027-03-04 14:15'],
    ['Thu 4 March 2027, 2pm – 3pm', '2027-03-04 14:00 –15:00'],
    ['Thursday, March 4, 2027', '2027-03-04'],
    ['4. März 2027, 16:15 Uhr', '2027-03-04 16:15'],
    ['le 4 mars 2027 à 14h30', '2027-03-04 14:30'],
    ['4-Mar-27', '2027-03-04'],
    ['4-Mar-2027 14:00', '2027-03-04 14:00'],
    ['March 4, 2027 at 2:00 PM AEST', '2027-03-04 14:00 several zones'],
    ['2:00:00 PM', '14:00'],
    ['13:00:00', '13:00'],
    ['11-12', '11:00 –12:00'],
    ['TBA', 'nothing'],
    ['  ', 'nothing'],
  ])('%s', (cell, meaning) => expect(shown(cell)).toBe(meaning));

  it('reads numbers in the order that is configured', () => {
    expect(shown('4/3/2027', 'month-first')).toBe('2027-04-03');
    // It can only be the day first, whatever is configured.
    expect(shown('14/3/2027', 'month-first')).toBe('2027-03-14');
    expect(refusal('4/3/2027', 'unsure')).toContain('can be read in two ways');
    expect(shown('14/3/2027', 'unsure')).toBe('2027-03-14');
    expect(shown('4/4/2027', 'unsure')).toBe('2027-04-04');
  });

  it.each([
    ['4 Mar', 'names no day with its year'],
    ['Thursday', 'names no day with its year'],
    ['tomorrow 2pm', 'names no day with its year'],
    ['Friday 4 March 2027', 'is a Thursday, not a Friday'],
    ['31/2/2027', 'is no date of the calendar'],
    ['2027-02-30', 'is no day and time of the calendar'],
    ['4/3/2027 or 11/3/2027', 'more than one day'],
    ['4/3/2027 TBC', 'is no day and time'],
    ['46085', 'is no day and time'],
    ['after lunch', 'is no day and time'],
    ['4/3/2027 2:00', 'am or pm'],
    ['7:30', 'am or pm'],
  ])('does not guess at %s', (cell, problem) => expect(refusal(cell)).toContain(problem));

  it('never fails but with a sentence', () => {
    const piece = fc.constantFrom(
      '4',
      '/',
      '3/2027',
      '14:00',
      'pm',
      'March',
      ' ',
      '2027-03-04',
      '–',
      'Z',
      'or',
      '½',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (cell) => {
          expect(refusal(cell)).not.toContain('not a CellError');
        },
      ),
    );
  });
});
