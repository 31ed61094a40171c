import ICAL from 'ical.js';
import type { Span } from '../reading.ts';
import { canBeFollowed, zoneOfTzid } from './calendar-zones.ts';
import { decodeHtml } from './decode-html.ts';
import type { CalendarEvent, CalendarTime, Decoded, Region } from './decoded.ts';
import { normaliseSpaces } from './lay-out-text.ts';
import { stripMarkdown } from './strip-markdown.ts';

/** More events than this in one file are a whole year's calendar: the `ical` source is for those. */
const MOST_EVENTS = 500;
/** Of one property's text this much is read, in characters. */
const MOST_WORDS = 40_000;

/** Every event of a calendar as a text of its own. `undefined` where the text is no calendar. */
export function decodeCalendar(raw: string): readonly Decoded[] | undefined {
  const start = raw.indexOf('BEGIN:VCALENDAR');
  if (start < 0) return undefined;
  let jcal: ReturnType<typeof ICAL.parse>;
  try {
    jcal = ICAL.parse(cutLongLines(raw.slice(start)).replaceAll('\u0000', ''));
  } catch {
    return undefined;
  }
  const root = new ICAL.Component(jcal);
  const calendar = root.name === 'vcalendar' ? root : (root.getFirstSubcomponent('vcalendar') ?? root);
  const zone = textOf(calendar, 'x-wr-timezone');
  const method = textOf(calendar, 'method');
  const events = calendar.getAllSubcomponents('vevent');
  const notes =
    events.length > MOST_EVENTS
      ? [`Only the first ${MOST_EVENTS} of ${events.length} events were read.`]
      : [];
  return events.slice(0, MOST_EVENTS).map((event) => ({
    ...decodeEvent(
      event,
      zone === undefined ? undefined : zoneOfTzid(zone),
      method?.toUpperCase() === 'CANCEL',
    ),
    notes,
  }));
}

/** A line longer than any description that is read is cut before the parser sees it. */
function cutLongLines(raw: string): string {
  return raw.replace(/[^\n]{60001,}/g, (line) => line.slice(0, 60_000));
}

function textOf(component: ICAL.Component, name: string): string | undefined {
  const value: unknown = component.getFirstPropertyValue(name);
  return value === null || value === undefined ? undefined : String(value).slice(0, MOST_WORDS);
}

