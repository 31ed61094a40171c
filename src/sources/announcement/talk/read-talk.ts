import { looksLikeOrganisation } from '../people/read-people.ts';
import type { ReadRecord, ReadStatus, Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import type { NamedPlace } from '../when/resolve-zone.ts';
import { assembleRecord } from './assemble-record.ts';
import { onlineOfEvent, placeOfEvent, recurrenceOfEvent, whenOfEvent } from './calendar-stage.ts';
import { readStage, type Stage, summaryTitle } from './read-stage.ts';
import { readRecurrence } from './recurrence.ts';
import type { OnlineReading } from './resolve-online.ts';
import { affiliationInBio, type People } from './resolve-people.ts';
import type { PlaceReading } from './resolve-place.ts';
import { foldTitle } from './resolve-title.ts';
import { resolveWhen, type WhenReading } from './resolve-when.ts';
import { ABSENT, blocksOf, type Resolved, type Scope, spanOf } from './scope.ts';
import { readStatus, type StatusReading } from './status.ts';
import type { ReadSetting, TalkReading } from './talk-reading.ts';
import {
  collectDuration,
  collectGeneralZone,
  collectMentions,
  collectPlaces,
  type Tokens,
} from './when-stage.ts';

/** Reads one talk from its own lines, then fills what they do not say from shared and quoted ones. */
export function readTalk(scope: Scope, tokens: Tokens, setting: ReadSetting): ReadRecord {
  return assembleRecord(scope.source, readParts(scope, tokens, setting));
}

function readParts(scope: Scope, tokens: Tokens, setting: ReadSetting): TalkReading {
  const { text, event } = scope.source;
  const own = readStage(text, scope.own);
  const shared = readStage(text, scope.shared);
  const quoted = readStage(text, scope.quoted);
  const stages = [own, shared, quoted];
  const status = firstStatus(text, scope);
  const people = preferPeople(text, stages);
  const bio = stages.map((stage) => stage.texts.bio).find((candidate) => candidate !== undefined);
  const when = readWhen(scope, stages, status, tokens, setting, people);
  const affiliation =
    people.type === 'found' && people.found.value.every((person) => !person.affiliation)
      ? findAffiliationOf(text, scope.own, bio?.span)
      : undefined;
  const chair = stages.flatMap((stage) => blocksOf(stage.layout, 'chair'))[0];
  const panel = stages.flatMap((stage) => blocksOf(stage.layout, 'panel'))[0];
  const recurrence = (event && recurrenceOfEvent(event)) ?? readRecurrence(text, [scope.own, scope.shared]);
  const title = preferTitle(stages);
  const online = preferOnline(stages);
  const place = preferPlace(stages);
  const texts = stages.map((stage) => stage.texts);
  const abstract = texts.find((entry) => entry.abstract)?.abstract;
  const about = texts.find((entry) => entry.about)?.about;
  return {
    title: title.type === 'absent' && event ? summaryTitle(text, own.headline, event.summary) : title,
    people,
    setting: {
      host: prefer(stages.map((stage) => stage.setting.host)),
      series: prefer(stages.map((stage) => stage.setting.series)),
      kind: prefer(stages.map((stage) => stage.setting.kind)),
    },
    texts: { ...(abstract && { abstract }), ...(bio && { bio }), ...(about && { about }) },
    when: event ? whenOfEvent(event, when, setting.timezone) : when,
    online: event ? onlineOfEvent(scope.source, event, online) : online,
    place: event ? placeOfEvent(scope.source, event, place) : place,
    ...(affiliation && { affiliation }),
    ...(chair && { chair: spanOf(chair) }),
    ...(panel && { panel: panel.parts }),
    ...(recurrence && { recurrence }),
    ...(status.span && { statusSpan: status.span }),
  };
}

function prefer<T>(candidates: readonly Resolved<T>[]): Resolved<T> {
  return candidates.find((candidate) => candidate.type !== 'absent') ?? ABSENT;
}

/** A reply may repeat the title of the mail below in other words: the fuller labelled one is the quoted one's. */
function preferTitle(stages: readonly Stage[]): Resolved<string> {
  const titles = stages.map((stage) => stage.title);
  const [own, , quoted] = titles;
  if (
    own?.type === 'found' &&
    quoted?.type === 'found' &&
    foldTitle(quoted.found.value).includes(foldTitle(own.found.value))
  )
    return quoted;
  return prefer(titles);
}

/** The same person with an affiliation, from a mail below, is that person. */
function preferPeople(text: string, stages: readonly Stage[]): Resolved<People> {
  const candidates = stages.map((stage) => stage.people);
  const first = prefer(candidates);
  if (first.type !== 'found') return first;
  const all = candidates.flatMap((candidate) => (candidate.type === 'found' ? candidate.found.value : []));
  const nameOf = (span: Span): string => text.slice(span.start, span.end).toLowerCase().replace(/\s+/g, ' ');
  const filled = first.found.value.map((person) => {
    if (person.affiliation) return person;
    return (
      all.find((other) => other.affiliation && nameOf(other.name).endsWith(nameOf(person.name))) ?? person
    );
  });
  return { type: 'found', found: { value: filled, spans: first.found.spans } };
}

function preferOnline(stages: readonly Stage[]): OnlineReading {
  const url = prefer(stages.map((stage) => stage.online.url));
  const source = stages.find((stage) => stage.online.url.type === 'found');
  return {
    url,
    meetingId: prefer(stages.map((stage) => stage.online.meetingId)),
    passcode: prefer(stages.map((stage) => stage.online.passcode)),
    ...(source?.online.provider !== undefined && { provider: source.online.provider }),
  };
}

/** Room and building of one venue: never the room of one text with the building of another. */
function preferPlace(stages: readonly Stage[]): PlaceReading {
  const known =
    stages.find((stage) => stage.place.room.type === 'found') ??
    stages.find((stage) => stage.place.building.type === 'found');
  return known?.place ?? { room: ABSENT, building: ABSENT };
}

function firstStatus(text: string, scope: Scope): StatusReading {
  const own = readStatus(text, scope.own);
  if (own.status !== 'scheduled') return own;
  return readStatus(text, {
    blocks: [],
    free: scope.shared.free.filter((free) => free.line.role === 'subject'),
  });
}

function findAffiliationOf(text: string, layout: Layout, bio: Span | undefined): Span | undefined {
  const [labelled] = blocksOf(layout, 'affiliation');
  if (labelled && looksLikeOrganisation(text.slice(spanOf(labelled).start, spanOf(labelled).end)))
    return spanOf(labelled);
  return bio ? affiliationInBio(text, bio) : undefined;
}

function readWhen(
  scope: Scope,
  stages: readonly Stage[],
  status: StatusReading,
  tokens: Tokens,
  setting: ReadSetting,
  people: Resolved<People>,
): WhenReading {
  const { text } = scope.source;
  const affiliations =
    people.type === 'found'
      ? people.found.value.flatMap((person) => (person.affiliation ? [person.affiliation] : []))
      : [];
  const places = stages.map((stage) => collectPlaces(text, stage.layout, stage.notes, affiliations));
  const grouped: readonly (readonly NamedPlace[])[] = places.flat();
  const duration = stages
    .map((stage) => collectDuration(text, stage.layout, stage.notes))
    .find((length) => length !== undefined);
  const generalZone = stages
    .map((stage) => collectGeneralZone(text, stage.layout))
    .find((zone) => zone !== undefined);
  const corrected =
    /\b(?:correction|corrected|erratum|typo|misprint|usual|regular|üblich\w*|habituel\w*|korrektur)\b/iu.test(
      text.slice(0, 3000),
    );
  const common = { text, ...setting, places: grouped, generalZone, duration, corrected };
  const mentions = stages.map((stage) => collectMentions(text, stage.layout, tokens, stage.notes, []));
  const [own, shared, quoted] = mentions;
  if (!own || !shared || !quoted) return { status: status.status, problems: [], notes: [] };
  const usesShared = own.dates.length === 0 || own.times.length === 0;
  const first = usesShared
    ? {
        dates: own.dates.length > 0 ? own.dates : shared.dates,
        times: own.times.length > 0 ? own.times : shared.times,
      }
    : own;
  const reading = resolveWhen(first, status, common);
  if (reading.start || reading.problems.length > 0 || quoted.dates.length + quoted.times.length === 0)
    return reading;
  return resolveWithQuoted(first, quoted, status, common, reading);
}

/** What the reply leaves out is in the mail below: all of it, or the day or the hour that is missing. */
function resolveWithQuoted(
  own: ReturnType<typeof collectMentions>,
  quoted: ReturnType<typeof collectMentions>,
  status: StatusReading,
  common: Parameters<typeof resolveWhen>[2],
  alone: WhenReading,
): WhenReading {
  const changed: boolean = status.status === 'rescheduled' || status.status === 'postponed';
  if (changed) {
    const past = {
      dates: quoted.dates.map((mention) => ({ ...mention, role: 'former' as const })),
      times: quoted.times.map((mention) => ({ ...mention, role: 'former' as const })),
    };
    return resolveWhen(
      { dates: [...own.dates, ...past.dates], times: [...own.times, ...past.times] },
      status,
      common,
    );
  }
  const below = resolveWhen(quoted, { ...status, status: 'scheduled' }, common);
  if (!below.start) return alone;
  const joined = resolveWhen(
    { dates: [...own.dates, ...quoted.dates], times: [...own.times, ...quoted.times] },
    status,
    common,
  );
  const state: ReadStatus = status.status;
  return joined.start
    ? { ...joined, status: state }
    : { ...joined, status: state, problems: joined.problems };
}
