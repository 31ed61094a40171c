import type { SeminarFields } from '../../domain/seminar.ts';
import type { SourceProblem } from '../../ports/seminar-source.ts';
import { takeTurns } from '../../support/take-turns.ts';
import type { CalendarEvent } from './calendar-event.ts';
import { instantOf } from './calendar-event.ts';
import { readZones } from './calendar-zones.ts';
import { readEventWords, saysNoSeminar, type WordsSetting } from './event-fields.ts';
import { findOccurrences, MOST_OCCURRENCES, type Occurrence, type Window } from './occurrences.ts';
import { EventError, parseEvent } from './parse-event.ts';
import { EndlessRule } from './rule-steps.ts';
import { splitCalendar } from './split-calendar.ts';

export interface CalendarSetting extends Omit<WordsSetting, 'today'> {
  readonly now: Temporal.Instant;
}

interface CalendarRecord {
  /** UID, and RECURRENCE-ID where the event repeats. */
  readonly uid: string;
  /** The UID of the event. */
  readonly event: string;
  readonly fields: SeminarFields;
}

interface CalendarProblem extends Omit<SourceProblem, 'place' | 'line'> {
  readonly event?: string;
}

/** An event that says that there is no seminar on a day. */
interface CalendarClosedDay {
  readonly date: Temporal.PlainDate;
  readonly event: string;
  readonly summary: string;
}

export interface CalendarReading {
  readonly records: readonly CalendarRecord[];
  readonly problems: readonly CalendarProblem[];
  readonly closedDays: readonly CalendarClosedDay[];
}

/** What lies further back is past and told; what lies further ahead is told when it comes near. */
const BACK_HOURS = 60 * 24;
const AHEAD_HOURS = 400 * 24;
const MOST_RECORDS = 20_000;

/**
 * The seminars of an iCalendar document, from 60 days back to 400 ahead. An event that cannot be read is reported by its
 * UID and left out. Throws CalendarError where the document as a whole is none, and when aborted.
 */
export async function readCalendar(
  text: string,
  setting: CalendarSetting,
  signal?: AbortSignal,
): Promise<CalendarReading> {
  const { events: raws, timezones } = splitCalendar(text);
  const zones = readZones(timezones, setting.timezone);
  const problems: CalendarProblem[] = [];
  const versions = new Map<string, CalendarEvent[]>();
  const turn = takeTurns(signal);
  for (const raw of raws) {
    await turn();
    try {
      const event = parseEvent(raw, { zones, timezone: setting.timezone });
      versions.set(event.uid, [...(versions.get(event.uid) ?? []), event]);
    } catch (error) {
      if (!(error instanceof EventError)) throw error;
      const { uid, field, value } = error;
      problems.push({
        ...(uid === undefined ? {} : { event: uid }),
        ...(field === undefined ? {} : { field }),
        ...(value === undefined ? {} : { value }),
        problem: error.message,
      });
    }
  }
  const records: CalendarRecord[] = [];
  const closedDays: CalendarClosedDay[] = [];
  for (const [uid, own] of versions) {
    await turn();
    const found = occurrencesOf(own, windowAround(setting.now));
    if (found.problem !== undefined) problems.push({ event: uid, field: 'RRULE', problem: found.problem });
    const [off, on] = partition(found.occurrences, ({ event }) => saysNoSeminar(event.words));
    closedDays.push(...off.map((occurrence) => closedDayOf(uid, occurrence)));
    records.push(...recordsOf(uid, on, setting));
  }
  if (records.length > MOST_RECORDS) {
    problems.push({ problem: `has ${records.length} occurrences; ${MOST_RECORDS} are read` });
  }
  return { records: records.slice(0, MOST_RECORDS), problems, closedDays };
}

function windowAround(now: Temporal.Instant): Window {
  return { from: now.subtract({ hours: BACK_HOURS }), to: now.add({ hours: AHEAD_HOURS }) };
}

function occurrencesOf(
  versions: readonly CalendarEvent[],
  window: Window,
): { readonly occurrences: readonly Occurrence[]; readonly problem?: string } {
  try {
    const { occurrences, isCut } = findOccurrences(versions, window);
    return isCut
      ? { occurrences, problem: `repeats more than ${MOST_OCCURRENCES} times; the rest is not read` }
      : { occurrences };
  } catch (error) {
    // ical.js throws plain errors at rules that RFC 5545 does not allow.
    const problem =
      error instanceof EndlessRule ? 'is a rule that never comes true' : `is no rule: ${String(error)}`;
    return { occurrences: [], problem };
  }
}

function recordsOf(
  uid: string,
  occurrences: readonly Occurrence[],
  setting: CalendarSetting,
): readonly CalendarRecord[] {
  const today = setting.now.toZonedDateTimeISO(setting.timezone).toPlainDate();
  // The words are the same for all occurrences of a version: they are read once.
  const words = new Map<CalendarEvent, SeminarFields>();
  return occurrences.map((occurrence) => {
    const { event, key } = occurrence;
    const said = words.get(event) ?? readEventWords(event.words, { ...setting, today });
    words.set(event, said);
    const fields = {
      ...said,
      ...timesOf(occurrence, setting.timezone),
      ...(occurrence.isCancelled ? { status: 'cancelled' as const } : {}),
    };
    return { uid: key === undefined ? uid : `${uid}/${key}`, event: uid, fields };
  });
}

function partition<T>(
  all: readonly T[],
  isFirst: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

function closedDayOf(uid: string, { event, start }: Occurrence): CalendarClosedDay {
  const date = start.type === 'day' ? start.date : start.at.toPlainDate();
  return { date, event: uid, summary: event.words.summary };
}

function timesOf(
  { event, start }: Occurrence,
  timezone: string,
): Pick<SeminarFields, 'start' | 'end' | 'date' | 'timezone'> {
  const at = instantOf(start);
  if (start.type === 'day' || !at) return { timezone, ...(start.type === 'day' ? { date: start.date } : {}) };
  return {
    timezone: start.zone.nameAt(start.at),
    start: at,
    ...(event.length ? { end: at.add(event.length) } : {}),
  };
}
