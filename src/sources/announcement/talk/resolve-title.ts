import type { Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { endsWithWord, isWord, sourceOf } from '../vocabulary/words.ts';
import type { LineNotes } from './classify-lines.ts';
import { findQuotes, unquote } from './quotes.ts';
import { ABSENT, blocksOf, found, paragraphsOf, plainText, type Resolved, spanOf } from './scope.ts';
import { findSeriesIn } from './series-words.ts';

const CUE = new RegExp(
  `${sourceOf('entitled')}|${sourceOf('talkNoun')}|${sourceOf('willSpeak')}|${sourceOf('byWord')}`,
  'iu',
);
const LONGEST = 350;

/** The labelled title; else the one in quotes; else the one line that nothing else explains. */
export function resolveTitle(
  text: string,
  layout: Layout,
  notes: LineNotes,
  headline: Span | undefined,
  people: readonly Span[],
): Resolved<string> {
  const labelled = readLabelled(text, layout);
  if (labelled) return labelled;
  const quoted = readQuoted(text, layout);
  if (quoted.type !== 'absent') return quoted;
  const line = readLine(text, notes, people);
  if (line.type !== 'absent') return line;
  return headline ? titleAt(text, headline) : ABSENT;
}

/** A labelled "TBA" is an answer: no other line may stand in for it. */
function readLabelled(text: string, layout: Layout): Resolved<string> | undefined {
  const blocks = blocksOf(layout, 'title').filter((block) => !block.fields.includes('abstract'));
  if (blocks.length === 0) return undefined;
  const titles = blocks.map((block) => titleAt(text, spanOf(block)));
  const sure = titles.flatMap((title) => (title.type === 'found' ? [title] : []));
  const [first] = sure;
  if (!first) return ABSENT;
  const other = sure.find((title) => foldTitle(title.found.value) !== foldTitle(first.found.value));
  return other
    ? { type: 'conflict', problem: `Two titles: "${first.found.value}" and "${other.found.value}".` }
    : first;
}

export function foldTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export function titleAt(text: string, span: Span): Resolved<string> {
  const inner = unquote(text, leadingQuote(text, span) ?? span);
  const raw = plainText(text, inner);
  const value = raw
    .replace(/\s*[;,]$/, '')
    .replace(/(?<![.])\.$/, (stop) =>
      raw.split(' ').length > 3 && !/\b\p{L}{1,3}\.$/u.test(raw) ? '' : stop,
    );
  if (value.length < 2 || value.length > LONGEST || isWord('tba', value) || !/[\p{L}\p{N}]/u.test(value))
    return ABSENT;
  if (/^["“(]?(?:tba|tbc|tbd|t\.b\.[acd]\.?)\b/i.test(value) || /^https?:\/\/\S+$/.test(value)) return ABSENT;
  return found(value, inner);
}

/** `"Tea for two". Reception to follow.`: what is in quotes is the title, and the rest is not. */
function leadingQuote(text: string, span: Span): Span | undefined {
  const [quote] = findQuotes(text.slice(span.start, span.end), span.start);
  if (!quote || quote.start - span.start > 2) return undefined;
  return /^["”“»«’'」》]?\s*(?:[.(,]|by\s|von\s|par\s|por\s)/u.test(text.slice(quote.end, span.end))
    ? quote
    : undefined;
}

/** Quotes in a paragraph that speaks of a talk. Two different ones: which is the title is not certain. */
function readQuoted(text: string, layout: Layout): Resolved<string> {
  const titles: Span[] = [];
  for (const paragraph of paragraphsOf(text, layout)) {
    if (paragraph.text.length > 1500) continue;
    for (const quote of findQuotes(paragraph.text, paragraph.start)) {
      const inside = plainText(text, quote);
      const before = text.slice(Math.max(paragraph.start, quote.start - 160), quote.start);
      const after = text.slice(quote.end, Math.min(paragraph.end, quote.end + 120));
      const whole = quote.end - quote.start >= paragraph.text.length - 4;
      if (inside.split(/\s+/).length < 2 && !/\p{Script=Han}{4}/u.test(inside) && inside.length < 8) continue;
      if (!whole && !CUE.test(before) && !CUE.test(after)) continue;
      titles.push(quote);
    }
  }
  // "Speaker: Ann Roe (MIT), “Tea for two”".
  for (const block of blocksOf(layout, 'speaker')) {
    const span = spanOf(block);
    titles.push(
      ...findQuotes(text.slice(span.start, span.end), span.start).filter(
        (quote) => plainText(text, quote).split(' ').length >= 2,
      ),
    );
  }
  const [first] = titles;
  if (!first) return ABSENT;
  const other = titles.find(
    (title) => foldTitle(plainText(text, title)) !== foldTitle(plainText(text, first)),
  );
  if (other)
    return {
      type: 'conflict',
      problem: `Two titles in quotes: "${plainText(text, first)}" and "${plainText(text, other)}".`,
    };
  return titleAt(text, first);
}

/** A line of its own: after an intro that ends in a colon, or the only one of its kind beside a name or a label. */
function readLine(text: string, notes: LineNotes, people: readonly Span[]): Resolved<string> {
  const intro = notes.segments.findIndex((segment) => segment.kind === 'intro');
  const after = notes.segments[intro + 1];
  if (intro >= 0 && after?.kind === 'other') {
    const group = notes.others.find((other) => other.start <= after.start && other.end >= after.end);
    if (group) return titleAt(text, group);
  }
  const crumbs = notes.segments.filter((segment) => segment.kind === 'crumb').map((segment) => segment.text);
  const candidates = notes.others.filter(
    (other) =>
      isTitleLike(plainText(text, other)) &&
      !people.some((name) => name.start >= other.start && name.end <= other.end),
  );
  const repeated = candidates.find((other) => crumbs.some((crumb) => crumb.endsWith(plainText(text, other))));
  if (repeated) return titleAt(text, repeated);
  const [only] = candidates;
  return only && candidates.length === 1 ? titleAt(text, afterKind(text, only)) : ABSENT;
}

const KIND_PREFIX = new RegExp(
  `^[^:\\n]{0,30}(?:${sourceOf('kindNoun')}|${sourceOf('seriesNoun')}|${sourceOf('talkNoun')})\\s*:\\s+`,
  'iu',
);

/** "Panel discussion: Should machines grade essays?": the title is what follows. */
function afterKind(text: string, span: Span): Span {
  const prefix = KIND_PREFIX.exec(text.slice(span.start, span.end))?.[0].length ?? 0;
  return { start: span.start + prefix, end: span.end };
}

function isTitleLike(value: string): boolean {
  const series = findSeriesIn(value);
  if (series && series.length * 2 >= value.length) return false;
  if (
    value.split(/\s+/).length <= 4 &&
    (endsWithWord('seriesNoun', value) || endsWithWord('talkNoun', value))
  )
    return false;
  const words = value.split(/\s+/).length;
  return (
    (words >= 3 || /\p{Script=Han}{5}/u.test(value) || (words === 2 && value.length >= 12)) &&
    words <= 30 &&
    /^[\p{Lu}\p{N}"“„«¿¡\p{Script=Han}]/u.test(value) &&
    !/,$/.test(value)
  );
}