function decodeEvent(
  event: ICAL.Component,
  calendarZone: string | undefined,
  cancelledByMethod: boolean,
): Decoded {
  const summary = tidy(textOf(event, 'summary') ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const location = tidy(textOf(event, 'location') ?? '').trim();
  const description = tidy(describe(event));
  const start = readTime(event, 'dtstart', calendarZone);
  const end = readTime(event, 'dtend', calendarZone) ?? endByDuration(event, start);
  const when = `${showTime(start)}${end ? ` – ${showTime(end)}` : ''}`;
  const built = build([
    [summary, 'subject'],
    ['', 'subject'],
    [when, 'header'],
    [location.replace(/\n+/g, ', '), 'header'],
    ['', 'header'],
    [description, 'body'],
  ]);
  const sequence = Number(textOf(event, 'sequence') ?? Number.NaN);
  const uid = textOf(event, 'uid');
  const recurrenceId = textOf(event, 'recurrence-id');
  const rrule = textOf(event, 'rrule');
  const url = textOf(event, 'url');
  const calendarEvent: CalendarEvent = {
    cancelled: cancelledByMethod || textOf(event, 'status')?.toUpperCase() === 'CANCELLED',
    summary: built.spans[0] ?? { start: 0, end: 0 },
    when: built.spans[2] ?? { start: 0, end: 0 },
    location: built.spans[3] ?? { start: 0, end: 0 },
    ...(uid !== undefined && { uid }),
    ...(Number.isInteger(sequence) && sequence >= 0 && { sequence }),
    ...(recurrenceId !== undefined && { recurrenceId }),
    ...(rrule !== undefined && { rrule }),
    ...(url !== undefined && { url }),
    ...(start && { start }),
    ...(end && { end }),
  };
  return { text: built.text, regions: built.regions, event: calendarEvent, notes: [] };
}

function describe(event: ICAL.Component): string {
  const plain = textOf(event, 'description') ?? '';
  const rich = textOf(event, 'x-alt-desc');
  const source = plain.trim() === '' && rich !== undefined ? rich : plain;
  return /<(?:br|p|a|div|span|b|html)\b[^>]{0,200}>/i.test(source)
    ? decodeHtml(source.replace(/\n/g, '<br>'))
    : source;
}

function tidy(raw: string): string {
  return normaliseSpaces(raw).split('\n').map(stripMarkdown).join('\n');
}

function build(parts: readonly (readonly [string, Region['role']])[]): {
  text: string;
  spans: readonly Span[];
  regions: readonly Region[];
} {
  let text = '';
  const spans: Span[] = [];
  const regions: Region[] = [];
  parts.forEach(([value, role], index) => {
    const start = text.length;
    text += index < parts.length - 1 ? `${value}\n` : value;
    spans.push({ start, end: start + value.length });
    regions.push({ start, end: text.length, role });
  });
  return { text, spans, regions };
}

/** The event's clock as the calendar means it: TZID by any of its names, UTC shown in the calendar's own zone. */
function readTime(
  event: ICAL.Component,
  name: string,
  calendarZone: string | undefined,
): CalendarTime | undefined {
  const property = event.getFirstProperty(name);
  const value: unknown = property?.getFirstValue();
  if (!property || !(value instanceof ICAL.Time)) return undefined;
  try {
    const { year, month, day, hour, minute, second } = value;
    if (value.isDate) return { type: 'day', date: Temporal.PlainDate.from({ year, month, day }) };
    const at = Temporal.PlainDateTime.from({ year, month, day, hour, minute, second });
    const tzid = property.getFirstParameter('tzid');
    if (value.zone === ICAL.Timezone.utcTimezone || value.zone?.tzid === 'UTC') {
      return { type: 'zoned', at: at.toZonedDateTime('UTC').withTimeZone(calendarZone ?? 'UTC') };
    }
    if (!tzid) return { type: 'floating', at };
    const zone = zoneOfTzid(tzid);
    if (zone !== undefined) return { type: 'zoned', at: at.toZonedDateTime(zone) };
    return readByDefinition(event, value, tzid);
  } catch {
    return undefined;
  }
}

/** A TZID of the calendar's own making: its VTIMEZONE says how far from UTC it is at that time. */
function readByDefinition(event: ICAL.Component, value: ICAL.Time, tzid: string): CalendarTime | undefined {
  const definition = event.parent
    ?.getAllSubcomponents('vtimezone')
    .find((component) => textOf(component, 'tzid') === tzid);
  if (!definition || !canBeFollowed(definition)) return undefined;
  const zone = new ICAL.Timezone(definition);
  const offset = zone.utcOffset(value);
  const minutes = Math.round(offset / 60);
  const sign = minutes < 0 ? '-' : '+';
  const name = `${sign}${String(Math.floor(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
  const { year, month, day, hour, minute, second } = value;
  return {
    type: 'zoned',
    at: Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }).toZonedDateTime(name),
  };
}

function endByDuration(event: ICAL.Component, start: CalendarTime | undefined): CalendarTime | undefined {
  const value: unknown = event.getFirstPropertyValue('duration');
  if (!(value instanceof ICAL.Duration) || !start || start.type === 'day') return undefined;
  const seconds = value.toSeconds();
  return start.type === 'zoned'
    ? { type: 'zoned', at: start.at.add({ seconds }) }
    : { type: 'floating', at: start.at.add({ seconds }) };
}

function showTime(time: CalendarTime | undefined): string {
  if (!time) return '';
  if (time.type === 'day') return time.date.toString();
  const at = time.type === 'zoned' ? time.at : undefined;
  return at
    ? `${at.toPlainDateTime().toString({ smallestUnit: 'minute' })} ${at.timeZoneId}`
    : time.type === 'floating'
      ? time.at.toString({ smallestUnit: 'minute' })
      : '';
}
