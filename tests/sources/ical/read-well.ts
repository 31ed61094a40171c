import { expect } from 'vitest';
import { readCalendar } from '../../../src/sources/ical/read-calendar.ts';
import { aCalendar } from './calendar-text.ts';

const setting = {
  now: Temporal.Instant.from('2026-11-16T00:00:00Z'),
  timezone: 'Australia/Brisbane',
  dateOrder: 'day-first',
  seriesNames: ['Tides and Waves'],
} as const;

/** On 16 November 2026, in Brisbane. */
export const read = (text: string) => readCalendar(text, setting);

/** The records of a calendar without problems. */
export const good = async (text: string) => {
  const { records, problems } = await read(text);
  expect(problems).toEqual([]);
  return records;
};

/** The fields of the only record of an event. */
export const one = async (...lines: readonly string[]) => {
  const records = await good(aCalendar([lines]));
  expect(records).toHaveLength(1);
  return records[0]?.fields;
};

/** When each is, as text. */
export const times = async (text: string): Promise<readonly string[]> =>
  (await good(text)).map(({ fields: { start, end, timezone, date } }) =>
    [start?.toString(), end && `–${end}`, date?.toString(), timezone]
      .filter((part) => part !== undefined)
      .join(' '),
  );

export const BRISBANE = ';TZID=Australia/Brisbane:20261203T110000';
