import ICAL from 'ical.js';
import { type CalendarEvent, type EventTime, instantOf } from './calendar-event.ts';
import { RuleSteps } from './rule-steps.ts';

export interface Window {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** One time at which an event takes place. */
export interface Occurrence {
  readonly event: CalendarEvent;
  readonly start: EventTime;
  readonly isCancelled: boolean;
  /** RECURRENCE-ID of an occurrence of a repeated event: "20270304T010000Z", or "20270304" for days. */
  readonly key?: string;
}

export interface Occurrences {
  readonly occurrences: readonly Occurrence[];
  /** The rule gives more than is read. */
  readonly isCut: boolean;
}

/** An event that repeats more often in the window is no seminar. */
export const MOST_OCCURRENCES = 1000;
const FLOATING = ICAL.Timezone.localTimezone;
/** Steps of a rule on its way into the window: a daily one needs 13,000 for 35 years. */
const MOST_STEPS = 30_000;

/** All versions of one UID (the event, and what was said of single occurrences) → what takes place in the window. */
export function findOccurrences(versions: readonly CalendarEvent[], window: Window): Occurrences {
  const latest = latestVersions(versions);
  const masters = latest.filter((event) => !event.recurrence);
  const overrides = latest.filter((event) => event.recurrence);
  const [master] = masters;
  const repeats = overrides.length > 0 || (master && (master.rules.length > 0 || master.added.length > 0));
  const single = overrides.flatMap((event) => occurrenceOf(event));
  if (!master) return { occurrences: single.filter((one) => isWithin(one.start, window)), isCut: false };
  if (!repeats) {
    const only: Occurrence = { event: master, start: master.start, isCancelled: master.isCancelled };
    return { occurrences: isWithin(master.start, window) ? [only] : [], isCut: false };
  }
  const { starts, isCut } = expand(master, window);
  const own = new Set(single.map(({ key }) => key));
  const days = new Set(
    overrides.flatMap(({ recurrence }) => (recurrence?.of.type === 'day' ? [dayOf(recurrence.of)] : [])),
  );
  const regular = starts
    // Some programs name the occurrence by its day alone.
    .filter((start) => !own.has(keyOf(start)) && !days.has(dayOf(start)))
    .map((start) => regularOccurrence(master, overrides, start));
  const all = [...regular, ...single].filter((one) => isWithin(one.start, window));
  return { occurrences: all.slice(0, MOST_OCCURRENCES), isCut: isCut || all.length > MOST_OCCURRENCES };
}

/** Of several versions of the same thing the one with the highest SEQUENCE holds, then the one written last. */
function latestVersions(versions: readonly CalendarEvent[]): readonly CalendarEvent[] {
  const byKey = new Map<string, CalendarEvent>();
  for (const event of versions) {
    const key = event.recurrence ? keyOf(event.recurrence.of) : '';
    const other = byKey.get(key);
    const isNewer =
      !other ||
      event.sequence > other.sequence ||
      (event.sequence === other.sequence && event.stamp >= other.stamp);
    if (isNewer) byKey.set(key, event);
  }
  return [...byKey.values()];
}

function occurrenceOf(event: CalendarEvent): readonly Occurrence[] {
  if (!event.recurrence) return [];
  return [{ event, start: event.start, isCancelled: event.isCancelled, key: keyOf(event.recurrence.of) }];
}

/** "This and all that follow" was said of some: the last such word before an occurrence holds, its shift included. */
function regularOccurrence(
  master: CalendarEvent,
  overrides: readonly CalendarEvent[],
  start: EventTime,
): Occurrence {
  const key = keyOf(start);
  const said = overrides
    .flatMap((event) =>
      event.recurrence?.andFuture && keyOf(event.recurrence.of) < key
        ? [{ event, of: event.recurrence.of }]
        : [],
    )
    .toSorted((a, b) => (keyOf(a.of) < keyOf(b.of) ? 1 : -1))[0];
  if (!said) return { event: master, start, isCancelled: master.isCancelled, key };
  return {
    event: said.event,
    start: shift(start, said.of, said.event.start),
    isCancelled: said.event.isCancelled,
    key,
  };
}

function shift(start: EventTime, from: EventTime, to: EventTime): EventTime {
  if (start.type === 'day' || from.type === 'day' || to.type === 'day') return start;
  const local = from.zone === to.zone ? from.at : to.zone.localOf(from.zone.instantOf(from.at));
  return { type: 'clock', at: start.at.add(local.until(to.at)), zone: start.zone };
}

/** The starts that DTSTART, RRULE and RDATE give, without those of EXDATE, as far as they may lie in the window. */
function expand(
  master: CalendarEvent,
  window: Window,
): { readonly starts: readonly EventTime[]; readonly isCut: boolean } {
  const excluded = new Set(master.excluded.map(keyOf));
  const excludedDays = new Set(master.excluded.flatMap((time) => (time.type === 'day' ? [dayOf(time)] : [])));
  const found = new Map<string, EventTime>();
  const add = (start: EventTime): void => {
    const key = keyOf(start);
    if (!excluded.has(key) && !excludedDays.has(dayOf(start))) found.set(key, start);
  };
  let isCut = false;
  add(master.start);
  for (const time of master.added) add(time);
  for (const rule of master.rules) {
    isCut = stepThrough(rule, master.start, window, add) || isCut;
  }
  return {
    starts: [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, start]) => start),
    isCut,
  };
}

