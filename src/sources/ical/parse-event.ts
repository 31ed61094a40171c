import ICAL from 'ical.js';
import { decodeHtml } from '../announcement/decode/decode-html.ts';
import type { CalendarEvent, EventTime, EventWords } from './calendar-event.ts';
import { type CalendarZone, type CalendarZones, namedZone } from './calendar-zones.ts';
import type { RawEvent } from './split-calendar.ts';

/** An event that cannot be read; the others can. */
export class EventError extends Error {
  readonly uid: string | undefined;
  readonly field: string | undefined;
  readonly value: string | undefined;

  constructor(problem: string, place: { uid?: string | undefined; field?: string; value?: string } = {}) {
    super(problem);
    this.uid = place.uid;
    this.field = place.field;
    this.value = place.value;
  }
}

export interface EventSetting {
  readonly zones: CalendarZones;
  /** Where neither event nor calendar names a zone. */
  readonly timezone: string;
}

/** The lines of one VEVENT → what they say. Throws EventError. */
export function parseEvent(raw: RawEvent, setting: EventSetting): CalendarEvent {
  try {
    return readEvent(parseLines(raw.lines), raw, setting);
  } catch (error) {
    if (error instanceof EventError) throw error;
    // ical.js reads values when they are asked for, and throws plain errors at those that are none.
    throw unparsable(error, raw.lines);
  }
}

function readEvent(event: ICAL.Component, raw: RawEvent, setting: EventSetting): CalendarEvent {
  const uid = textOf(event, 'uid').trim();
  if (uid === '') throw new EventError('has no UID');
  const usual = namedZone(
    (raw.zone === undefined ? undefined : nameOf(raw.zone, setting)) ?? setting.timezone,
  );
  const read = (property: ICAL.Property): readonly EventTime[] =>
    readTimes(property, uid, usual, setting.zones);
  const all = (name: string): readonly EventTime[] => event.getAllProperties(name).flatMap(read);
  const [start] = all('dtstart');
  if (!start) throw new EventError('has no start', { uid, field: 'DTSTART' });
  const recurrence = event.getFirstProperty('recurrence-id');
  const [of] = recurrence ? read(recurrence) : [];
  const length = lengthOf(event, start, all('dtend')[0], uid);
  const sequence = Number(textOf(event, 'sequence'));
  return {
    uid,
    sequence: Number.isSafeInteger(sequence) && sequence > 0 ? sequence : 0,
    stamp: textOf(event, 'last-modified') || textOf(event, 'dtstamp'),
    start,
    ...(length ? { length } : {}),
    ...(of
      ? {
          recurrence: {
            of,
            andFuture: recurrence?.getFirstParameter('range')?.toUpperCase() === 'THISANDFUTURE',
          },
        }
      : {}),
    rules: event.getAllProperties('rrule').map((property) => ruleOf(property, uid)),
    added: all('rdate'),
    excluded: all('exdate'),
    isCancelled: raw.method === 'CANCEL' || textOf(event, 'status').toUpperCase() === 'CANCELLED',
    words: wordsOf(event),
  };
}

function parseLines(lines: string): ICAL.Component {
  return new ICAL.Component(ICAL.parse(lines.replaceAll('\u0000', '')));
}

function unparsable(error: unknown, lines: string): EventError {
  const uid = /^UID(?:;[^:\r\n]*)?:(.+)$/im.exec(lines)?.[1]?.trim();
  const reason = error instanceof Error ? error.message : String(error);
  return new EventError(`cannot be parsed: ${reason.slice(0, 120)}`, { uid });
}

function textOf(event: ICAL.Component, name: string): string {
  const value: unknown = event.getFirstPropertyValue(name);
  return value === null || value === undefined ? '' : String(value);
}

function ruleOf(property: ICAL.Property, uid: string): ICAL.Recur {
  const value: unknown = property.getFirstValue();
  if (value instanceof ICAL.Recur) return value;
  throw new EventError('is no rule', { uid, field: 'RRULE', value: String(value).slice(0, 80) });
}

