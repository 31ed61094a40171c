import { isToBeAnnounced } from '../merge.ts';

/** Control characters and bidirectional overrides would let a record's text reorder or break what stands around it. */
const UNSEEN = /[^\P{Cc}\n]|[\u202d\u202e\u2028\u2029]/gu;

/** A record's text as one line; undefined where it says nothing. */
export function lineOf(text: string | undefined): string | undefined {
  if (text === undefined || isToBeAnnounced(text)) return undefined;
  const line = text.toWellFormed().replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

/** "- ", "• ", "1. " at the beginning of a line. */
const ITEM = /^[^\S\n]*(?:[-*•–][^\S\n]+|\d{1,2}[.)][^\S\n]+)/gm;

/** A list is a paragraph an item. One such line alone is where a sentence happened to be wrapped. */
function itemsOf(paragraph: string): readonly string[] {
  const begins = [...paragraph.matchAll(ITEM)].map(({ index }) => index);
  if (begins.length < 2) return [paragraph];
  return [0, ...begins].map((begin, index) => paragraph.slice(begin, begins[index]));
}

/**
 * A record's text as paragraphs (an empty line separates them, and so do the items of a list), each without line breaks
 * of its own.
 */
export function paragraphsOf(text: string | undefined): readonly string[] {
  if (text === undefined || isToBeAnnounced(text)) return [];
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .flatMap(itemsOf)
    .map((paragraph) => paragraph.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim())
    .filter((paragraph) => !isToBeAnnounced(paragraph));
}

/** Compared as people read: without case and outer punctuation. */
export function isSameText(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: 'base', ignorePunctuation: true }) === 0;
}
