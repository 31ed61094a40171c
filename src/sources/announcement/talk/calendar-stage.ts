import type { CalendarEvent, CalendarTime, Decoded } from '../decode/decoded.ts';
import { findLinks } from '../online/find-links.ts';
import type { ReadStatus, Span } from '../reading.ts';
import { readVenue } from '../venue/read-venue.ts';
import type { OnlineReading } from './resolve-online.ts';
import type { PlaceReading } from './resolve-place.ts';
import type { WhenReading } from './resolve-when.ts';
import { ABSENT, found, plainText } from './scope.ts';

/** A calendar's own time is the time; a text beside it that gives another one makes both unsure. */
export function whenOfEvent(event: CalendarEvent, told: WhenReading, timezone: string): WhenReading {
  const status: ReadStatus = event.cancelled
    ? 'cancelled'
    : told.status === 'postponed'
      ? 'scheduled'
      : told.status;
  const spans = [event.when];
  const base = { status, notes: [] };
  const start = zonedOf(event.start, timezone);
  if (event.start?.type === 'day') return { ...base, problems: [], date: { day: event.start.date, spans } };
  if (!start) return { ...told, status };
  if (told.start && told.start.at.epochMilliseconds !== start.epochMilliseconds) {
    const problem = `The calendar says ${start.toPlainDateTime().toString()} (${start.timeZoneId}), the text says ${told.start.at.toPlainDateTime().toString()}.`;
    return { ...base, problems: [problem] };
  }
  const end = zonedOf(event.end, timezone);
  return {
    ...base,
    problems: [],
    start: { at: start, spans },
    zone: { name: start.timeZoneId, spans },
    ...(end && end.epochMilliseconds > start.epochMilliseconds && { end: { at: end.toInstant(), spans } }),
    ...(told.previous && { previous: told.previous }),
  };
}

/** UTC is how calendars store instants, not where the event is: it is shown in the default zone. */
function zonedOf(time: CalendarTime | undefined, timezone: string): Temporal.ZonedDateTime | undefined {
  if (!time || time.type === 'day') return undefined;
  if (time.type === 'floating') return time.at.toZonedDateTime(timezone);
  return time.at.timeZoneId === 'UTC' ? time.at.withTimeZone(timezone) : time.at;
}

export function placeOfEvent(source: Decoded, event: CalendarEvent, told: PlaceReading): PlaceReading {
  if (told.room.type !== 'absent' || told.building.type !== 'absent') return told;
  const { start, end } = event.location;
  const reading = readVenue(source.text.slice(start, end), start, true);
  if (!reading) return told;
  const take = (span: Span | undefined): PlaceReading['room'] =>
    span ? found(plainText(source.text, span), span) : ABSENT;
  return { room: take(reading.room), building: take(reading.building) };
}

/** LOCATION is often the link that joins. */
export function onlineOfEvent(source: Decoded, event: CalendarEvent, told: OnlineReading): OnlineReading {
  if (told.url.type !== 'absent') return told;
  const { start, end } = event.location;
  const link = findLinks(source.text.slice(start, end)).find((candidate) => candidate.kind === 'join');
  if (!link) return told;
  const span = { start: start + link.start, end: start + link.end };
  const { meetingId, provider } = link;
  return {
    ...told,
    url: found(link.url, span),
    ...(told.meetingId.type === 'absent' && meetingId !== undefined && { meetingId: found(meetingId, span) }),
    ...(provider !== undefined && { provider }),
  };
}

/** WEEKLY, every second WEEKLY and MONTHLY have names; any other rule is given as it is. */
export function recurrenceOfEvent(event: CalendarEvent): { rule: string; span: Span } | undefined {
  const { rrule } = event;
  if (rrule === undefined) return undefined;
  const interval = Number(/INTERVAL=(\d+)/i.exec(rrule)?.[1] ?? 1);
  const named = /FREQ=WEEKLY/i.test(rrule)
    ? interval === 1
      ? 'weekly'
      : interval === 2
        ? 'fortnightly'
        : undefined
    : /FREQ=MONTHLY/i.test(rrule) && interval === 1
      ? 'monthly'
      : undefined;
  return { rule: named ?? rrule, span: event.when };
}