/** True where the rule was given up before the end of the window. */
function stepThrough(
  rule: ICAL.Recur,
  first: EventTime,
  window: Window,
  add: (start: EventTime) => void,
): boolean {
  const steps = new RuleSteps({ rule: boundedRule(rule, first), dtstart: icalTime(first) });
  let within = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = steps.next();
    if (!next) return false;
    const start = eventTime(next, first);
    if (isAfter(start, window.to)) return false;
    if (!isWithin(start, window)) continue;
    add(start);
    within += 1;
    if (within > MOST_OCCURRENCES) return true;
  }
  return true;
}

/** UNTIL is in UTC or a day; the rule is stepped through on the event's own clock. */
function boundedRule(rule: ICAL.Recur, first: EventTime): ICAL.Recur {
  const { until } = rule;
  if (!until || first.type === 'day') return rule;
  const bounded = rule.clone();
  const { year, month, day, hour, minute, second } = until;
  if (until.isDate) {
    bounded.until = new ICAL.Time(
      { year, month, day, hour: 23, minute: 59, second: 59, isDate: false },
      FLOATING,
    );
  } else if (until.zone === ICAL.Timezone.utcTimezone) {
    const utc = new Temporal.PlainDateTime(year, month, day, hour, minute, second);
    bounded.until = icalTime({
      type: 'clock',
      at: first.zone.localOf(utc.toZonedDateTime('UTC').toInstant()),
      zone: first.zone,
    });
  }
  return bounded;
}

function icalTime(time: EventTime): ICAL.Time {
  if (time.type === 'day') {
    const { year, month, day } = time.date;
    return new ICAL.Time({ year, month, day, isDate: true }, FLOATING);
  }
  const { year, month, day, hour, minute, second } = time.at;
  return new ICAL.Time({ year, month, day, hour, minute, second, isDate: false }, FLOATING);
}

function eventTime({ year, month, day, hour, minute, second }: ICAL.Time, like: EventTime): EventTime {
  if (like.type === 'day') return { type: 'day', date: new Temporal.PlainDate(year, month, day) };
  return { ...like, at: new Temporal.PlainDateTime(year, month, day, hour, minute, second) };
}

function isWithin(start: EventTime, window: Window): boolean {
  return Temporal.Instant.compare(aroundInstant(start), window.from) >= 0 && !isAfter(start, window.to);
}

function isAfter(start: EventTime, to: Temporal.Instant): boolean {
  return Temporal.Instant.compare(aroundInstant(start), to) > 0;
}

/** For the window it is enough to know a day by its start in UTC. */
function aroundInstant(time: EventTime): Temporal.Instant {
  return (
    instantOf(time) ??
    (time.type === 'day' ? time.date.toZonedDateTime('UTC').toInstant() : new Temporal.Instant(0n))
  );
}

function keyOf(time: EventTime): string {
  if (time.type === 'day') return dayOf(time);
  return time.zone.instantOf(time.at).toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
}

function dayOf(time: EventTime): string {
  return (time.type === 'day' ? time.date : time.at.toPlainDate()).toString().replaceAll('-', '');
}
