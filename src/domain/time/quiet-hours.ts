import type { QuietHours } from '../policy.ts';

/**
 * When the quiet that holds at `instant` ends: the first instant after it at which the zone's clock reads outside the
 * quiet hours. Undefined where it is not quiet. `from` is quiet, `to` is not; equal ends mean no quiet hours at all.
 * Where the clock skips `to`, quiet ends as the clock jumps; where it repeats `to`, at the next time it reads it.
 */
export function quietUntil(
  instant: Temporal.Instant,
  quiet: QuietHours,
  zone: string,
): Temporal.Instant | undefined {
  const local = instant.toZonedDateTimeISO(zone);
  const time = local.toPlainTime();
  if (!isQuietAt(time, quiet)) return undefined;
  const day = local.toPlainDate();
  const wraps = Temporal.PlainTime.compare(quiet.to, quiet.from) < 0;
  const endsTomorrow = wraps && Temporal.PlainTime.compare(time, quiet.from) >= 0;
  const end = (endsTomorrow ? day.add({ days: 1 }) : day).toPlainDateTime(quiet.to);
  const first = end.toZonedDateTime(zone, { disambiguation: 'compatible' });
  if (!first.toPlainDateTime().equals(end)) return jumpBefore(first);
  if (Temporal.Instant.compare(first.toInstant(), instant) > 0) return first.toInstant();
  return end.toZonedDateTime(zone, { disambiguation: 'later' }).toInstant();
}

function isQuietAt(time: Temporal.PlainTime, { from, to }: QuietHours): boolean {
  const afterFrom = Temporal.PlainTime.compare(time, from) >= 0;
  const beforeTo = Temporal.PlainTime.compare(time, to) < 0;
  const order = Temporal.PlainTime.compare(from, to);
  if (order === 0) return false;
  return order < 0 ? afterFrom && beforeTo : afterFrom || beforeTo;
}

/** The clock's jump over the gap that `shifted` was moved out of. */
function jumpBefore(shifted: Temporal.ZonedDateTime): Temporal.Instant {
  // One nanosecond later, so that a time shifted exactly onto the jump finds that jump.
  const jump = shifted.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
  return (jump ?? shifted).toInstant();
}
