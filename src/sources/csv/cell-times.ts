import { isToBeAnnounced } from '../../domain/merge.ts';
import type { DateToken } from '../announcement/when/date-token.ts';
import { readZoneAfter } from '../announcement/when/read-zone.ts';
import { resolveDate } from '../announcement/when/resolve-date.ts';
import { type ClockReading, resolveTime } from '../announcement/when/resolve-time.ts';
import { scanDates } from '../announcement/when/scan-dates.ts';
import { scanTimes, type TimeToken } from '../announcement/when/scan-times.ts';

/** What one cell says of when. Clock times are of the venue, unless `offset` or `zone` says otherwise. */
export interface CellTime {
  readonly date?: Temporal.PlainDate;
  readonly start?: Temporal.PlainTime;
  readonly end?: Temporal.PlainTime;
  /** "+10:00" or "Z", where the cell gives one. */
  readonly offset?: string;
  /** IANA zones that the cell's words can mean ("AEST": those of Brisbane and of Sydney). */
  readonly zones?: readonly string[];
}

/** `unsure`: only dates that can be read in one way are read. */
export type DateOrder = 'day-first' | 'month-first' | 'unsure';

/** A cell that cannot be read for certain: the sentence says why and what would do. */
export class CellError extends Error {}

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T\s]+(\d{1,2}):(\d{2})(?::\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const FILLING = /^(?:at|on|from|um|am|den|le|à|a|las|el|de|uhr|hrs?|noon|midday|local|time|the|h)$/i;
const MIXED =
  'can be read in two ways, and the column writes dates in both; write them as 2027-03-04, or say dateOrder at the source';
const EXAMPLES = 'write 2027-03-04 11:00, 4 March 2027 11:00 or 4/3/2027 11:00 am';

/** A date, a time, or both. Undefined for an empty cell and "TBA". Throws CellError. */
export function readCellTime(cell: string, dateOrder: DateOrder): CellTime | undefined {
  // Sheets shorten "4-Mar-2027" to "4-Mar-27".
  const text = cell
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(\d{1,2}-\p{L}{3,9}-)(\d\d)(?!\d)/u, '$120$2');
  if (isToBeAnnounced(text)) return undefined;
  if (text.length > 200) throw new CellError(`is more than a day and a time; ${EXAMPLES}`);
  const iso = ISO.exec(text);
  if (iso) return readIso(iso);
  const dates = scanDates(text);
  if (dates.length > 1) throw new CellError('names more than one day');
  const [day] = dates;
  const date = day && readDay(day, dateOrder, text.slice(day.start, day.end));
  const open = day ? text.slice(0, day.start) + ' '.repeat(day.end - day.start) + text.slice(day.end) : text;
  const times = scanTimes(open);
  if (times.length > 1) throw new CellError('names more than one time');
  const [time] = times;
  const clock = time && readClock(time, open.slice(time.start, time.end));
  if (time && (!clock || clock.note !== undefined))
    throw new CellError('does not say whether am or pm is meant');
  const zone = time && readZoneAfter(open, time.end);
  checkRest(blank(blank(open, time), zone), date !== undefined || clock !== undefined);
  return {
    ...(date ? { date } : {}),
    ...(clock ? { start: clock.start } : {}),
    ...(clock?.end ? { end: clock.end } : {}),
    ...(zone ? { zones: zone.zones } : {}),
  };
}

/**
 * Whether any of the cells can only be read the other way round than is configured ("3/13/2027" where the day comes
 * first). Then no date of the column that can be read both ways is certain.
 */
export function contradictsOrder(cells: readonly string[], dateOrder: 'day-first' | 'month-first'): boolean {
  return cells.some((cell) => {
    const match = /^\D*(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?\d{2,4}/.exec(cell);
    const [first, second] = [Number(match?.[1] ?? 0), Number(match?.[3] ?? 0)];
    const [day, month] = dateOrder === 'day-first' ? [first, second] : [second, first];
    return month > 12 && day > 0 && day <= 12;
  });
}

function readIso([, day = '', hour, minute, offset]: RegExpExecArray): CellTime {
  try {
    const date = Temporal.PlainDate.from(day);
    if (hour === undefined || minute === undefined) return { date };
    const start = Temporal.PlainTime.from(`${hour.padStart(2, '0')}:${minute}`);
    return { date, start, ...(offset === undefined ? {} : { offset }) };
  } catch {
    throw new CellError('is no day and time of the calendar');
  }
}

function readDay(token: DateToken, dateOrder: DateOrder, written: string): Temporal.PlainDate {
  const { date } = token;
  if ((date.type !== 'named' && date.type !== 'numeric') || date.year === undefined) {
    throw new CellError(`names no day with its year; ${EXAMPLES}`);
  }
  // With a year given, nothing counts from a day.
  const from = new Temporal.PlainDate(2000, 1, 1);
  const isOpen =
    date.type === 'numeric' && date.first <= 12 && date.second <= 12 && date.first !== date.second;
  if (dateOrder === 'unsure' && isOpen) throw new CellError(MIXED);
  const order = dateOrder === 'unsure' ? 'day-first' : dateOrder;
  const reading = resolveDate(token, { from, dateOrder: order }, written);
  if (reading.type === 'day') return reading.date;
  throw new CellError(reading.problem);
}

function readClock(token: TimeToken, written: string): ClockReading | undefined {
  // "00:30" is a clock of 24 hours, and plain.
  if (token.from.hour === 0 && !token.to)
    return { start: Temporal.PlainTime.from({ hour: 0, minute: token.from.minute }) };
  return resolveTime(token, written);
}

function blank(text: string, span: { readonly start: number; readonly end: number } | undefined): string {
  if (!span) return text;
  return text.slice(0, span.start) + ' '.repeat(span.end - span.start) + text.slice(span.end);
}

/** Whatever else stands in the cell ("or the week after") may change what is meant. */
function checkRest(rest: string, found: boolean): void {
  const words = rest.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !FILLING.test(word));
  if (!found || words.length > 0) throw new CellError(`is no day and time; ${EXAMPLES}`);
}