/** X-WR-TIMEZONE is a name, by any of its writings. */
function nameOf(tzid: string, { zones }: EventSetting): string | undefined {
  return zones.find(tzid)?.nameAt(new Temporal.PlainDateTime(2000, 1, 1));
}

/** jCal's form of a time (RFC 7265, 3.6): "2026-12-03", "2026-12-03T11:00:00", "…Z". */
const JCAL_TIME = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}):(\d{2})(Z)?)?$/;

/**
 * Every value of a property of times; a period counts by its start. The values are read as they are written: ical.js would
 * make 2 March of 30 February.
 */
function readTimes(
  property: ICAL.Property,
  uid: string,
  usual: CalendarZone,
  zones: CalendarZones,
): readonly EventTime[] {
  const field = property.name.toUpperCase();
  const tzid = property.getFirstParameter('tzid')?.replace(/^"|"$/g, '');
  const [, , , ...values]: unknown[] = property.toJSON();
  return values.map((value): EventTime => {
    const written = String(Array.isArray(value) ? value[0] : value);
    const wrong = (problem: string, found: string): EventError =>
      new EventError(problem, { uid, field, value: found.slice(0, 80) });
    const [, day = '', clock, second, utc] = JCAL_TIME.exec(written) ?? [];
    const date = dateOf(day);
    if (!date) throw wrong('is no day and time of the calendar', written);
    if (clock === undefined) return { type: 'day', date };
    const time = clockOf(clock, second ?? '00');
    if (!time) throw wrong('is no day and time of the calendar', written);
    const at = date.toPlainDateTime(time);
    // UTC says when, not where: the venue's clock is the calendar's.
    if (utc) return { type: 'clock', at: usual.localOf(at.toZonedDateTime('UTC').toInstant()), zone: usual };
    if (!tzid) return { type: 'clock', at, zone: usual };
    const zone = zones.find(tzid);
    if (!zone) throw wrong('names a time zone that is not known and that the calendar does not define', tzid);
    return { type: 'clock', at, zone };
  });
}

function dateOf(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}

/** A leap second counts as the second before it. */
function clockOf(clock: string, second: string): Temporal.PlainTime | undefined {
  try {
    return Temporal.PlainTime.from(`${clock}:${second === '60' ? '59' : second}`);
  } catch {
    return undefined;
  }
}

function lengthOf(
  event: ICAL.Component,
  start: EventTime,
  end: EventTime | undefined,
  uid: string,
): Temporal.Duration | undefined {
  const said: unknown = event.getFirstPropertyValue('duration');
  if (!end) {
    if (!(said instanceof ICAL.Duration) || start.type === 'day') return undefined;
    const seconds = said.toSeconds();
    return seconds > 0 ? Temporal.Duration.from({ seconds }) : undefined;
  }
  if (start.type === 'day' || end.type === 'day') return undefined;
  const length = start.zone.instantOf(start.at).until(end.zone.instantOf(end.at));
  if (length.sign < 0)
    throw new EventError('ends before it starts', { uid, field: 'DTEND', value: end.at.toString() });
  return length.sign === 0 ? undefined : length;
}

const CONFERENCES = ['x-google-conference', 'x-microsoft-skypeteamsmeetingurl', 'conference', 'url'];

function wordsOf(event: ICAL.Component): EventWords {
  const plain = textOf(event, 'description');
  const rich = textOf(event, 'x-alt-desc');
  const description = plain.trim() === '' ? rich : plain;
  return {
    summary: textOf(event, 'summary').replace(/\s+/g, ' ').trim(),
    location: textOf(event, 'location').trim(),
    description: /<(?:br|p|a|div|span|b|ul|html)\b[^>]{0,300}>/i.test(description)
      ? decodeHtml(description.replace(/\n/g, '<br>'))
      : description,
    joining: CONFERENCES.map((name) => textOf(event, name).trim()).filter((text) => text !== ''),
    categories: event
      .getAllProperties('categories')
      .flatMap((property) => property.getValues().map((value: unknown) => String(value).trim()))
      .filter((text) => text !== ''),
  };
}
