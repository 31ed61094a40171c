import { nameZone, offsetAt } from './zone-name.ts';

/** How dates and clocks are written. Everything here is in the zone that is handed over, never in the machine's. */

export interface Span {
  readonly start: Temporal.Instant;
  readonly end?: Temporal.Instant;
  readonly timezone: string;
}

export type DayStyle = 'full' | 'yearless' | 'short';

const DAY: Readonly<Record<DayStyle, Intl.DateTimeFormatOptions>> = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  yearless: { weekday: 'long', day: 'numeric', month: 'long' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
};

/** "Thursday 3 December 2026". */
export function writeDay(
  instant: Temporal.Instant,
  zone: string,
  locale: string,
  style: DayStyle = 'full',
): string {
  return write(instant, zone, locale, DAY[style]);
}

/** A day that has no clock yet. */
export function writeDate(date: Temporal.PlainDate, locale: string): string {
  return writeDay(date.toZonedDateTime('UTC').toInstant(), 'UTC', locale);
}

/** "11:00": the clock of 24 hours, which nobody misreads; of 12 in the USA or where the locale asks (`-u-hc-h12`). */
export function writeClock(instant: Temporal.Instant, zone: string, locale: string): string {
  return write(instant, zone, locale, { hour: 'numeric', minute: '2-digit', hourCycle: hourCycleOf(locale) });
}

/** "11:00 Brisbane"; with its offset where the clock shows that hour twice (end of daylight saving). */
export function writeClockAndZone(instant: Temporal.Instant, zone: string, locale: string): string {
  const offset = isRepeated(instant, zone) ? ` (${offsetAt(instant, zone)})` : '';
  return `${writeClock(instant, zone, locale)} ${nameZone(zone)}${offset}`;
}

/** "Thursday 3 December, 11:00 Brisbane". */
export function writeMoment(
  instant: Temporal.Instant,
  zone: string,
  locale: string,
  style: DayStyle = 'full',
): string {
  return `${writeDay(instant, zone, locale, style)}, ${writeClockAndZone(instant, zone, locale)}`;
}

/** "Thursday 3 December 2026, 11:00–12:00 Brisbane (UTC+10)"; with both days where it ends on another. */
export function writeSpan(span: Span, locale: string, style: DayStyle = 'full'): string {
  const { start, end, timezone } = span;
  const day = writeDay(start, timezone, locale, style);
  const clock = writeClock(start, timezone, locale);
  const zone = writeZone(start, timezone);
  if (!end || Temporal.Instant.compare(end, start) <= 0) return `${day}, ${clock} ${zone}`;
  const endClock = writeClock(end, timezone, locale);
  if (isOneDay(start, end, timezone)) {
    const dash = /\s/.test(clock) ? ' – ' : '–';
    return `${day}, ${clock}${dash}${endClock} ${zone}`;
  }
  return `${day}, ${clock} – ${writeDay(end, timezone, locale, style)}, ${endClock} ${zone}`;
}

/** Whether both fall on one calendar day of the zone; an end at midnight belongs to the day that it closes. */
function isOneDay(start: Temporal.Instant, end: Temporal.Instant, zone: string): boolean {
  const last = end.subtract({ nanoseconds: 1 });
  return start.toZonedDateTimeISO(zone).toPlainDate().equals(last.toZonedDateTimeISO(zone).toPlainDate());
}

export function isSameDay(a: Temporal.Instant, b: Temporal.Instant, zone: string): boolean {
  return a.toZonedDateTimeISO(zone).toPlainDate().equals(b.toZonedDateTimeISO(zone).toPlainDate());
}

function writeZone(instant: Temporal.Instant, zone: string): string {
  const name = nameZone(zone);
  return name.startsWith('UTC') ? name : `${name} (${offsetAt(instant, zone)})`;
}

function isRepeated(instant: Temporal.Instant, zone: string): boolean {
  const wall = instant.toZonedDateTimeISO(zone).toPlainDateTime();
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  return earlier.epochMilliseconds !== later.epochMilliseconds;
}

type HourCycle = 'h11' | 'h12' | 'h23';

/** Every clock on a card asks, and likely subtags are slow to add. */
const hourCycles = new Map<string, HourCycle>();

function hourCycleOf(locale: string): HourCycle {
  const known = hourCycles.get(locale);
  if (known) return known;
  const fresh = readHourCycle(locale);
  hourCycles.set(locale, fresh);
  return fresh;
}

function readHourCycle(locale: string): HourCycle {
  const parsed = new Intl.Locale(locale);
  if (parsed.hourCycle === 'h12' || parsed.hourCycle === 'h11') return parsed.hourCycle;
  return parsed.maximize().region === 'US' && parsed.hourCycle === undefined ? 'h12' : 'h23';
}

/** Formatters are slow to make and few: one a locale, zone and style. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function write(
  instant: Temporal.Instant,
  zone: string,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): string {
  const name = JSON.stringify([locale, zone, options]);
  let formatter = formatters.get(name);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formatters.set(name, formatter);
  }
  // CLDR puts narrow no-break spaces before "PM"; searches and plain-text mails do better with ordinary ones.
  return formatter.format(instant.epochMilliseconds).replace(/[\u202f\u00a0\u2009]/g, ' ');
}
