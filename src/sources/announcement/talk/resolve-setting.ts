import { readPersonName } from '../people/person-name.ts';
import { looksLikeOrganisation } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import { trimSpan } from '../structure/items.ts';
import { findWord, hasWord, isWord, sourceOf, startsWithWord } from '../vocabulary/words.ts';
import type { LineNotes, Segment } from './classify-lines.ts';
import type { Headline } from './read-headline.ts';
import { ABSENT, blocksOf, found, paragraphsOf, plainText, type Resolved, spanOf } from './scope.ts';
import { findSeriesIn, PART_OF, readLeadingSeries } from './series-words.ts';

export interface Setting {
  readonly host: Resolved<string>;
  readonly series: Resolved<string>;
  readonly kind: Resolved<string>;
}

/** "The School of X is hosting the following Confirmation Seminar:" gives host and kind. */
const HOSTING =
  /^(?:the\s+)?(?<host>\p{Lu}[^:]{3,120}?)\s+(?:is|are)\s+(?:hosting|holding|pleased to (?:host|announce|present)|delighted to (?:host|announce))\s+(?:the\s+)?(?:following\s+)?(?<kind>[^:]{3,120}?)\s*[:.]?$/iu;
const FOLLOWING = /\b(?:the\s+)?following\s+(?<kind>\p{Lu}[^:.]{3,100}?)\s*:$/u;

export function resolveSetting(text: string, layout: Layout, notes: LineNotes, headline: Headline): Setting {
  const intro = readIntro(notes);
  return {
    host: intro.host ?? resolveHost(text, layout, notes),
    series: resolveSeries(text, layout, notes, headline),
    kind: intro.kind ?? resolveKind(text, layout, notes, headline),
  };
}

function readIntro(notes: LineNotes): { host?: Resolved<string>; kind?: Resolved<string> } {
  for (const segment of notes.segments) {
    const match = HOSTING.exec(segment.text) ?? FOLLOWING.exec(segment.text);
    const groups = match?.groups;
    if (!groups) continue;
    const host = groups.host;
    const kind = groups.kind;
    const at = (part: string): Span => ({
      start: segment.start + segment.text.indexOf(part),
      end: segment.start + segment.text.indexOf(part) + part.length,
    });
    const held = host !== undefined && hasWord('hostOrganisation', host) ? found(host, at(host)) : undefined;
    const kindly =
      kind !== undefined && hasWord('talkNoun', kind) && kind.split(/\s+/).length <= 10
        ? found(kind, at(kind))
        : undefined;
    if (held || kindly) return { ...(held && { host: held }), ...(kindly && { kind: kindly }) };
  }
  return {};
}

/** A person under "Host:" is no host of ours; an institution under a speaker is the speaker's. */
function resolveHost(text: string, layout: Layout, notes: LineNotes): Resolved<string> {
  for (const block of blocksOf(layout, 'host')) {
    const value = plainText(text, spanOf(block));
    if (looksLikeOrganisation(value) && !readPersonName(value) && value.length <= 120)
      return found(value.replace(/[.,;]$/, ''), spanOf(block));
  }
  const segments = notes.segments;
  for (const [index, segment] of segments.entries()) {
    const before = segments[index - 1];
    if (segment.kind !== 'organisation' || (before?.kind === 'person' && segment.follows)) continue;
    const part = leadingHost(segment.text);
    if (part !== undefined) return found(part, { start: segment.start, end: segment.start + part.length });
  }
  for (const segment of segments) {
    const host = segment.kind === 'series' ? hostInSeries(segment) : undefined;
    if (host) return found(plainText(text, host), host);
  }
  return ABSENT;
}

/** "Laboratoire d'Informatique, Université de Grenoble": the part that holds the event. */
function leadingHost(value: string): string | undefined {
  const parts = value.split(/,\s+|\s[-–—|]\s/);
  const host = parts.find(
    (part) =>
      hasWord('hostOrganisation', part) &&
      !/^(?:university|université|universität|universidad)\b/i.test(part),
  );
  return host === parts[0] ? host?.replace(/[.,;:]$/, '') : undefined;
}

/** "School of X - Research Seminar Series", "Business School Research Seminar". */
function hostInSeries(segment: Segment): Span | undefined {
  const dash = /^(.{4,90}?)\s[-–—:|]\s/u.exec(segment.text)?.[1];
  if (dash !== undefined && hasWord('hostOrganisation', dash))
    return { start: segment.start, end: segment.start + dash.length };
  const school =
    /^((?:\p{Lu}[\p{L}&]+\s){0,4}(?:School|Department|Faculty|Institute))\s+(?=\p{Lu})(?!of\b|for\b)/u.exec(
      segment.text,
    )?.[1];
  return school?.includes(' ') ? { start: segment.start, end: segment.start + school.length } : undefined;
}

