import { isSame, isToBeAnnounced } from '../../domain/merge.ts';
import type { SeminarFields, Speaker, Venue } from '../../domain/seminar.ts';

const NONE: SeminarFields = {};
/** What was said together counts together: an end belongs to its start, a reason to its status. */
const BOUND: Readonly<Record<string, readonly string[]>> = {
  start: ['end', 'timezone', 'date'],
  status: ['statusReason'],
};

/**
 * What a record says anew of fields that organisers changed by hand, and otherwise than they did (rule 7). Place and
 * session of the venue are told apart, as they are merged. `accepted`: what the record said before.
 */
export function disputesOf(
  fields: SeminarFields,
  accepted: SeminarFields,
  patch: SeminarFields,
): SeminarFields {
  const byHand = new Map<string, unknown>(Object.entries(patch));
  if (byHand.size === 0) return NONE;
  const before = new Map<string, unknown>(Object.entries(accepted));
  const { venue: said, ...others } = fields;
  const disputed = Object.entries(others).filter(
    ([name, value]) =>
      byHand.has(name) && !isSame(value, before.get(name)) && !isSame(value, byHand.get(name)),
  );
  const { title, speakers, end: _end, ...rest }: SeminarFields = Object.fromEntries(disputed);
  const venue = disputedVenue(said, accepted.venue, patch.venue);
  return {
    ...rest,
    ...(title !== undefined && isTitle(title) && isTitle(patch.title) ? { title } : {}),
    ...(speakers?.some(isNamed) && patch.speakers?.some(isNamed) ? { speakers } : {}),
    ...disputedEnd(fields, accepted, patch, rest.start !== undefined),
    ...(venue ? { venue } : {}),
  };
}

/** An end belongs to its start: under a start that was given by hand and stays, a record's end says nothing. */
function disputedEnd(
  { end }: SeminarFields,
  accepted: SeminarFields,
  patch: SeminarFields,
  isMoved: boolean,
): SeminarFields {
  if (end === undefined || (patch.end === undefined && !isMoved)) return NONE;
  const isOther = !isSame(end, accepted.end) && !isSame(end, patch.end);
  return isMoved || (isOther && patch.start === undefined) ? { end } : NONE;
}

/** The record as it counts while these wait: of them it says what it said before. */
export function holdBack(
  fields: SeminarFields,
  accepted: SeminarFields,
  disputes: SeminarFields,
): SeminarFields {
  const { venue: _venue, ...others } = disputes;
  const held = new Set(Object.keys(others).flatMap((name) => [name, ...(BOUND[name] ?? [])]));
  const counting = Object.entries(fields).filter(([name]) => !held.has(name));
  const kept = Object.entries(accepted).filter(([name]) => held.has(name));
  const settled: SeminarFields = Object.fromEntries([...counting, ...kept]);
  if (!disputes.venue) return settled;
  const { venue: said, ...rest } = settled;
  const [now, was, waits] = [partsOf(said), partsOf(accepted.venue), partsOf(disputes.venue)];
  const venue = joinParts({
    place: waits.place ? was.place : now.place,
    online: waits.online ? was.online : now.online,
  });
  return { ...rest, ...(venue ? { venue } : {}) };
}

/** The patch without what organisers gave up for their source's word. */
export function giveUp(patch: SeminarFields, disputes: SeminarFields): SeminarFields {
  const { venue: said, ...others } = disputes;
  const kept = Object.entries(patch).filter(([name]) => !(name in others));
  if (!said) return Object.fromEntries(kept);
  const { venue: byHand, ...rest }: SeminarFields = Object.fromEntries(kept);
  const [hand, waits] = [partsOf(byHand), partsOf(said)];
  const venue = joinParts({
    place: waits.place ? undefined : hand.place,
    online: waits.online ? undefined : hand.online,
  });
  return { ...rest, ...(venue ? { venue } : {}) };
}

/** What the record had said of these, as far as it had said anything. */
export function saidBefore(accepted: SeminarFields, disputes: SeminarFields): SeminarFields {
  const { venue: was, ...others } = accepted;
  const said = Object.entries(others).filter(([name]) => name in disputes);
  const [before, waits] = [partsOf(was), partsOf(disputes.venue)];
  const venue = joinParts({
    place: waits.place && before.place,
    online: waits.online && before.online,
  });
  return { ...Object.fromEntries(said), ...(venue ? { venue } : {}) };
}

interface VenueParts {
  readonly place: Omit<Venue, 'online'> | undefined;
  readonly online: Venue['online'] | undefined;
}

function partsOf(venue: Venue | undefined): VenueParts {
  const { online, ...place } = venue ?? {};
  return { place: Object.keys(place).length > 0 ? place : undefined, online };
}

function joinParts({ place, online }: VenueParts): Venue | undefined {
  return place || online ? { ...place, ...(online ? { online } : {}) } : undefined;
}

function disputedVenue(
  said: Venue | undefined,
  before: Venue | undefined,
  byHand: Venue | undefined,
): Venue | undefined {
  if (!said || !byHand) return undefined;
  const [is, was, hand] = [partsOf(said), partsOf(before), partsOf(byHand)];
  const differs = <T>(one: T, old: T, patched: T): boolean =>
    patched !== undefined && one !== undefined && !isSame(one, old) && !isSame(one, patched);
  return joinParts({
    place: differs(is.place, was.place, hand.place) ? is.place : undefined,
    online: differs(is.online, was.online, hand.online) ? is.online : undefined,
  });
}

/** "TBA" says nothing, also by hand: whoever says more is not against it. */
function isTitle(title: string | undefined): boolean {
  return title !== undefined && !isToBeAnnounced(title);
}

function isNamed({ name }: Speaker): boolean {
  return !isToBeAnnounced(name);
}
