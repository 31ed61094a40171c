import { readPersonName } from '../people/person-name.ts';
import { looksLikeOrganisation, type Person, readPeople } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import type { Free, Layout } from '../structure/blocks.ts';
import { trimSpan } from '../structure/items.ts';
import { isWrapped } from '../structure/lines.ts';
import { kindOfLine, type LineKind } from './line-kind.ts';

/** A free line, or the part of one between pipes, with what it looks like. */
export interface Segment extends Span {
  readonly text: string;
  readonly kind: LineKind;
  readonly free: Free;
  readonly people: readonly Person[];
  /** Nothing stands between this and the segment before it. */
  readonly follows: boolean;
}

export interface LineNotes {
  readonly segments: readonly Segment[];
  readonly people: readonly (readonly Person[])[];
  /** Runs of lines that look like nothing else: a title may be among them. */
  readonly others: readonly Span[];
}

const SIGN_OFF =
  /^(?:(?:kind|best|warm|with|many|all)\s+)?(?:kind |best |warm )?(?:regards|wishes|cheers|thanks|thank you|best|sincerely|cordialement|saludos|grüße|grüßen|yours(?: sincerely| faithfully)?|all the best|many thanks|amicalement|bien cordialement|atentamente|un saludo|mit freundlichen grüßen|mit besten grüßen|viele grüße|beste grüße|herzliche grüße)[\s,.!]*$/iu;

export function classifyLines(text: string, layout: Layout): LineNotes {
  const segments: Segment[] = [];
  let signedOff = false;
  let last: Free | undefined;
  for (const [index, free] of layout.free.entries()) {
    if (free.line.role === 'subject' || free.line.role === 'header' || free.line.role === 'signature')
      continue;
    const line = text.slice(free.start, free.end);
    if (SIGN_OFF.test(line)) signedOff = true;
    if (signedOff) continue;
    const follows = last !== undefined && !free.opens && free.line.index - last.line.index <= 1;
    const prose = isProse(text, free, layout.free[index - 1]);
    cutSegments(text, free, prose).forEach((span, index) => {
      const kind = prose ? 'prose' : kindOfLine(text, span);
      const value = text.slice(span.start, span.end);
      segments.push({
        ...span,
        text: value,
        kind,
        free,
        people: kind === 'person' ? readPeople(text, span) : [],
        follows: follows || index > 0,
      });
    });
    last = free;
  }
  const settled = segments.map((segment, index) => belowPerson(segment, segments[index - 1]));
  return { segments: settled, people: collectPeople(text, settled), others: collectOthers(settled) };
}

/** An acronym below a name ("MPI für Sternkunde") is where that person comes from. */
function belowPerson(segment: Segment, above: Segment | undefined): Segment {
  const quoted = /^["“„«‘']/u.test(segment.text);
  const below = segment.kind === 'other' && segment.follows && above?.kind === 'person' && !quoted;
  return below && looksLikeOrganisation(segment.text) && segment.text.split(/\s+/).length <= 10
    ? { ...segment, kind: 'organisation' }
    : segment;
}

function cutSegments(text: string, free: Free, prose: boolean): readonly Span[] {
  const line = text.slice(free.start, free.end);
  if (prose || line.length > 400) return [{ start: free.start, end: free.end }];
  const spans: Span[] = [];
  let start = 0;
  for (const match of line.matchAll(/\s+[|•·]\s+|\t+|\s{3,}/g)) {
    spans.push(trimSpan(text, { start: free.start + start, end: free.start + match.index }));
    start = match.index + match[0].length;
  }
  spans.push(trimSpan(text, { start: free.start + start, end: free.end }));
  return spans.filter((span) => span.end > span.start);
}

/** A line of a paragraph of sentences: long, or part of a paragraph that was broken at the margin. */
function isProse(text: string, free: Free, before: Free | undefined): boolean {
  const line = text.slice(free.start, free.end);
  if (/\s\|\s/.test(line)) return false;
  if (isSentence(line)) return true;
  if (!before || free.opens || free.line.index - before.line.index !== 1) return false;
  const above = text.slice(before.start, before.end);
  return isWrapped(text, before.line) && /\p{Ll}/u.test(above) && /[.,;!?]/.test(above) && isSentence(above);
}

function isSentence(line: string): boolean {
  if (line.length > 160) return true;
  const words = line.split(/\s+/).length;
  return words >= 18 || (words >= 9 && /[.!?。]["”»)]?$/.test(line) && /\p{Ll}/u.test(line));
}

/** A name is sure with a title, an affiliation, or an institution on the next line; else only beside a title. */
function collectPeople(text: string, segments: readonly Segment[]): readonly (readonly Person[])[] {
  const sure: (readonly Person[])[] = [];
  const weak: (readonly Person[])[] = [];
  segments.forEach((segment, index) => {
    const [person] = segment.people;
    if (segment.kind !== 'person' || !person) return;
    const next = segments[index + 1];
    const below =
      next?.kind === 'organisation' && next.follows && segment.people.length === 1 && !person.affiliation
        ? next
        : undefined;
    const one = below ? [{ ...person, affiliation: trimSpan(text, below) }] : segment.people;
    const named = readPersonName(text.slice(person.name.start, person.name.end));
    if (person.honorific || person.affiliation || below || segment.people.length > 1) sure.push(one);
    else if (named && named.words >= 2) weak.push(one);
  });
  if (sure.length > 0) return sure;
  return weak.length === 1 ? weak : [];
}

function collectOthers(segments: readonly Segment[]): readonly Span[] {
  const groups: { start: number; end: number; last: Segment }[] = [];
  segments.forEach((segment, index) => {
    if (segment.kind !== 'other') return;
    const group = groups.at(-1);
    if (group && segment.follows && segments[index - 1] === group.last) {
      group.end = segment.end;
      group.last = segment;
    } else groups.push({ start: segment.start, end: segment.end, last: segment });
  });
  return groups.map(({ start, end }) => ({ start, end }));
}
