import { isKnownZone } from '../../domain/instant.ts';
import { isToBeAnnounced } from '../../domain/merge.ts';
import { type SeminarFields, type Speaker, type Venue, WebUrl } from '../../domain/seminar.ts';
import { decodeHtml } from '../announcement/decode/decode-html.ts';
import { findSession } from '../event-words/online-session.ts';
import { readAbstract } from '../event-words/read-abstract.ts';
import { readTitleStatus } from '../event-words/title-status.ts';
import type { IndicoContribution, IndicoEvent, IndicoMoment, IndicoPerson } from './indico-schema.ts';

/** A value that Indico gives and that cannot be meant: the record is left out. */
export class IndicoError extends Error {
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, problem: string) {
    super(problem);
    this.field = field;
    this.value = value;
  }
}

/** An event as one seminar. A lecture's people are its speakers; those of a meeting chair it. */
export function fieldsOfEvent(event: IndicoEvent, timezone: string): SeminarFields {
  const isLecture = event.type === 'simple_event' || event.type === 'lecture';
  const people = peopleOf(event.chairs);
  const chair = people.map(({ name }) => name).join(', ');
  const tags = event.keywords?.map((word) => word.trim()).filter((word) => word !== '') ?? [];
  const map = WebUrl.safeParse(event.roomMapURL);
  const fields = commonFields(event, event, event.timezone, timezone);
  return {
    ...fields,
    ...(isLecture && people.length > 0 ? { speakers: people } : {}),
    ...(!isLecture && chair !== '' ? { chair } : {}),
    ...(map.success && fields.venue?.room ? { venue: { ...fields.venue, map: map.data } } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  };
}

/** A contribution as a seminar; where it says no place, its event's is meant. Throws IndicoError. */
export function fieldsOfContribution(
  contribution: IndicoContribution,
  event: IndicoEvent,
  timezone: string,
): SeminarFields {
  const place = (contribution.room ?? contribution.roomFullname) ? contribution : event;
  const fields = commonFields(contribution, place, event.timezone, timezone);
  const speakers = peopleOf(contribution.speakers);
  const about = findSession([textOf(event.description)]);
  const venue: Venue = { ...(about ? { online: about } : {}), ...fields.venue };
  const isOff = readTitleStatus(event.title ?? '').status;
  return {
    ...fields,
    ...(speakers.length > 0 ? { speakers } : {}),
    ...(Object.keys(venue).length > 0 ? { venue } : {}),
    ...(isOff && !fields.status ? { status: isOff } : {}),
  };
}

function commonFields(
  entry: IndicoEvent | IndicoContribution,
  place: Pick<IndicoEvent, 'location' | 'room' | 'roomFullname'>,
  eventZone: string | undefined,
  timezone: string,
): SeminarFields {
  const { title, status } = readTitleStatus(entry.title ?? '');
  const text = textOf(entry.description);
  const abstract = readAbstract(text);
  const online = findSession([text, place.location ?? '', place.room ?? '']);
  const room = place.roomFullname ?? place.room;
  const venue: Venue = {
    ...(room === undefined ? {} : { room }),
    ...(place.location === undefined || place.location === room ? {} : { building: place.location }),
    ...(online ? { online } : {}),
  };
  const start = entry.startDate ? instantOf('startDate', entry.startDate) : undefined;
  const end = entry.endDate ? instantOf('endDate', entry.endDate) : undefined;
  if (start && end && Temporal.Instant.compare(end, start) < 0) {
    throw new IndicoError('endDate', end.toString(), 'lies before the start');
  }
  return {
    timezone: eventZone !== undefined && isKnownZone(eventZone) ? eventZone : timezone,
    ...(isToBeAnnounced(title) ? {} : { title }),
    ...(start ? { start } : {}),
    ...(start && end && !end.equals(start) ? { end } : {}),
    ...(abstract === undefined ? {} : { abstract }),
    ...(Object.keys(venue).length > 0 ? { venue } : {}),
    ...(status ? { status } : {}),
  };
}

/** Times are on the clock of their own `tz`: it differs from the event's zone where a person's settings say so. */
function instantOf(field: string, { date, time, tz }: IndicoMoment): Temporal.Instant {
  const written = `${date} ${time} ${tz}`;
  if (!isKnownZone(tz)) throw new IndicoError(field, written, 'is in a time zone that is not known');
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(tz).toInstant();
  } catch {
    throw new IndicoError(field, written, 'is no day and time of the calendar');
  }
}

function peopleOf(people: readonly IndicoPerson[] | null | undefined): readonly Speaker[] {
  return (people ?? []).flatMap(({ fullName, first_name, last_name, affiliation }) => {
    const name = first_name && last_name ? `${first_name} ${last_name}` : plainName(fullName);
    if (name === undefined || isToBeAnnounced(name)) return [];
    return [{ name, ...(affiliation === undefined ? {} : { affiliation }) }];
  });
}

/** "EBB, Ada" and "Dr. EBB, Ada" are written for lists; cards say "Ada Ebb". */
function plainName(fullName: string | undefined): string | undefined {
  const parts = /^(?:[\p{L}]+\.\s+)*([^,]+),\s*([^,]+)$/u.exec(fullName ?? '');
  if (!parts) return fullName;
  const [, last = '', first = ''] = parts;
  const isShouted = last === last.toUpperCase() && last !== last.toLowerCase();
  const family = isShouted
    ? last.toLowerCase().replace(/(?<![\p{L}’'])\p{L}|(?<=[’'-])\p{L}/gu, (letter) => letter.toUpperCase())
    : last;
  return `${first} ${family}`;
}

function textOf(html: string | undefined): string {
  if (html === undefined) return '';
  return /<[a-z][^>]{0,300}>|&[a-z#\d]{2,8};/i.test(html) ? decodeHtml(html).trim() : html;
}
