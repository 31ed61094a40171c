import type { SeminarId } from '../../domain/ids.ts';
import { endOf } from '../../domain/phase.ts';
import type { Seminar, SeminarFields } from '../../domain/seminar.ts';
import { speakersKey, titleKey } from './talk-keys.ts';

/** Two sources may name the day differently around midnight or by another zone; a series meets less often than this. */
const NEAR_HOURS = 36;
/** A talk that is announced again for another week may be the same, moved, or its second part. */
export const WIDE_DAYS = 60;

export type SeminarMatch =
  /** The same title, the same speakers, nearly the same time. */
  | { readonly type: 'same'; readonly seminar: SeminarId }
  /** Much agrees, not all: a person has to say. */
  | { readonly type: 'uncertain'; readonly seminar: SeminarId }
  | { readonly type: 'none' };

/** What is known of a seminar that a record may be about: stored, or of the same reading. */
export type Candidate = Pick<
  Seminar,
  'id' | 'title' | 'start' | 'end' | 'date' | 'speakers' | 'timezone' | 'status'
>;

export interface SeminarMatcher {
  match(fields: SeminarFields): SeminarMatch;
  /** From now on it is spoken for: no second record of the same reading is it. */
  take(seminar: SeminarId): void;
  /** One more, of the same reading. */
  add(candidate: Candidate): void;
  get(seminar: SeminarId): Candidate | undefined;
  /** All whose title or whose speakers are these; all there are where neither is given. */
  alike(fields: SeminarFields): readonly Candidate[];
}

/** Knows again what another source, or an earlier uid of the same source, has told already (rule 7). */
export function createMatcher(seminars: readonly Candidate[], now: Temporal.Instant): SeminarMatcher {
  const byId = new Map<SeminarId, Candidate>();
  const byTitle = new Map<string, Candidate[]>();
  const bySpeakers = new Map<string, Candidate[]>();
  const taken = new Set<SeminarId>();
  const add = (candidate: Candidate): void => {
    byId.set(candidate.id, candidate);
    append(byTitle, titleKey(candidate), candidate);
    append(bySpeakers, speakersKey(candidate), candidate);
  };
  for (const seminar of seminars) add(seminar);
  return {
    add,
    take: (seminar) => void taken.add(seminar),
    get: (seminar) => byId.get(seminar),
    alike: (fields) => {
      const [title, speakers] = [titleKey(fields), speakersKey(fields)];
      if (title === undefined && speakers === undefined) return [...byId.values()];
      const titled = title === undefined ? [] : (byTitle.get(title) ?? []);
      const spoken = speakers === undefined ? [] : (bySpeakers.get(speakers) ?? []);
      return [...new Set([...titled, ...spoken])];
    },
    match: (fields) => {
      const { start } = fields;
      if (!start || byId.size === 0) return { type: 'none' };
      const free = (found: readonly Candidate[] | undefined): readonly Candidate[] =>
        nearest(
          (found ?? []).filter((seminar) => !taken.has(seminar.id)),
          start,
        );
      const title = titleKey(fields);
      const speakers = speakersKey(fields);
      const titled = free(title === undefined ? [] : byTitle.get(title));
      const [same] = titled.filter((seminar) => speakers !== undefined && speakersKey(seminar) === speakers);
      if (same && hoursBetween(same, start) <= NEAR_HOURS) return { type: 'same', seminar: same.id };
      const spoken = free(speakers === undefined ? [] : bySpeakers.get(speakers));
      // What is over does not take place again, whatever it was called: some series call every meeting alike.
      const likely =
        titled.find((seminar) => hoursBetween(seminar, start) <= WIDE_DAYS * 24 && !isOver(seminar, now)) ??
        spoken.find((seminar) => hoursBetween(seminar, start) === 0);
      return likely ? { type: 'uncertain', seminar: likely.id } : { type: 'none' };
    },
  };
}

function append(index: Map<string, Candidate[]>, key: string | undefined, seminar: Candidate): void {
  if (key === undefined) return;
  const list = index.get(key);
  if (list) list.push(seminar);
  else index.set(key, [seminar]);
}

function nearest(seminars: readonly Candidate[], start: Temporal.Instant): readonly Candidate[] {
  return seminars
    .filter((seminar) => seminar.start !== undefined)
    .toSorted((a, b) => hoursBetween(a, start) - hoursBetween(b, start));
}

export function hoursBetween(seminar: Candidate, start: Temporal.Instant): number {
  const at = seminar.start?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return Math.abs(at - start.epochMilliseconds) / 3_600_000;
}

function isOver(candidate: Candidate, now: Temporal.Instant): boolean {
  const end = endOf(candidate);
  return end !== undefined && Temporal.Instant.compare(end, now) <= 0;
}
