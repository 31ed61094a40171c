import type { Span } from '../reading.ts';

const PAIRS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['„', '”'],
  ['«', '»'],
  ['»', '«'],
  ['《', '》'],
  ['「', '」'],
  ['‘', '’'],
  ["'", "'"],
  ['“', '“'],
  ['”', '”'],
];
const OPENERS = new Set(PAIRS.map(([open]) => open));
const LONGEST = 300;

/** Quoted stretches of a text, without their marks. Apostrophes within words open and close nothing. */
export function findQuotes(text: string, base: number): readonly Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (!OPENERS.has(char) || /[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')) continue;
    const end = closingOf(text, at, char);
    if (end === undefined) continue;
    const inner = text.slice(at + 1, end);
    const lead = inner.length - inner.trimStart().length;
    const trail = inner.length - inner.trimEnd().length;
    spans.push({ start: base + at + 1 + lead, end: base + end - trail });
    at = end;
  }
  return spans;
}

function closingOf(text: string, at: number, open: string): number | undefined {
  for (const [first, last] of PAIRS) {
    if (first !== open) continue;
    for (
      let end = text.indexOf(last, at + 1);
      end > 0 && end - at <= LONGEST;
      end = text.indexOf(last, end + 1)
    ) {
      const inWord =
        /[\p{L}\p{N}]/u.test(text[end + 1] ?? ' ') && !/\p{Script=Han}/u.test(text[end + 1] ?? ' ');
      if (!inWord && end - at > 3) return end;
    }
  }
  return undefined;
}

/** The span without quote marks around the whole of it, and without a closing comma. */
export function unquote(text: string, span: Span): Span {
  let { start, end } = span;
  while (end > start && /[\s,;]/.test(text[end - 1] ?? '')) end -= 1;
  for (const [open, close] of PAIRS) {
    const inner = text.slice(start + 1, end - 1);
    if (
      text[start] === open &&
      text[end - 1] === close &&
      end - start > 2 &&
      (open !== close || !inner.includes(open)) &&
      !inner.includes(close)
    ) {
      return { start: start + 1, end: end - 1 };
    }
    // "Title." and „Titel“, with the stop outside.
    if (
      text[start] === open &&
      text[end - 1] === '.' &&
      text[end - 2] === close &&
      !text.slice(start + 1, end - 2).includes(close)
    )
      return { start: start + 1, end: end - 2 };
  }
  return { start, end };
}
