import { readPersonName } from '../people/person-name.ts';
import { looksLikeOrganisation, type Person, readPeople } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import { endsWithWord, findWord, hasWord, isWord, startsWithWord } from '../vocabulary/words.ts';
import { scanDates } from '../when/scan-dates.ts';
import { scanTimes } from '../when/scan-times.ts';
import { findQuotes } from './quotes.ts';

/** What a subject, a calendar summary or a meeting's topic packs into one line. */
export interface Headline {
  readonly series?: Span;
  readonly kind?: Span;
  readonly people: readonly Person[];
  readonly title?: Span;
}

interface Part extends Span {
  readonly text: string;
  readonly type: 'series' | 'kind' | 'people' | 'note' | 'rest';
  readonly people: readonly Person[];
}

const SEPARATOR = /\s+[-–—|•·]\s+|\s*[:：|]\s+|\s+\/\/\s+|;\s+|，|。/gu;
const NOTE =
  /^(?:reminder|re|fwd?|fw|invitation|invite|update|updated|announcement|today|tomorrow|this week|next week|new|urgent|save the date|fyi|note|attention|einladung(?: zum| zur)?|erinnerung|rappel|recordatorio|invitación|updated invitation|upcoming|talk today|correction|corrected|erratum|notice|please note|final reminder|second reminder|all welcome|zoom|online|hybrid|通知|讲座预告|预告|讲座通知|korrektur|correctif|corrección|change|cancelled|canceled|postponed|rescheduled)[!.]?$/iu;

export function readHeadline(text: string, span: Span): Headline {
  const parts = splitHeadline(text.slice(span.start, span.end), span.start).map((part) =>
    classify(text, part),
  );
  const quoted = findQuotes(text.slice(span.start, span.end), span.start)[0];
  const series = parts.find((part) => part.type === 'series');
  const kind = parts.find((part) => part.type === 'kind');
  const people = parts.flatMap((part) => part.people);
  const title = quoted ?? titleOf(parts);
  return {
    people,
    ...(series && { series: seriesSpan(text, series) }),
    ...(kind && { kind: { start: kind.start, end: kind.end } }),
    ...(title && { title }),
  };
}

/** The one stretch that nothing else explains; only beside a speaker or the name of a seminar. */
function titleOf(parts: readonly Part[]): Span | undefined {
  const rest = parts.filter((part) => part.type === 'rest');
  const [first] = rest;
  const last = rest.at(-1);
  if (!first || !last || rest.length === parts.length) return undefined;
  if (!parts.some((part) => part.type === 'series' || part.type === 'people' || part.type === 'kind'))
    return undefined;
  const from = parts.indexOf(first);
  const together = parts.slice(from, from + rest.length).every((part) => part.type === 'rest');
  if (!together || isWord('tba', first.text)) return undefined;
  if (first.text.split(/\s+/).length < 2 && !parts.some((part) => part.people.length > 0)) return undefined;
  return { start: first.start, end: last.end };
}

function splitHeadline(text: string, base: number): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(SEPARATOR)) {
    // "10:30" holds no separator; neither does "78 - 420".
    if (/\d\s*$/.test(text.slice(0, match.index)) && /^\d/.test(text.slice(match.index + match[0].length)))
      continue;
    spans.push({ start: base + start, end: base + match.index });
    start = match.index + match[0].length;
  }
  spans.push({ start: base + start, end: base + text.length });
  return spans.filter((span) => span.end > span.start);
}

function classify(text: string, span: Span): Part {
  const raw = text.slice(span.start, span.end);
  const none: readonly Person[] = [];
  const part = { ...span, text: raw.trim(), people: none };
  if (NOTE.test(part.text) || hasWord('noTalk', part.text) || isDateOnly(part.text))
    return { ...part, type: 'note' };
  if (
    hasWord('cancelled', part.text) ||
    hasWord('postponed', part.text) ||
    hasWord('rescheduled', part.text)
  ) {
    if (part.text.split(/\s+/).length <= 3) return { ...part, type: 'note' };
  }
  const match = /\s(?:by|with|von|mit|par|por)\s+/iu.exec(raw);
  const by = match && { start: match.index, end: match.index + match[0].length };
  const head = by && by.start > 0 ? raw.slice(0, by.start).trim() : undefined;
  if (by && head !== undefined && (endsWithWord('talkNoun', head) || endsWithWord('kindNoun', head))) {
    const people = wholePeople(text, { start: span.start + by.end, end: span.end });
    if (people.length > 0)
      return {
        ...part,
        type: endsWithWord('kindNoun', head) ? 'kind' : 'series',
        end: span.start + by.start,
        text: head,
        people,
      };
  }
  const named = readNamedKind(text, span, raw);
  if (named) return { ...part, ...named, type: 'kind' };
  const people = wholePeople(text, span);
  if (people.length > 0) return { ...part, type: 'people', people };
  if (isWord('kindNoun', part.text)) return { ...part, type: 'kind' };
  if (endsWithWord('seriesNoun', withoutDate(part.text)) || isWord('talkNoun', part.text))
    return { ...part, type: 'series' };
  if (startsWithWord('seriesNoun', part.text) > 0 && part.text.split(/\s+/).length <= 2)
    return { ...part, type: 'series' };
  if (
    looksLikeOrganisation(part.text) &&
    part.text.split(/\s+/).length <= 5 &&
    hasWord('hostOrganisation', part.text)
  )
    return { ...part, type: 'note' };
  return { ...part, type: 'rest' };
}

/** "Ann Roe PhD thesis defense": who, and what kind of event. */
function readNamedKind(
  text: string,
  span: Span,
  raw: string,
): (Span & { people: readonly Person[] }) | undefined {
  const kind = findWord('kindNoun', raw);
  if (!kind || kind.start < 4 || raw.trimEnd().length > kind.end) return undefined;
  const name = raw.slice(0, kind.start).replace(/(?:['’]s?)?\s+$/, '');
  const people = wholePeople(text, { start: span.start, end: span.start + name.length });
  return people.length > 0
    ? { start: span.start + kind.start, end: span.start + kind.end, people }
    : undefined;
}

function withoutDate(text: string): string {
  const first = scanDates(text)[0];
  const cut = first ? text.slice(0, first.start) : text;
  return cut
    .replace(/[\s,(]*(?:on|am|le|el)?[\s,(]*$/i, '')
    .replace(/\s*(?:today|tomorrow|series)?[\s,]*$/i, '');
}

function seriesSpan(text: string, part: Span): Span {
  const raw = text.slice(part.start, part.end);
  const kept = withoutDate(raw);
  return { start: part.start, end: part.start + (kept.length > 3 ? kept.length : raw.trimEnd().length) };
}

function isDateOnly(text: string): boolean {
  const dates = scanDates(text);
  const times = scanTimes(text).filter((time) => !time.weak);
  const covered = [...dates, ...times].reduce((sum, token) => sum + token.end - token.start, 0);
  return covered > 0 && text.replace(/[^\p{L}\p{N}]/gu, '').length <= covered + 6;
}

/** People only where they are the whole of the part: a name, its title and its affiliation. */
function wholePeople(text: string, span: Span): readonly Person[] {
  const people = readPeople(text, span);
  const [first] = people;
  if (!first) return [];
  const rest = text.slice(first.name.end, span.end);
  const alone = /^[\s,.()]*$/.test(rest) || people.length > 1 || first.affiliation !== undefined;
  const named = readPersonName(text.slice(span.start, first.name.end).trim());
  return alone && named ? people : [];
}
