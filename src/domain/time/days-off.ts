import type { ClosedDays, Policy, Weekday } from '../policy.ts';

/** Days on which nobody is spoken to merely because of an offset. */
export type DaysOff = Pick<Policy, 'workdays' | 'closed'>;

const WEEKDAYS: readonly Weekday[] = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
/** A calendar without a single workday in so long is a slip in the configuration: then no day counts as off. */
const SEARCH_DAYS = 400;

export function isDayOff(day: Temporal.PlainDate, off: DaysOff): boolean {
  const weekday = WEEKDAYS[day.dayOfWeek - 1];
  return (
    (weekday !== undefined && !off.workdays.includes(weekday)) || closedOn(day, off.closed) !== undefined
  );
}

/** The closure that covers the day, both ends included. */
export function closedOn(day: Temporal.PlainDate, closed: readonly ClosedDays[]): ClosedDays | undefined {
  return closed.find(
    ({ from, to }) => Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, to) <= 0,
  );
}

/** The day itself, or the nearest workday before it. */
export function workdayAtOrBefore(day: Temporal.PlainDate, off: DaysOff): Temporal.PlainDate {
  let candidate = day;
  for (let moved = 0; moved <= SEARCH_DAYS; moved += 1) {
    if (!isDayOff(candidate, off)) return candidate;
    candidate = candidate.subtract({ days: 1 });
  }
  return day;
}
