import type { SeminarId } from '../../domain/ids.ts';
import { isToBeAnnounced } from '../../domain/merge.ts';
import { tokenizeText } from '../../domain/search-text.ts';
import type { Seminar, SeminarFields } from '../../domain/seminar.ts';

/** Two sources may name the day differently around midnight or by another zone; a series meets less often than this. */
const NEAR_HOURS = 36;
/** A talk that is announced again for another week may be the same, moved, or its second part. */
export const WIDE_DAYS = 60;

type SeminarMatch =
  /** The same title, the same speakers, nearly the same time. */
  | { readonly type: 'same'; readonly seminar: SeminarId }
  /** Much agrees, not all: a person has to say. */
  | { readonly type: 'uncertain'; readonly seminar: SeminarId }
  | { readonly type: 'none' };

export interface SeminarMatcher {
  match(fields: SeminarFields): SeminarMatch;
  /** From now on it is spoken for: no second record of the same reading is it. */
  take(seminar: SeminarId): void;
}

type Talk = Pick<SeminarFields, 'title' | 'start'> & { readonly speakers?: SeminarFields['speakers'] };

/** Knows again what another source, or an earlier uid of the same source, has told already (rule 7). */
export function createMatcher(seminars: readonly Seminar[]): SeminarMatcher {
  const byTitle = new Map<string, Seminar[]>();
  const bySpeakers = new Map<string, Seminar[]>();
  const taken = new Set<SeminarId>();
  for (const seminar of seminars) {
    append(byTitle, titleKey(seminar), seminar);
    append(bySpeakers, speakersKey(seminar), seminar);
  }
  return {
    take: (seminar) => void taken.add(seminar),
    match: (fields) => {
      const { start } = fields;
      if (!start || seminars.length === 0) return { type: 'none' };
      const free = (found: readonly Seminar[] | undefined): readonly Seminar[] =>
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
      const likely =
        titled.find((seminar) => hoursBetween(seminar, start) <= WIDE_DAYS * 24) ??
        spoken.find((seminar) => hoursBetween(seminar, start) === 0);
      return likely ? { type: 'uncertain', seminar: likely.id } : { type: 'none' };
    },
  };
}

function append(index: Map<string, Seminar[]>, key: string | undefined, seminar: Seminar): void {
  if (key === undefined) return;
  const list = index.get(key);
  if (list) list.push(seminar);
  else index.set(key, [seminar]);
}

function titleKey({ title }: Talk): string | undefined {
  if (title === undefined || isToBeAnnounced(title)) return undefined;
  return tokenizeText(title).join(' ') || undefined;
}

function speakersKey({ speakers = [] }: Talk): string | undefined {
  const names = speakers.filter(({ name }) => !isToBeAnnounced(name)).map(({ name }) => nameKey(name));
  return names.length > 0 ? names.toSorted().join('|') : undefined;
}

/** "Moss, Ida", "Dr Ida Moss" and "Ida Moss" are one. */
function nameKey(name: string): string {
  return tokenizeText(name)
    .filter((word) => !/^(?:dr|prof|professor|associate|mr|ms|mrs|mx)$/.test(word))
    .toSorted()
    .join(' ');
}

function nearest(seminars: readonly Seminar[], start: Temporal.Instant): readonly Seminar[] {
  return seminars
    .filter((seminar) => seminar.start !== undefined)
    .toSorted((a, b) => hoursBetween(a, start) - hoursBetween(b, start));
}

function hoursBetween(seminar: Seminar, start: Temporal.Instant): number {
  const at = seminar.start?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return Math.abs(at - start.epochMilliseconds) / 3_600_000;
}
