import { ICalCalendar, ICalCalendarMethod, type ICalEventData, ICalEventStatus } from 'ical-generator';
import type { Look } from '../domain/cards/look.ts';
import { shortReason, titleOf } from '../domain/cards/naming.ts';
import { speakersWithAffiliation } from '../domain/cards/people.ts';
import { placeText } from '../domain/cards/place.ts';
import { paragraphsOf } from '../domain/cards/plain.ts';
import { endOf } from '../domain/phase.ts';
import type { Seminar, SeminarStatus } from '../domain/seminar.ts';

/** Seconds after which calendars are asked to fetch again. */
const REFRESH_SECONDS = 3600;

/**
 * A postponed seminar leaves its old time, so that entry is cancelled; with the new time its SEQUENCE is higher, and it
 * is confirmed again.
 */
const STATUS: Readonly<Record<SeminarStatus, ICalEventStatus>> = {
  scheduled: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
  postponed: ICalEventStatus.CANCELLED,
};

/**
 * An iCalendar file (RFC 5545). Times are in UTC: each is one instant, shown by every calendar in its reader's zone,
 * with no VTIMEZONE to be out of date. The same records give the same bytes. Seminars without a start are left out.
 */
export function writeCalendar(name: string, seminars: readonly Seminar[], look: Look): string {
  const calendar = new ICalCalendar({
    name,
    prodId: { company: 'Lectern', product: 'Lectern', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_SECONDS,
  });
  for (const seminar of seminars) {
    const event = eventOf(seminar, look);
    if (event) calendar.createEvent(event);
  }
  return calendar.toString();
}

/** Never changes, so that a calendar replaces what it has (rule 20 of the design). */
function calendarUid(seminar: Seminar): string {
  return `${seminar.id}@lectern`;
}

function eventOf(seminar: Seminar, look: Look): ICalEventData | undefined {
  const end = endOf(seminar);
  if (!seminar.start || !end) return undefined;
  const changed = dateOf(seminar.changedAt);
  const place = placeText(seminar, look);
  const series = look.seriesOf(seminar)?.name;
  return {
    id: calendarUid(seminar),
    sequence: seminar.sequence,
    stamp: changed,
    lastModified: changed,
    start: dateOf(seminar.start),
    end: dateOf(end),
    summary: summaryOf(seminar, look),
    description: describe(seminar, look),
    status: STATUS[seminar.status],
    ...(place === undefined ? {} : { location: place }),
    ...(series === undefined ? {} : { categories: [{ name: series }] }),
    ...(look.publicUrl === undefined ? {} : { url: `${look.publicUrl}/seminars/${seminar.id}` }),
  };
}

function summaryOf(seminar: Seminar, look: Look): string {
  const title = titleOf(seminar, look);
  switch (seminar.status) {
    case 'scheduled':
      return title;
    case 'cancelled':
      return `${look.words.cancelled}: ${title}`;
    case 'postponed':
      return `${look.words.postponed}: ${title}`;
  }
}

function describe(seminar: Seminar, look: Look): string {
  const speakers = speakersWithAffiliation(seminar, look, Number.POSITIVE_INFINITY);
  const reason = shortReason(seminar);
  return [
    ...(reason === undefined ? [] : [reason]),
    ...(speakers === undefined ? [] : [speakers]),
    ...paragraphsOf(seminar.abstract),
  ].join('\n\n');
}

function dateOf(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}
