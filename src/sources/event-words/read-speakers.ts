import type { Speaker } from '../../domain/seminar.ts';
import { readPeople } from '../announcement/people/read-people.ts';
import { wordsOf } from '../announcement/vocabulary/words.ts';

const FILLING = new Set(
  [...wordsOf('honorific'), ...wordsOf('degree'), 'and', 'und', 'et', 'y', 'with', 'from', 'of', 'at', 'the']
    .flatMap((word) => word.split(' '))
    .map((word) => word.replace(/\W/g, '')),
);

/**
 * "Dr Ann Roe (MIT) and Bo Li, ANU" → speakers; undefined where anything else is in the text, so that nothing of it is
 * dropped.
 */
export function readSpeakers(text: string): readonly Speaker[] | undefined {
  const people = readPeople(text, { start: 0, end: text.length });
  if (people.length === 0) return undefined;
  const spans = people.flatMap(({ name, affiliation }) => (affiliation ? [name, affiliation] : [name]));
  let rest = text;
  for (const { start, end } of spans.toSorted((a, b) => b.start - a.start))
    rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  const words = rest.split(/[^\p{L}\p{N}.]+/u).map((word) => word.replace(/\W/g, '').toLowerCase());
  if (words.some((word) => word !== '' && !FILLING.has(word))) return undefined;
  return people.map(({ name, affiliation }) => ({
    name: text.slice(name.start, name.end).trim(),
    ...(affiliation ? { affiliation: text.slice(affiliation.start, affiliation.end).trim() } : {}),
  }));
}