function resolveSeries(text: string, layout: Layout, notes: LineNotes, headline: Headline): Resolved<string> {
  for (const block of blocksOf(layout, 'series')) {
    const span = trimSpan(text, spanOf(block));
    const value = plainText(text, span);
    if (value.length <= 120 && !isWord('tba', value)) return found(value, span);
  }
  const about = layout.blocks.find((block) => block.fields[0] === 'about');
  const aboutName = about && nameAfterAbout(text, about.label);
  if (aboutName) return found(plainText(text, aboutName), aboutName);
  for (const paragraph of paragraphsOf(text, layout)) {
    const match = PART_OF.exec(paragraph.text);
    const name = match?.[1];
    if (!match || name === undefined) continue;
    const start = paragraph.start + match.index + match[0].indexOf(name);
    const span = { start, end: start + name.length };
    return found(plainText(text, span), span);
  }
  for (const segment of notes.segments) {
    const name =
      segment.kind === 'series' || segment.kind === 'status' ? readLeadingSeries(segment.text) : undefined;
    if (!name) continue;
    const span = { start: segment.start + name.start, end: segment.start + name.start + name.length };
    return found(plainText(text, span), span);
  }
  return inSentences(text, layout, headline);
}

function nameAfterAbout(text: string, label: Span): Span | undefined {
  const value = text.slice(label.start, label.end);
  const lead = /^\S+\s+(?:the\s+)?/i.exec(value)?.[0].length ?? 0;
  const name = value.slice(lead).replace(/\s*:?$/, '');
  return /\p{Lu}/u.test(name) && name.split(' ').length >= 2
    ? { start: label.start + lead, end: label.start + lead + name.length }
    : undefined;
}

function inSentences(text: string, layout: Layout, headline: Headline): Resolved<string> {
  for (const free of layout.free) {
    if (free.line.role === 'signature' || free.line.role === 'header' || free.line.role === 'subject')
      continue;
    const name = findSeriesIn(text.slice(free.start, free.end));
    if (!name) continue;
    const span = { start: free.start + name.start, end: free.start + name.start + name.length };
    return found(plainText(text, span), span);
  }
  const { series } = headline;
  if (!series || plainText(text, series).split(' ').length < 2 || isWord('talkNoun', plainText(text, series)))
    return ABSENT;
  const named = findSeriesIn(text.slice(series.start, series.end));
  if (!named) return ABSENT;
  const span = { start: series.start + named.start, end: series.start + named.start + named.length };
  return found(plainText(text, span), span);
}

const BARE_KIND = new RegExp(
  `^(?:einladung zum|einladung zur|invitation to an?|announcement of an?)\\s+(?<kind>(?:${sourceOf('talkNoun')}))$`,
  'iu',
);

function resolveKind(text: string, layout: Layout, notes: LineNotes, headline: Headline): Resolved<string> {
  for (const block of blocksOf(layout, 'kind')) {
    const value = plainText(text, spanOf(block));
    if (value.split(/\s+/).length <= 8) return found(value, spanOf(block));
  }
  for (const segment of notes.segments) {
    const bare = BARE_KIND.exec(segment.text)?.groups?.kind;
    if (bare !== undefined) return found(bare, { start: segment.end - bare.length, end: segment.end });
    if (segment.kind === 'kind') {
      const word = findWord('kindNoun', segment.text);
      if (word)
        return found(plainText(text, { start: segment.start + word.start, end: segment.start + word.end }), {
          start: segment.start + word.start,
          end: segment.start + word.end,
        });
    }
  }
  if (headline.kind) return kindIn(text, headline.kind);
  for (const free of layout.free) {
    if (free.line.role === 'signature' || free.line.role === 'header') continue;
    const kind = kindIn(text, free);
    if (kind.type === 'found') return kind;
  }
  return ABSENT;
}

function kindIn(text: string, span: Span): Resolved<string> {
  const value = text.slice(span.start, Math.min(span.end, span.start + 300));
  const word = findWord('kindNoun', value);
  if (!word || (startsWithWord('kindNoun', value) === 0 && word.start > 160)) return ABSENT;
  const at = { start: span.start + word.start, end: span.start + word.end };
  return found(plainText(text, at), at);
}
