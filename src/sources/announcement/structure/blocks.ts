import type { Span } from '../reading.ts';
import type { LabelField } from '../vocabulary/vocabulary.ts';
import { startsWithWord } from '../vocabulary/words.ts';
import type { Item } from './items.ts';
import { isWrapped, type Line } from './lines.ts';

/** A label with all the lines of its value. */
export interface Block {
  readonly fields: readonly LabelField[];
  readonly label: Span;
  /** Line by line; an empty line inside a long text is a span of no length. */
  readonly parts: readonly Span[];
  readonly line: Line;
}

/** A line that no label claims. */
export interface Free extends Span {
  readonly line: Line;
  /** The first line of a paragraph. */
  readonly opens: boolean;
}

export interface Layout {
  readonly blocks: readonly Block[];
  readonly free: readonly Free[];
}

const LONG = new Set<LabelField>(['abstract', 'bio', 'about']);
/** A value on the lines below its label ends with them; nobody lists more. */
const MOST_LINES = 6;

/** Gives every label the lines that belong to it, by what it announces; the rest stays free. */
export function gatherBlocks(text: string, items: readonly Item[]): Layout {
  const blocks: Block[] = [];
  const free: Free[] = [];
  let index = 0;
  while (index < items.length) {
    const item = items[index];
    if (!item) break;
    if (item.type === 'label') {
      const { parts, next } = isLong(item.fields)
        ? takeLong(text, items, index)
        : takeShort(text, items, index);
      blocks.push({ fields: item.fields, label: item.label, parts, line: item.line });
      index = next;
      continue;
    }
    const before = items[index - 1];
    if (item.type === 'text') {
      free.push({ ...item.span, line: item.line, opens: before === undefined || before.type !== 'text' });
    }
    index += 1;
  }
  return { blocks, free };
}

function isLong(fields: readonly LabelField[]): boolean {
  return fields.some((field) => LONG.has(field));
}

interface Taken {
  readonly parts: readonly Span[];
  readonly next: number;
}

/** Abstract and the like: on through paragraphs, up to a label, a rule, a change of region or a closing phrase. */
function takeLong(text: string, items: readonly Item[], at: number): Taken {
  const head = items[at];
  if (head?.type !== 'label') return { parts: [], next: at + 1 };
  const parts: Span[] = head.value.end > head.value.start ? [head.value] : [];
  let next = at + 1;
  let before: Line | undefined = parts.length > 0 ? head.line : undefined;
  for (; next < items.length; next += 1) {
    const item = items[next];
    if (!item || item.type === 'label' || item.line.role !== head.line.role) break;
    if (item.type === 'rule') {
      if (parts.length === 0) continue;
      break;
    }
    if (item.type === 'gap') {
      if (parts.length > 0) parts.push({ start: item.line.start, end: item.line.start });
      before = undefined;
      continue;
    }
    if (parts.length > 0 && endsLong(text, item.span, before)) break;
    parts.push(item.span);
    before = item.line;
  }
  while (parts.length > 0 && isEmpty(parts.at(-1))) parts.pop();
  return { parts, next };
}

function isEmpty(span: Span | undefined): boolean {
  return span !== undefined && span.end === span.start;
}

/** A closing phrase ends a long text at the start of a paragraph, or of a line after a finished sentence. */
function endsLong(text: string, span: Span, before: Line | undefined): boolean {
  const line = text.slice(span.start, Math.min(span.end, span.start + 200));
  if (/^<?https?:\/\/\S+$/.test(line)) return true;
  if (
    before &&
    (isWrapped(text, before) ? !/[.!?)”"»。]$/.test(text.slice(before.start, before.end)) : false)
  )
    return false;
  return startsWithWord('closing', line) > 0 || startsWithWord('byWord', line) === line.length;
}

/** A short value: its line, and what plainly goes on with it. Without one, the lines below, up to a gap. */
function takeShort(text: string, items: readonly Item[], at: number): Taken {
  const head = items[at];
  if (head?.type !== 'label') return { parts: [], next: at + 1 };
  const own = head.value.end > head.value.start;
  const parts: Span[] = own ? [head.value] : [];
  let next = at + 1;
  let last = head.line;
  if (!own && items[next]?.type === 'gap' && items[next + 1]?.type === 'text') next += 1;
  for (; next < items.length && parts.length < MOST_LINES; next += 1) {
    const item = items[next];
    if (item?.type !== 'text' || item.line.role !== head.line.role || item.line === head.line) break;
    if (own && !continues(text, head, last, item)) break;
    parts.push(item.span);
    last = item.line;
  }
  return { parts, next: parts.length > 0 ? next : at + 1 };
}

function continues(
  text: string,
  head: Item & { type: 'label' },
  last: Line,
  item: Item & { type: 'text' },
): boolean {
  if (item.line.indent >= head.line.indent + 2) return true;
  if (head.fields.includes('aside')) return isWrapped(text, last);
  return (
    (head.fields[0] === 'title' || head.fields[0] === 'speaker') &&
    isWrapped(text, last) &&
    startsWithWord('closing', text.slice(item.span.start, item.span.end)) === 0
  );
}
