import type { Span } from '../reading.ts';
import type { LabelField } from '../vocabulary/vocabulary.ts';
import { fieldOfLabel, foldWord, isWord } from '../vocabulary/words.ts';
import type { Line } from './lines.ts';

/** A label in a line, and where what it announces begins. */
export interface LabelHit {
  readonly fields: readonly LabelField[];
  readonly label: Span;
  readonly valueStart: number;
}

/** Longer labels are sentences. */
const LONGEST_LABEL = 60;
/** Labels within a line are looked for in its first part only: a longer line is prose. */
const LONGEST_LINE = 600;

const JOINERS = /\s*(?:&|\/|\+|,|、|和|及|\s(?:and|und|et|y|or)\s)\s*/u;
const EDGE = /^[^\p{L}\p{N}]+|[^\p{L}\p{N})?]+$/gu;
const LONG: readonly LabelField[] = ['abstract', 'bio', 'about'];

/** Within an abstract a sentence may well begin like a label. */
function isLongField(field: LabelField | undefined): boolean {
  return field !== undefined && LONG.includes(field);
}

const SHORT = new Set<LabelField>([
  'when',
  'date',
  'time',
  'venue',
  'room',
  'building',
  'meetingId',
  'passcode',
  'duration',
  'speaker',
  'affiliation',
  'online',
]);

/** What a label announces; several fields where it joins several ("Date, time and place"). */
export function readLabel(raw: string): readonly LabelField[] {
  const plain = raw.replace(EDGE, '').replace(/\(s\)|\[s\]/i, 's');
  const folded = foldWord(plain).replace(/[\s.]*(?:#|no\.?|nr\.?)?\s*\d{1,2}$/, '');
  if (folded === '' || folded.length > LONGEST_LABEL) return [];
  const whole =
    fieldOfLabel(folded) ??
    fieldOfLabel(foldWord(plain)) ??
    fieldOfLabel(folded.replace(/\s*\([^)]{0,30}\)$/, ''));
  if (whole) return [whole];
  const parts = folded.split(JOINERS).filter((part) => part !== '');
  if (parts.length < 2 || parts.length > 4) return [];
  const fields = parts.map((part) => fieldOfLabel(part.trim()));
  const known = fields.filter((field) => field !== undefined);
  return known.length === fields.length ? mergeFields([...new Set(known)]) : [];
}

function mergeFields(fields: readonly LabelField[]): readonly LabelField[] {
  const clock = fields.filter((field) => field === 'date' || field === 'time' || field === 'when');
  const others = fields.filter((field) => field !== 'date' && field !== 'time' && field !== 'when');
  return clock.length > 1 ? ['when', ...others] : fields;
}

function isColonOnly(label: string): boolean {
  return isWord('colonOnly', foldWord(label.replace(EDGE, '')).replace(/\s*\d{1,2}$/, ''));
}

/** The labels of one line, in order. Work is bounded by the line's length. */
export function findLabels(text: string, line: Line): readonly LabelHit[] {
  const content = text.slice(line.start, Math.min(line.end, line.start + LONGEST_LINE));
  const first = findLeading(content, line) ?? findHeading(content, line);
  const hits: LabelHit[] = first ? [first] : [];
  let from = first ? first.valueStart - line.start : 0;
  for (let colon = nextColon(content, from); colon >= 0; colon = nextColon(content, colon + 1)) {
    const hit = findInside(content, from, colon, line.start, hits.at(-1)?.fields[0]);
    if (!hit) continue;
    hits.push(hit);
    from = hit.valueStart - line.start;
  }
  return hits;
}

function nextColon(content: string, from: number): number {
  for (let at = from; at < content.length; at += 1) {
    const char = content[at];
    if (char === ':' || char === '：') return at;
  }
  return -1;
}

/** `Label: value`, and the other ways in which a line can begin with a label. */
function findLeading(content: string, line: Line): LabelHit | undefined {
  const colon = nextColon(content, 0);
  if (colon >= 0 && colon <= LONGEST_LABEL) {
    const fields = readLabel(content.slice(0, colon));
    if (fields.length > 0) return hitOf(fields, line.start, 0, colon, colon + 1, content);
  }
  const bracketed = /^[[【〖]([^\]】〗]{1,40})[\]】〗]\s*[:：]?/u.exec(content);
  if (bracketed) {
    const fields = readLabel(bracketed[1] ?? '');
    if (fields.length > 0)
      return hitOf(fields, line.start, 0, bracketed[0].length, bracketed[0].length, content);
  }
  const spaced =
    /^(\S(?:\S| (?=\S)){0,40}?)(?: {2,}|\t+| ?\|{1,2} ?| ?[–—] | - |\. (?=\p{Lu}|["“«])| = )/u.exec(content);
  if (!spaced) return undefined;
  const word = spaced[1] ?? '';
  const fields = readLabel(word);
  const wide = /(?: {2,}|\t+|\|)$/.test(spaced[0].trimEnd().endsWith('|') ? '|' : spaced[0]);
  if (fields.length === 0 || (!wide && isColonOnly(word))) return undefined;
  if (fields.some((field) => field === 'newWhen' || field === 'oldWhen')) return undefined;
  if (/\. $/.test(spaced[0]) && !['abstract', 'bio', 'title', 'speaker'].includes(fields[0] ?? ''))
    return undefined;
  return hitOf(fields, line.start, 0, word.length, spaced[0].length, content);
}

/** A label that has the line to itself. */
function findHeading(content: string, line: Line): LabelHit | undefined {
  if (content.length > LONGEST_LABEL || isColonOnly(content)) return undefined;
  const fields = readLabel(content);
  return fields.length > 0
    ? hitOf(fields, line.start, 0, content.length, content.length, content)
    : undefined;
}

/** A further label inside a line: after a separator, or after one space where the value before it is short. */
function findInside(
  content: string,
  from: number,
  colon: number,
  base: number,
  before: LabelField | undefined,
): LabelHit | undefined {
  const window = content.slice(Math.max(from, colon - LONGEST_LABEL), colon);
  const offset = colon - window.length;
  const starts = [...window.matchAll(/(?:^|\||;|\t| {2,}|[•·,(]| - | [–—] | )\s*(?=[\p{L}\p{N}])/gu)].slice(
    -8,
  );
  for (const match of starts) {
    const start = offset + match.index + match[0].length;
    const wide = /[|\t]| {2,}/.test(match[0]);
    const strong = wide || (!isLongField(before) && (/[;•·(]| - | [–—] /.test(match[0]) || start === 0));
    const comma = match[0].includes(',');
    const sentence = match[0] === ' ' && /[.!?]/.test(content[start - 2] ?? '') && !isLongField(before);
    const near =
      (strong || sentence || ((comma || match[0] === ' ') && before !== undefined && SHORT.has(before))) &&
      start > from;
    if (!near) continue;
    const label = content.slice(start, colon);
    const fields = readLabel(label);
    if (fields.length === 0 || (!strong && isColonOnly(label) && !SHORT.has(fields[0] ?? 'aside'))) continue;
    return hitOf(fields, base, start, colon, colon + 1, content);
  }
  return undefined;
}

function hitOf(
  fields: readonly LabelField[],
  base: number,
  start: number,
  end: number,
  valueStart: number,
  content: string,
): LabelHit {
  let value = valueStart;
  while (value < content.length && /\s/.test(content[value] ?? '')) value += 1;
  return { fields, label: { start: base + start, end: base + end }, valueStart: base + value };
}
