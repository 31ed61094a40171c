import type { SeminarFields } from '../../domain/seminar.ts';
import type { AfterSetup, RecordEntry } from './record-schema.ts';

export interface RecordDefaults {
  /** Zone of records that name none. */
  readonly timezone: string;
  /** When the store first saw the source: what `afterSetup` counts from. */
  readonly setup: Temporal.Instant;
}

/** A field that cannot be understood although its form is right, e.g. a time that daylight saving skips. */
export class FieldError extends Error {
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, problem: string) {
    super(problem);
    this.field = field;
    this.value = value;
  }
}

/** "TBA" and its sisters are no title: the field is then absent. */
const PLACEHOLDER = /^(?:tb[acd]|to be (?:announced|confirmed|advised|determined|decided))[.!]?$/i;

/** A validated entry → what the source claims. Throws FieldError. */
export function fieldsOf(entry: RecordEntry, defaults: RecordDefaults): SeminarFields {
  const { id: _uid, start, end, duration, date, title, speakers, ...plain } = entry;
  const timezone = entry.timezone ?? defaults.timezone;
  const startAt = start === undefined ? undefined : instantOf('start', start, timezone, defaults.setup);
  const endAt = endOf(entry, startAt, timezone, defaults.setup);
  const people = speakers?.filter((speaker) => !PLACEHOLDER.test(speaker.name));
  return {
    ...plain,
    timezone,
    ...(title === undefined || PLACEHOLDER.test(title) ? {} : { title }),
    ...(people === undefined || people.length === 0 ? {} : { speakers: people }),
    ...(startAt === undefined ? {} : { start: startAt }),
    ...(endAt === undefined ? {} : { end: endAt }),
    ...(date === undefined ? {} : { date: Temporal.PlainDate.from(date) }),
  };
}

function endOf(
  entry: RecordEntry,
  start: Temporal.Instant | undefined,
  timezone: string,
  setup: Temporal.Instant,
): Temporal.Instant | undefined {
  const { end, duration } = entry;
  if (duration !== undefined) return start?.add({ seconds: duration });
  if (end === undefined) return undefined;
  if (end instanceof Temporal.PlainTime) {
    if (start === undefined) return undefined;
    const day = start.toZonedDateTimeISO(timezone).toPlainDate();
    const at = localInstant('end', day.toPlainDateTime(end), timezone);
    // "22:00 to 00:30" runs past midnight.
    return Temporal.Instant.compare(at, start) > 0
      ? at
      : localInstant('end', day.add({ days: 1 }).toPlainDateTime(end), timezone);
  }
  const at = instantOf('end', end, timezone, setup);
  if (start !== undefined && Temporal.Instant.compare(at, start) <= 0) {
    throw new FieldError('end', at.toString(), 'lies at or before `start`');
  }
  return at;
}

function instantOf(
  field: string,
  moment: string | AfterSetup,
  timezone: string,
  setup: Temporal.Instant,
): Temporal.Instant {
  if (typeof moment !== 'string') return afterSetup(moment, timezone, setup);
  const text = moment
    .trim()
    .replace(/^(\d{4}-\d{2}-\d{2})[T ]+(\d):/, '$1T0$2:')
    .replace(' ', 'T')
    .replace(/\s+/g, '');
  try {
    if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(16))) return Temporal.Instant.from(text);
    return localInstant(field, Temporal.PlainDateTime.from(text), timezone);
  } catch (error) {
    if (error instanceof FieldError) throw error;
    throw new FieldError(field, moment, 'is no day and time of the calendar');
  }
}

/** A wall-clock time that daylight saving skips or repeats is not guessed at. */
function localInstant(field: string, local: Temporal.PlainDateTime, timezone: string): Temporal.Instant {
  const earlier = local.toZonedDateTime(timezone, { disambiguation: 'earlier' }).toInstant();
  const later = local.toZonedDateTime(timezone, { disambiguation: 'later' }).toInstant();
  if (Temporal.Instant.compare(earlier, later) === 0) return earlier;
  const exists = earlier.toZonedDateTimeISO(timezone).toPlainDateTime().equals(local);
  throw new FieldError(
    field,
    local.toString({ smallestUnit: 'minute' }).replace('T', ' '),
    exists
      ? `occurs twice in ${timezone} (clocks go back); add the offset, such as ${earlier.toZonedDateTimeISO(timezone).toString({ timeZoneName: 'never', smallestUnit: 'minute' })}`
      : `does not exist in ${timezone} (clocks go forward)`,
  );
}

const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

function afterSetup(rule: AfterSetup, timezone: string, setup: Temporal.Instant): Temporal.Instant {
  const earliest = setup.add({ seconds: rule.afterSetup }).toZonedDateTimeISO(timezone);
  if (rule.weekday === undefined && rule.at === undefined) return earliest.toInstant();
  const at = rule.at ?? earliest.toPlainTime();
  for (let days = 0; ; days += 1) {
    const day = earliest.toPlainDate().add({ days });
    const moment = day.toZonedDateTime({ timeZone: timezone, plainTime: at });
    const fits = rule.weekday === undefined || WEEKDAYS[day.dayOfWeek - 1] === rule.weekday;
    if (fits && Temporal.ZonedDateTime.compare(moment, earliest) >= 0) return moment.toInstant();
  }
}
