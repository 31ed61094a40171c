/** Shortening never drops text silently: it ends at a sentence or a word, says so with "…", and returns the rest. */

export const ELLIPSIS = '…';

export interface Cut {
  readonly head: string;
  /** What was left out; empty where everything fitted. */
  readonly rest: string;
}

/** At most `limit` UTF-16 code units, the unit in which the platforms count. Whole text where it fits. */
export function shorten(text: string, limit: number): string {
  return cutText(text, limit).head;
}

/** Splits in two: a head of at most `limit` code units that ends in "…" where something is left out, and the rest. */
export function cutText(text: string, limit: number): Cut {
  if (text.length <= limit) return { head: text, rest: '' };
  const mark = ` ${ELLIPSIS}`;
  const at = boundaryBefore(text, Math.max(limit - mark.length, 0));
  const head = text.slice(0, at.index).trimEnd();
  return {
    head: at.sentence ? head + mark : head + ELLIPSIS,
    rest: text.slice(at.index).trimStart(),
  };
}

/** The whole text in pieces of at most `limit` code units, for what continues in the next piece or on the next page. */
export function splitText(text: string, limit: number): readonly string[] {
  const pieces: string[] = [];
  let left = text;
  while (left.length > limit) {
    const { index } = boundaryBefore(left, limit);
    pieces.push(left.slice(0, index).trimEnd());
    left = left.slice(index).trimStart();
  }
  if (left !== '') pieces.push(left);
  return pieces.filter((piece) => piece !== '');
}

/** The last sentence's end in the second half, else the last gap between words there, else between two characters. */
function boundaryBefore(text: string, limit: number): { index: number; sentence: boolean } {
  const window = text.slice(0, limit + 1);
  const least = Math.floor(limit / 2);
  const sentence = lastMatch(window, /[.!?](?=\s)|[。！？]/g);
  if (sentence > least && sentence <= limit) return { index: sentence, sentence: true };
  const word = lastMatch(window, /\S(?=\s)/g);
  if (word > least && word <= limit) return { index: word, sentence: false };
  return { index: characterBefore(text, limit), sentence: false };
}

/** Index just behind the last match, or 0. */
function lastMatch(text: string, pattern: RegExp): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Never between the halves of a surrogate pair or inside a composed character, unless that one alone is too long. */
function characterBefore(text: string, limit: number): number {
  const index = characters.segment(text.slice(0, limit + 64)).containing(limit)?.index ?? limit;
  return index > 0 ? index : Math.max(limit, 1);
}
