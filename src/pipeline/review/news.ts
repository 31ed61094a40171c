import { isSame, isToBeAnnounced, type MergedFields } from '../../domain/merge.ts';
import type { Reading } from '../../domain/review.ts';
import { tokenizeText } from '../../domain/search-text.ts';
import type { SeminarFields, Speaker, Venue } from '../../domain/seminar.ts';
import { disputesOf } from './disputes.ts';

/**
 * What a version says that is to count above everything said before.
 *
 * - An edited record: what it changed although organisers had changed it by hand (rule 7); the rest counts in the order
 *   of the sources.
 * - A later word about a seminar (a correction, a cancellation): everything that readers act upon and that differs. Such
 *   words are short: what they leave out stays.
 * - The same talk told by another source: only another time, or that it is off. The rest it merely completes.
 */
export function newsOf(
  { relation, fields }: Reading,
  accepted: SeminarFields,
  patch: SeminarFields,
  current: MergedFields,
): SeminarFields {
  if (relation !== 'update' && Object.keys(accepted).length > 0) {
    return disputesOf(fields, accepted, patch);
  }
  switch (relation) {
    case 'own':
      return {};
    case 'update':
      return { ...timeNews(fields, current), ...otherNews(fields, current) };
    case 'telling':
      return timeNews(fields, current);
  }
}

function timeNews(fields: SeminarFields, current: MergedFields): SeminarFields {
  const { start, end, timezone, status, statusReason } = fields;
  const moves = start !== undefined && !isSame(start, current.start);
  // A new date for what was off means that it is on again.
  const isOnAgain = moves && status === undefined && current.status !== 'scheduled';
  const isOff = status !== undefined && status !== current.status;
  return {
    ...(moves ? { start, ...(timezone === undefined ? {} : { timezone }) } : {}),
    ...(end !== undefined && start !== undefined && !isSame(end, current.end) ? { end } : {}),
    ...(isOff ? { status, ...(statusReason === undefined ? {} : { statusReason }) } : {}),
    ...(isOnAgain ? { status: 'scheduled' as const } : {}),
  };
}

function otherNews(fields: SeminarFields, current: MergedFields): SeminarFields {
  const { title, speakers, venue, abstract, date } = fields;
  const place = venueNews(venue, current.venue);
  return {
    ...(title !== undefined && !isToBeAnnounced(title) && !isSameWords(title, current.title)
      ? { title }
      : {}),
    ...(speakers !== undefined && !areSamePeople(speakers, current.speakers) ? { speakers } : {}),
    ...(place === undefined ? {} : { venue: place }),
    ...(abstract !== undefined && !isSameWords(abstract, current.abstract) ? { abstract } : {}),
    ...(date !== undefined && current.start === undefined && !isSame(date, current.date) ? { date } : {}),
  };
}

function isSameWords(one: string, other: string | undefined): boolean {
  return other !== undefined && tokenizeText(one).join(' ') === tokenizeText(other).join(' ');
}

/** A short word gives names without the affiliations that are known already. */
function areSamePeople(said: readonly Speaker[], known: readonly Speaker[]): boolean {
  const names = (speakers: readonly Speaker[]): string =>
    speakers
      .map(({ name }) => tokenizeText(name).toSorted().join(' '))
      .toSorted()
      .join('|');
  return names(said) === names(known);
}

/** Place and session apart, each only where it says something else than what is known. */
function venueNews(said: Venue | undefined, known: Venue): Venue | undefined {
  if (!said) return undefined;
  const { online, ...place } = said;
  const { online: session, ...where } = known;
  const news = {
    ...(differs(place, where) ? place : {}),
    ...(online && differs(online, session ?? {}) ? { online } : {}),
  };
  return Object.keys(news).length > 0 ? news : undefined;
}

function differs(said: object, known: object): boolean {
  const before = new Map<string, unknown>(Object.entries(known));
  return Object.entries(said).some(([name, value]) => !isSame(value, before.get(name)));
}
