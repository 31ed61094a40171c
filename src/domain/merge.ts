import type { SeriesId } from './ids.ts';
import type { Policy } from './policy.ts';
import type { Seminar, SeminarFields, Speaker, Venue } from './seminar.ts';
import type { Series } from './series.ts';

/** What claims, patch and defaults make of a seminar; identity and counters are added by whoever stores it. */
export type MergedFields = Omit<
  Seminar,
  'id' | 'publication' | 'revision' | 'epoch' | 'sequence' | 'changedAt'
>;

export type MergeDefaults = Pick<Policy, 'timezone' | 'audience' | 'series'>;

/**
 * Rule 7: field by field, the organisers' patch first, then the sources in configured order, then what the series says.
 * Place (room, building, map) and online session are merged apart: each comes whole from the first that says any of it.
 * "TBA" is no title and no speaker.
 */
export function mergeClaims(
  claims: readonly SeminarFields[],
  patch: SeminarFields,
  defaults: MergeDefaults,
): MergedFields {
  const layers = [patch, ...claims];
  const first = overlay(layers);
  const series = seriesOf(first.series, defaults.series);
  const title = layers
    .map((layer) => layer.title)
    .find((text) => text !== undefined && !isToBeAnnounced(text));
  const host = first.host ?? series?.host;
  const times = timesOf(layers, series);
  const status = first.status ?? 'scheduled';
  const { title: _title, start: _start, end: _end, date, statusReason, ...rest } = first;
  return {
    ...rest,
    ...(title === undefined ? {} : { title }),
    ...(host === undefined ? {} : { host }),
    ...times,
    ...(times.start === undefined && date !== undefined ? { date } : {}),
    speakers: speakersOf(layers),
    venue: venueOf([...layers.map((layer) => layer.venue), series?.venue]),
    timezone: first.timezone ?? defaults.timezone,
    status,
    ...(status === 'scheduled' || statusReason === undefined ? {} : { statusReason }),
    audience: first.audience ?? series?.audience ?? defaults.audience,
    tags: first.tags ?? [],
  };
}

const PLACEHOLDER =
  /^(?:|(?:(?:(?:further )?details|abstract|bio|room|venue|location):? )?(?:t ?b ?[acd]|(?:to|will) be (?:announced|confirmed|advised|determined|decided|named)|(?:to|will) (?:follow|come)|coming soon)|untitled|n\/a|[-–—?…]+)$/;

/** "TBA", "to be confirmed", "details to follow", "Title: tbd", "–": words that hold a place and say nothing. */
export function isToBeAnnounced(text: string): boolean {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/^(?:title|topic|talk|speakers?)\b[\s:–—-]*/, '')
    .replace(/[.\s]+/g, ' ')
    .trim();
  return PLACEHOLDER.test(said);
}

function overlay(layers: readonly SeminarFields[]): SeminarFields {
  let fields: SeminarFields = {};
  for (const layer of layers.toReversed()) fields = { ...fields, ...layer };
  return fields;
}

function seriesOf(id: SeriesId | undefined, all: readonly Series[]): Series | undefined {
  if (id === undefined) return undefined;
  let byId = SERIES.get(all);
  if (!byId) {
    byId = new Map(all.map((series) => [series.id, series]));
    SERIES.set(all, byId);
  }
  return byId.get(id);
}

/** An import merges a hundred thousand records with the same few hundred series. */
const SERIES = new WeakMap<readonly Series[], ReadonlyMap<SeriesId, Series>>();

function speakersOf(layers: readonly SeminarFields[]): readonly Speaker[] {
  const said = layers.map((layer) => layer.speakers?.filter((speaker) => !isToBeAnnounced(speaker.name)));
  return said.find((speakers) => speakers !== undefined && speakers.length > 0) ?? [];
}

function venueOf(layers: readonly (Venue | undefined)[]): Venue {
  const place = layers.find((venue) => venue?.room ?? venue?.building ?? venue?.map);
  const online = layers.find((venue) => venue?.online)?.online;
  return {
    ...(place?.room === undefined ? {} : { room: place.room }),
    ...(place?.building === undefined ? {} : { building: place.building }),
    ...(place?.map === undefined ? {} : { map: place.map }),
    ...(online === undefined ? {} : { online }),
  };
}

/**
 * An end belongs to the start it was said with: where another layer moves the start, the length is kept, not the end.
 * Without any end the series' duration is taken.
 */
function timesOf(
  layers: readonly SeminarFields[],
  series: Series | undefined,
): { start?: Temporal.Instant; end?: Temporal.Instant } {
  const start = layers.find((layer) => layer.start)?.start;
  if (!start) return {};
  const says = layers.find((layer) => layer.end);
  const isMoved = says?.start !== undefined && says.start !== start;
  const moved = isMoved && says.end ? start.add(says.start.until(says.end)) : says?.end;
  if (moved && Temporal.Instant.compare(moved, start) > 0) return { start, end: moved };
  return series?.durationMinutes === undefined
    ? { start }
    : { start, end: start.add({ minutes: series.durationMinutes }) };
}

/** What of a stored seminar the merge decides. */
export function mergedOf(seminar: Seminar): MergedFields {
  const {
    id: _id,
    publication: _publication,
    revision: _revision,
    epoch: _epoch,
    sequence: _sequence,
    changedAt: _changedAt,
    ...fields
  } = seminar;
  return fields;
}

/** The seminar with these fields and no others: what it had and they have not is gone. */
export function withFields(seminar: Seminar, fields: MergedFields): Seminar {
  const { id, publication, revision, epoch, sequence, changedAt } = seminar;
  return { ...fields, id, publication, revision, epoch, sequence, changedAt };
}

/** Names of the fields that differ, in alphabetical order. Empty: the seminar stays at its revision. */
export function changedFields(before: MergedFields, after: MergedFields): readonly string[] {
  const [was, is]: readonly Map<string, unknown>[] = [
    new Map(Object.entries(before)),
    new Map(Object.entries(after)),
  ];
  const names = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...names].filter((name) => !isSame(was?.get(name), is?.get(name))).toSorted();
}

/**
 * What the change of a seminar counts as. `revision`: anything shown; `sequence`: what calendars act upon (start, end,
 * place, status); `reminders`: the start moved or the seminar is on again, which may begin an epoch (rule 1).
 */
export function weighChange(
  before: MergedFields,
  after: MergedFields,
): { readonly revision: boolean; readonly sequence: boolean; readonly reminders: boolean } {
  const changed = changedFields(before, after);
  const onAgain = before.status !== 'scheduled' && after.status === 'scheduled';
  return {
    revision: changed.length > 0,
    sequence: changed.some((name) => SEQUENCED.has(name)),
    reminders: changed.includes('start') || onAgain,
  };
}

const SEQUENCED: ReadonlySet<string> = new Set(['start', 'end', 'venue', 'status']);

/** By value; the order of keys and absent members are no difference. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Temporal.Instant && b instanceof Temporal.Instant) return a.equals(b);
  if (a instanceof Temporal.PlainDate && b instanceof Temporal.PlainDate) return a.equals(b);
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  const [ours, theirs] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...ours.keys(), ...theirs.keys()])].every((key) =>
    isSame(ours.get(key), theirs.get(key)),
  );
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
