import { readPeople } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import type { Free, Layout } from '../structure/blocks.ts';
import { trimSpan } from '../structure/items.ts';
import { findQuotes } from '../talk/quotes.ts';
import { isWord } from '../vocabulary/words.ts';
import type { DateToken } from '../when/date-token.ts';

/** A row with everything in it, turned into labelled parts; the text itself stays as it is. */
export type Row = { readonly type: 'empty' } | { readonly type: 'talk'; layout(own: Layout): Layout };

/** "12 March – Ann Roe (MIT): Title", "12.3. | Ann Roe, MIT | Title", and the lines that go on with it. */
export function readRow(text: string, lines: readonly Free[], dates: readonly DateToken[]): Row | undefined {
  const [first] = lines;
  if (!first) return undefined;
  const token = dates.find((date) => date.start >= first.start && date.end <= first.end);
  if (!token) return undefined;
  const rest = skipTime(text, { start: token.end, end: first.end });
  if (rest.end - rest.start < 3) return undefined;
  if (isWord('tba', text.slice(rest.start, rest.end))) return { type: 'empty' };
  const parts = findParts(text, rest);
  if (!parts) return undefined;
  const { speaker, title } = parts;
  return {
    type: 'talk',
    layout: (own) => ({
      blocks: [
        ...own.blocks,
        {
          fields: ['speaker'],
          label: { start: speaker.start, end: speaker.start },
          parts: [speaker],
          line: first.line,
        },
        ...(title
          ? [
              {
                fields: ['title'] as const,
                label: { start: title.start, end: title.start },
                parts: [title],
                line: first.line,
              },
            ]
          : []),
      ],
      free: own.free
        .map((free) => (free === first ? { ...free, end: rest.start } : free))
        .filter((free) => free.end > free.start),
    }),
  };
}

/** Past the time of day and the separators before the first part. */
function skipTime(text: string, span: Span): Span {
  const value = text.slice(span.start, span.end);
  const time =
    /^[\s,;:|–—-]*(?:(?:at|um|à|a las)\s+)?(?:\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|h|uhr)?(?:\s?[-–—]\s?\d{1,2}(?:[:.h]\d{2})?\s?(?:am|pm|h|uhr)?)?(?=[\s,;:|–—-]))?[\s,;:|–—)]*(?:-\s)?/iu.exec(
      value,
    )?.[0].length ?? 0;
  return trimSpan(text, { start: span.start + time, end: span.end });
}

/** The speaker stands first, or last; the title is the other part. Anything else is left unread. */
function findParts(text: string, span: Span): { speaker: Span; title?: Span } | undefined {
  const value = text.slice(span.start, span.end);
  const quote = findQuotes(value, span.start).at(-1);
  if (quote) {
    const before = trimSpan(text, { start: span.start, end: quote.start - 1 });
    const after = trimSpan(text, { start: Math.min(quote.end + 1, span.end), end: span.end });
    const speaker = [before, after]
      .map((part) => stripColon(text, part))
      .find((part) => readPeople(text, part).length > 0);
    return speaker ? { speaker, title: quote } : undefined;
  }
  const cuts = [...value.matchAll(/\s*[:：]\s+|\s+[-–—|]\s+|\t+|\s{3,}/gu)].filter(
    (match) => depthAt(value, match.index) === 0,
  );
  for (const cut of cuts) {
    const head = trimSpan(text, { start: span.start, end: span.start + cut.index });
    const tail = trimSpan(text, { start: span.start + cut.index + cut[0].length, end: span.end });
    if (readPeople(text, head).length > 0)
      return isWord('tba', text.slice(tail.start, tail.end))
        ? { speaker: head }
        : { speaker: head, title: firstCell(text, tail) };
  }
  const last = cuts.at(-1);
  if (last) {
    const tail = trimSpan(text, { start: span.start + last.index + last[0].length, end: span.end });
    const head = trimSpan(text, { start: span.start, end: span.start + last.index });
    if (readPeople(text, tail).length > 0) return { speaker: tail, title: head };
  }
  return cuts.length === 0 && readPeople(text, span).length > 0 && value.length <= 120
    ? { speaker: span }
    : undefined;
}

function firstCell(text: string, span: Span): Span {
  const value = text.slice(span.start, span.end);
  const cut = /\s+\|\s+|\t+|\s{3,}/.exec(value);
  return cut ? trimSpan(text, { start: span.start, end: span.start + cut.index }) : span;
}

function stripColon(text: string, span: Span): Span {
  return text[span.end - 1] === ':' ? { start: span.start, end: span.end - 1 } : span;
}

function depthAt(value: string, at: number): number {
  let depth = 0;
  for (let index = 0; index < at; index += 1) {
    if (value[index] === '(') depth += 1;
    if (value[index] === ')') depth = Math.max(0, depth - 1);
  }
  return depth;
}
