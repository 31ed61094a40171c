import { type Cron, occursOn } from './cron.ts';

/**
 * When a cron expression fires, by the clock of a zone. A time that the clock skips fires after the gap, one that it
 * repeats fires once, the first time round; two that meet in one instant are one slot.
 */

/** 29 February is up to eight years away (around 2100); nothing that `parseCron` lets through is rarer. */
const SEARCH_DAYS = 8 * 366 + 1;

/** The first slot after the instant. */
export function nextSlot(cron: Cron, zone: string, after: Temporal.Instant): Temporal.Instant {
  const today = after.toZonedDateTimeISO(zone).toPlainDate();
  // From yesterday: the calendar may have skipped a day, whose slots fire on the next.
  for (let ahead = -1; ahead <= SEARCH_DAYS; ahead += 1) {
    const slot = slotsOn(cron, zone, today.add({ days: ahead })).find(
      (instant) => Temporal.Instant.compare(instant, after) > 0,
    );
    if (slot) return slot;
  }
  throw new RangeError(`"${cron.text}" does not occur after ${after.toString()}`);
}

/** The last slot at or before the instant. */
export function latestSlot(cron: Cron, zone: string, atOrBefore: Temporal.Instant): Temporal.Instant {
  const today = atOrBefore.toZonedDateTimeISO(zone).toPlainDate();
  for (let back = 0; back <= SEARCH_DAYS; back += 1) {
    const slot = slotsOn(cron, zone, today.subtract({ days: back })).findLast(
      (instant) => Temporal.Instant.compare(instant, atOrBefore) <= 0,
    );
    if (slot) return slot;
  }
  throw new RangeError(`"${cron.text}" does not occur before ${atOrBefore.toString()}`);
}

/** In order, each once. */
function slotsOn(cron: Cron, zone: string, day: Temporal.PlainDate): readonly Temporal.Instant[] {
  if (!occursOn(cron, day)) return [];
  const midnight = day.toZonedDateTime(zone);
  const times = cron.hours.flatMap((hour) => cron.minutes.map((minute) => ({ hour, minute })));
  // On a day of 24 hours from midnight the clock runs evenly: no calendar arithmetic for each of up to 1,440 times.
  if (midnight.hoursInDay === 24 && midnight.hour === 0 && midnight.toPlainDate().equals(day)) {
    const begin = midnight.toInstant();
    return times.map(({ hour, minute }) => begin.add({ hours: hour, minutes: minute }));
  }
  const instants = times.map(({ hour, minute }) =>
    day
      .toPlainDateTime(new Temporal.PlainTime(hour, minute))
      .toZonedDateTime(zone, { disambiguation: 'compatible' })
      .toInstant(),
  );
  return instants
    .toSorted(Temporal.Instant.compare)
    .filter((instant, index, all) => !all[index - 1]?.equals(instant));
}
