import { isKnownZone } from '../../domain/instant.ts';
import { zoneOfTzid } from '../announcement/decode/calendar-zones.ts';
import { CellError, type CellTime, type DateOrder, readCellTime } from './cell-times.ts';
import type { CsvField } from './csv-columns.ts';

/** What of a record's entry says when. */
export interface RowTimes {
  readonly timezone: string;
  readonly start?: string;
  readonly end?: string;
  readonly date?: string;
  readonly duration?: string;
}

/** A cell of a row that cannot be read: which column, and why. */
export class RowError extends Error {
  readonly field: CsvField;
  readonly value: string;

  constructor(field: CsvField, value: string, problem: string) {
    super(problem);
    this.field = field;
    this.value = value;
  }
}

export type Cells = (field: CsvField) => string;

/** The columns of a row that say when, in the form of a record file. Throws RowError. */
export function readRowTimes(
  cells: Cells,
  setting: { readonly timezone: string; readonly dateOrder: DateOrder },
): RowTimes {
  const read = (field: CsvField): CellTime | undefined => {
    try {
      return readCellTime(cells(field), setting.dateOrder);
    } catch (error) {
      if (error instanceof CellError) throw new RowError(field, cells(field), error.message);
      throw error;
    }
  };
  const zone = readZone(cells('timezone'), setting.timezone);
  const [start, date, time, end] = [read('start'), read('date'), read('time'), read('end')];
  const parts = [start, date, time].filter((part) => part !== undefined);
  const day = only(
    'start',
    cells,
    parts.flatMap((part) => part.date ?? []),
    Temporal.PlainDate.compare,
  );
  const clock = only(
    'time',
    cells,
    parts.flatMap((part) => part.start ?? []),
    Temporal.PlainTime.compare,
  );
  const until = end?.start ?? parts.find((part) => part.end)?.end;
  const said = parts.find((part) => part.zones)?.zones;
  const offset = parts.find((part) => part.offset !== undefined)?.offset ?? '';
  const timezone = settleZone(said, zone, day, clock, cells);
  const duration = readDuration(cells('duration'));
  if (!day) return { timezone };
  if (!clock) return { timezone, date: day.toString() };
  return {
    timezone,
    start: `${day.toString()} ${shortTime(clock)}${offset}`,
    ...(until === undefined ? {} : { end: endOf(end, until) }),
    // An end that is said counts before a length that is said too.
    ...(until === undefined && duration !== undefined ? { duration } : {}),
  };
}

function endOf(end: CellTime | undefined, until: Temporal.PlainTime): string {
  return end?.date && end.start
    ? `${end.date.toString()} ${shortTime(end.start)}${end.offset ?? ''}`
    : shortTime(until);
}

function shortTime(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}

/** Two columns may say the same; they may not contradict each other. */
function only<T>(
  field: CsvField,
  cells: Cells,
  values: readonly T[],
  compare: (a: T, b: T) => number,
): T | undefined {
  const [first, ...others] = values;
  if (first !== undefined && others.some((other) => compare(first, other) !== 0)) {
    throw new RowError(field, cells(field), 'says otherwise than the columns of date and time beside it');
  }
  return first;
}

function readZone(cell: string, usual: string): string {
  const name = cell.trim();
  if (name === '') return usual;
  const zone = isKnownZone(name) ? name : zoneOfTzid(name);
  if (zone !== undefined) return zone;
  throw new RowError('timezone', name, 'is not a time zone; give an IANA name such as Australia/Brisbane');
}

/** "2pm AEST" in a sheet of Brisbane is Brisbane's; elsewhere a name with several meanings is not chosen between. */
function settleZone(
  said: readonly string[] | undefined,
  zone: string,
  day: Temporal.PlainDate | undefined,
  clock: Temporal.PlainTime | undefined,
  cells: Cells,
): string {
  const [first, ...others] = said ?? [];
  if (first === undefined || !day || !clock) return zone;
  const at = day.toPlainDateTime(clock);
  const offsetIn = (name: string): string => at.toZonedDateTime(name).offset;
  if ([first, ...others].some((name) => offsetIn(name) === offsetIn(zone))) return zone;
  if (others.every((name) => offsetIn(name) === offsetIn(first))) return first;
  const field = cells('time') === '' ? 'start' : 'time';
  throw new RowError(field, cells(field), 'names a time zone that has several meanings; use its IANA name');
}

/** "60", "60 min", "1h", "1 hour", "1h30", "1:30" → as record files write it. */
function readDuration(cell: string): string | undefined {
  const text = cell.trim().toLowerCase();
  if (text === '') return undefined;
  const minutes = /^(\d{1,3})\s*(?:m|min|mins|minutes?|minuten)?\.?$/.exec(text);
  const hours = /^(\d{1,2})\s*(?:h|hrs?|hours?|stunden?|std)\.?\s*(?:(\d{1,2})\s*(?:m|min|minutes?)?)?$/.exec(
    text,
  );
  const clock = /^(\d{1,2}):([0-5]\d)(?::00)?$/.exec(text);
  const length = minutes
    ? Number(minutes[1])
    : hours
      ? Number(hours[1]) * 60 + Number(hours[2] ?? 0)
      : clock
        ? Number(clock[1]) * 60 + Number(clock[2])
        : 0;
  if (length > 0 && length <= 24 * 60) return `${length}m`;
  throw new RowError('duration', cell, 'is not a length; write minutes (60) or 1h30');
}
