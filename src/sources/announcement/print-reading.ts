import type { AnnouncementReading, ReadRecord } from './reading.ts';

/** The JSON value that `lectern parse --json` prints: a record, `{events}`, or `{notASeminar: true}`. Instants carry the record's own offset. */
export function printReading(reading: AnnouncementReading): Readonly<Record<string, unknown>> {
  if (reading.type === 'notASeminar') return { notASeminar: true, reason: reading.reason };
  const [only, ...more] = reading.records.map(printRecord);
  return only && more.length === 0 ? only : { events: [only, ...more] };
}

function printRecord(record: ReadRecord): Readonly<Record<string, unknown>> {
  const { fields } = record;
  const speakers = fields.speakers ?? [];
  const [first] = speakers;
  const affiliations = speakers.map((speaker) => speaker.affiliation ?? null);
  const online = fields.venue?.online;
  return {
    ...given('title', fields.title),
    ...(speakers.length > 0 && { speakers: speakers.map((speaker) => speaker.name) }),
    ...(affiliations.some((affiliation) => affiliation !== null) && {
      affiliation: speakers.length === 1 ? affiliations[0] : affiliations,
    }),
    ...given('host', fields.host),
    ...given('series', record.seriesName),
    ...given('kind', fields.kind),
    ...given('abstract', fields.abstract),
    ...given('bio', speakers.length === 1 ? first?.bio : undefined),
    ...given('about', fields.about),
    ...given('start', local(fields.start, fields.timezone)),
    ...given('end', local(fields.end, fields.timezone)),
    ...given('timezone', fields.start ? fields.timezone : undefined),
    ...given('date', fields.date?.toString()),
    ...given('meetingUrl', online?.url),
    ...given('meetingId', online?.meetingId),
    ...given('passcode', online?.passcode),
    ...given('room', fields.venue?.room),
    ...given('building', fields.venue?.building),
    status: record.status,
    ...given('previousStart', local(record.previousStart, fields.timezone)),
    ...given('recurrence', record.recurrence),
    missing: record.missing,
    ...(record.conflicts.length > 0 && { conflicts: record.conflicts }),
    ...(record.ambiguous.length > 0 && { ambiguous: record.ambiguous }),
  };
}

function given(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}

/** "2026-06-05T14:00:00+10:00": the clock of the venue, with its offset. */
function local(instant: Temporal.Instant | undefined, timezone: string | undefined): string | undefined {
  if (!instant) return undefined;
  if (timezone === undefined) return instant.toString({ smallestUnit: 'second' });
  return instant.toZonedDateTimeISO(timezone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
