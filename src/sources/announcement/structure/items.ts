import { isPersonName } from '../people/person-name.ts';
import type { Span } from '../reading.ts';
import type { LabelField } from '../vocabulary/vocabulary.ts';
import { endsWithWord } from '../vocabulary/words.ts';
import { findLabels } from './find-labels.ts';
import type { Line } from './lines.ts';

/** A line of the text, cut at its labels. A gap is an empty line; a rule is a line that only separates. */
export type Item =
  | { readonly type: 'gap'; readonly line: Line }
  | { readonly type: 'rule'; readonly line: Line }
  | { readonly type: 'text'; readonly line: Line; readonly span: Span }
  | {
      readonly type: 'label';
      readonly line: Line;
      readonly fields: readonly LabelField[];
      readonly label: Span;
      /** Empty where the value is on the lines below. */
      readonly value: Span;
    };

export function cutItems(text: string, lines: readonly Line[]): readonly Item[] {
  return lines.flatMap((line) => cutLine(text, line));
}

function cutLine(text: string, line: Line): readonly Item[] {
  // Headers and signatures hold no announcement; they end what stands above them.
  if (line.role === 'header' || line.role === 'signature') return [{ type: 'rule', line }];
  if (line.blank) return [{ type: 'gap', line }];
  if (line.rule) return [{ type: 'rule', line }];
  const about = findAbout(text, line);
  if (about) return [about];
  const hits = findLabels(text, line);
  const [first] = hits;
  if (!first) return [{ type: 'text', line, span: { start: line.start, end: line.end } }];
  const items: Item[] = [];
  const lead = trimSpan(text, { start: line.start, end: first.label.start });
  if (lead.end > lead.start) items.push({ type: 'text', line, span: lead });
  hits.forEach((hit, index) => {
    const end = hits[index + 1]?.label.start ?? line.end;
    const value = trimSpan(text, { start: Math.min(hit.valueStart, end), end });
    items.push({ type: 'label', line, fields: hit.fields, label: hit.label, value });
  });
  return items;
}

const ABOUT = /^(?:about|über|zu|à propos d[eu]|acerca de|sobre|关于)\s*(?:the\s+)?(.{2,90}?)\s*:?$/iu;

/** "About Data Science Seminar", "About Jane Roe": a heading that names the series or the speaker. */
function findAbout(text: string, line: Line): Item | undefined {
  if (line.end - line.start > 110) return undefined;
  const match = ABOUT.exec(text.slice(line.start, line.end));
  const subject = match?.[1];
  if (subject === undefined) return undefined;
  const field = endsWithWord('seriesNoun', subject) ? 'about' : isPersonName(subject) ? 'bio' : undefined;
  if (!field || /^(?:this|the)?\s*(?:talk|seminar|lecture)$/i.test(subject)) return undefined;
  const end = { start: line.end, end: line.end };
  return { type: 'label', line, fields: [field], label: { start: line.start, end: line.end }, value: end };
}

const LOOSE_END = /[\s|;,•·(–—-]/u;

/** The span without white space and separators at its edges. */
export function trimSpan(text: string, span: Span): Span {
  let { start, end } = span;
  while (end > start && LOOSE_END.test(text[end - 1] ?? '')) end -= 1;
  while (start < end && /[\s|;•·]/u.test(text[start] ?? '')) start += 1;
  return { start, end };
}
