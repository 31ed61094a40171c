import type { Offset } from '../route.ts';
import { type DaysOff, workdayAtOrBefore } from './days-off.ts';

/** Where a time of day on the start's own day is not before the start, it is said this long before the start. */
const CLAMP_MINUTES = 60;

/**
 * The instant that lies `offset` before `start`; always before it.
 *
 * - `s`, `m`, `h` are exact.
 * - `d` and `w` are calendar units in the seminar's zone: the same time of day, days earlier. A time that the clock
 *   skips moves to after the gap, one that it repeats is the first (`compatible`).
 * - `days@time` is that time of day on the local date. A time on the start's own day that is at or after the start
 *   (`0d@09:00` of a seminar at 08:30) is clamped to one hour before the start: the day's reminder still comes.
 * - A result at or after the start otherwise (the calendar skipped the day) falls back to exact hours, 24 a day.
 */
export function offsetInstant(start: Temporal.Instant, zone: string, offset: Offset): Temporal.Instant {
  if (offset.type === 'exact') return start.subtract({ seconds: offset.seconds });
  const local = start.toZonedDateTimeISO(zone);
  return onLocalDay(start, local, local.toPlainDate().subtract({ days: offset.days }), offset);
}

/**
 * As `offsetInstant`, but calendar offsets that fall on a day off move to the workday before, at the same time of day.
 * Exact offsets never move, and the seminar's own day counts as a workday: it is the seminar that picked it.
 */
export function dueInstant(
  start: Temporal.Instant,
  zone: string,
  offset: Offset,
  off: DaysOff,
): Temporal.Instant {
  const due = offsetInstant(start, zone, offset);
  if (offset.type === 'exact') return due;
  const local = start.toZonedDateTimeISO(zone);
  // What counts is the day on which it would be said: a skipped day has moved it already.
  const said = due.toZonedDateTimeISO(zone).toPlainDate();
  if (said.equals(local.toPlainDate())) return due;
  const day = workdayAtOrBefore(said, off);
  return day.equals(said) ? due : onLocalDay(start, local, day, offset);
}

type CalendarOffset = Exclude<Offset, { type: 'exact' }>;

function onLocalDay(
  start: Temporal.Instant,
  local: Temporal.ZonedDateTime,
  day: Temporal.PlainDate,
  offset: CalendarOffset,
): Temporal.Instant {
  const time = offset.type === 'dayAt' ? offset.at : local.toPlainTime();
  const at = day.toPlainDateTime(time).toZonedDateTime(local.timeZoneId, { disambiguation: 'compatible' });
  const instant = at.toInstant();
  if (Temporal.Instant.compare(instant, start) < 0) return instant;
  return offset.days === 0
    ? start.subtract({ minutes: CLAMP_MINUTES })
    : start.subtract({ hours: offset.days * 24 });
}
