import { isKnownZone } from '../../../domain/instant.ts';
import { type EncodedFields, SeminarFields } from '../../../domain/seminar.ts';
import type { Decoded } from '../decode/decoded.ts';
import { readPersonName } from '../people/person-name.ts';
import type { Evidence, FieldName, ReadRecord, Span } from '../reading.ts';
import { evidenceOf, plainText, type Resolved } from './scope.ts';
import type { TalkReading } from './talk-reading.ts';

/** What somebody who wants to come looks for. */
const LOOKED_FOR: readonly FieldName[] = ['title', 'speakers', 'start', 'abstract', 'room', 'meetingUrl'];

/** Writes a reading down as a record: only fields that the domain accepts, each with its evidence. */
export function assembleRecord(source: Decoded, talk: TalkReading): ReadRecord {
  const { text } = source;
  const evidence: Partial<Record<FieldName, readonly Evidence[]>> = {};
  const conflicts: string[] = [...talk.when.problems];
  const take = <T>(field: FieldName, resolved: Resolved<T>): T | undefined => {
    if (resolved.type === 'conflict') conflicts.push(resolved.problem);
    if (resolved.type !== 'found') return undefined;
    evidence[field] = evidenceOf(text, resolved.found.spans);
    return resolved.found.value;
  };
  const note = (field: FieldName, spans: readonly Span[]): void => {
    evidence[field] = evidenceOf(text, spans);
  };

  const title = take('title', talk.title);
  const people = take('speakers', talk.people) ?? [];
  const host = take('host', talk.setting.host);
  const seriesName = take('series', talk.setting.series);
  const kind = take('kind', talk.setting.kind);
  const url = take('meetingUrl', talk.online.url);
  const meetingId = take('meetingId', talk.online.meetingId);
  const passcode = take('passcode', talk.online.passcode);
  const room = take('room', talk.place.room);
  const building = take('building', talk.place.building);
  const { abstract, bio, about } = talk.texts;
  if (abstract) note('abstract', [abstract.span]);
  if (bio && people.length === 1) note('bio', [bio.span]);
  if (about) note('about', [about.span]);
  const affiliations = people.flatMap((person) => (person.affiliation ? [person.affiliation] : []));
  if (talk.affiliation && people.length === 1) note('affiliation', [talk.affiliation]);
  else if (affiliations.length > 0) note('affiliation', affiliations);

  const { start, end, date, zone, previous, status } = talk.when;
  if (start) note('start', start.spans);
  if (end) note('end', end.spans);
  if (zone && start) note('timezone', zone.spans);
  if (date && !start) note('date', date.spans);
  if (previous) note('previousStart', previous.spans);
  if (talk.statusSpan && status !== 'scheduled') note('status', [talk.statusSpan]);
  if (talk.recurrence) note('recurrence', [talk.recurrence.span]);
  const chair = chairOf(text, talk.chair);
  if (chair && talk.chair) note('chair', [talk.chair]);

  const online = {
    ...(talk.online.provider !== undefined && url !== undefined && { provider: talk.online.provider }),
    ...(url !== undefined && { url }),
    ...(meetingId !== undefined && { meetingId }),
    ...(passcode !== undefined && { passcode }),
  };
  const venue = {
    ...(room !== undefined && { room }),
    ...(building !== undefined && { building }),
    ...(Object.keys(online).length > 0 && { online }),
  };
  const speakers = people.map((person) => {
    const affiliation = person.affiliation ?? (people.length === 1 ? talk.affiliation : undefined);
    return {
      name: plainText(text, person.name),
      ...(affiliation && { affiliation: plainText(text, affiliation) }),
      ...(bio && people.length === 1 && { bio: bio.value }),
    };
  });
  const encoded: EncodedFields = {
    ...(title !== undefined && { title }),
    ...(speakers.length > 0 && { speakers }),
    ...(host !== undefined && { host }),
    ...(kind !== undefined && { kind }),
    ...(abstract && { abstract: abstract.value }),
    ...(about && { about: about.value }),
    ...(start && { start: start.at.toInstant().toString() }),
    ...(start && end && { end: end.at.toString() }),
    ...(start && zone && isKnownZone(zone.name) && { timezone: zone.name }),
    ...(date && !start && { date: date.day.toString() }),
    ...(Object.keys(venue).length > 0 && { venue }),
    ...(status !== 'scheduled' && status !== 'rescheduled' && { status }),
    ...(chair !== undefined && { chair }),
  };
  const fields = SeminarFields.parse(encoded);
  return {
    fields,
    evidence,
    missing: missingOf(fields),
    conflicts,
    ambiguous: talk.when.notes,
    status,
    ...(source.event?.uid !== undefined && { uid: source.event.uid }),
    ...(source.event?.sequence !== undefined && { sequence: source.event.sequence }),
    ...(source.event?.recurrenceId !== undefined && { recurrenceId: source.event.recurrenceId }),
    ...(seriesName !== undefined && { seriesName }),
    ...(previous && { previousStart: previous.at.toInstant() }),
    ...(talk.recurrence && { recurrence: talk.recurrence.rule }),
  };
}

/** A chair's name, where the label gives one person and little else. */
function chairOf(text: string, span: Span | undefined): string | undefined {
  if (!span) return undefined;
  const value = plainText(text, span).replace(/\s*[(,].*$/, '');
  const name = readPersonName(value);
  return name ? value.slice(name.start, name.end) : undefined;
}

function missingOf(fields: SeminarFields): readonly FieldName[] {
  const has: Partial<Record<FieldName, boolean>> = {
    title: fields.title !== undefined,
    speakers: (fields.speakers?.length ?? 0) > 0,
    start: fields.start !== undefined,
    abstract: fields.abstract !== undefined,
    room: fields.venue?.room !== undefined || fields.venue?.online?.url !== undefined,
    meetingUrl: fields.venue?.online?.url !== undefined || fields.venue?.room !== undefined,
  };
  return LOOKED_FOR.filter((field) => has[field] === false);
}
