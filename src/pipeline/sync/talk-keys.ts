import { isToBeAnnounced } from '../../domain/merge.ts';
import { tokenizeText } from '../../domain/search-text.ts';
import type { SeminarFields } from '../../domain/seminar.ts';

type Talk = Pick<SeminarFields, 'title'> & { readonly speakers?: SeminarFields['speakers'] };

/** By which titles are compared: folded, without punctuation. Undefined: there is none. */
export function titleKey({ title }: Talk): string | undefined {
  if (title === undefined || isToBeAnnounced(title)) return undefined;
  return tokenizeText(title).join(' ') || undefined;
}

export function speakersKey({ speakers = [] }: Talk): string | undefined {
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
