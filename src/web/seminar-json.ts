import { z } from 'zod';
import { SeriesId } from '../domain/ids.ts';
import { InstantText } from '../domain/instant.ts';
import type { Policy } from '../domain/policy.ts';
import type { Seminar } from '../domain/seminar.ts';
import type { SeminarQuery } from '../ports/store/seminars.ts';
import { addressOf } from './audience.ts';

const MOST = 500;

/** `?series=…&from=2026-12-01T00:00:00Z&to=…&limit=50` */
export const ApiQuery = z.strictObject({
  series: SeriesId.optional(),
  from: InstantText.optional(),
  to: InstantText.optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(100),
});

/** Without `from`: what is still running or lies ahead. */
export function queryOf(query: z.output<typeof ApiQuery>, now: Temporal.Instant): SeminarQuery {
  return {
    publication: 'published',
    audience: 'public',
    limit: query.limit,
    ...(query.from === undefined ? { endsAfter: now } : { startsFrom: query.from }),
    ...(query.to === undefined ? {} : { startsBefore: query.to }),
    ...(query.series === undefined ? {} : { series: query.series }),
  };
}

/** What anybody may know of a seminar: no address, meeting id or passcode of its online session. */
export function toJson(seminar: Seminar, policy: Policy): Readonly<Record<string, unknown>> {
  const { venue, start, end, date, changedAt } = seminar;
  return {
    id: seminar.id,
    url: addressOf(`/seminars/${seminar.id}`, policy),
    calendar: addressOf(`/seminars/${seminar.id}.ics`, policy),
    status: seminar.status,
    statusReason: seminar.statusReason,
    series: seminar.series,
    kind: seminar.kind,
    host: seminar.host,
    title: seminar.title,
    speakers: seminar.speakers,
    abstract: seminar.abstract,
    start: start?.toString(),
    end: end?.toString(),
    date: date?.toString(),
    timezone: seminar.timezone,
    venue: {
      room: venue.room,
      building: venue.building,
      map: venue.map,
      online: venue.online === undefined ? undefined : { provider: venue.online.provider },
    },
    tags: seminar.tags,
    slides: seminar.slides,
    recording: seminar.recording,
    changedAt: changedAt.toString(),
  };
}
