import type { Decoded } from '../decode/decoded.ts';
import type { Evidence, Span } from '../reading.ts';
import type { Block, Free, Layout } from '../structure/blocks.ts';
import type { LabelField } from '../vocabulary/vocabulary.ts';

/** What one talk is read from: its own lines, those that it shares with others, and an earlier mail below. */
export interface Scope {
  readonly source: Decoded;
  readonly own: Layout;
  readonly shared: Layout;
  readonly quoted: Layout;
}

/** A value with its place. */
interface Found<T> {
  readonly value: T;
  readonly spans: readonly Span[];
}

/** What a resolver says: a value, or why there is none. A conflict names what was found. */
export type Resolved<T> =
  | { readonly type: 'found'; readonly found: Found<T> }
  | { readonly type: 'absent' }
  | { readonly type: 'conflict'; readonly problem: string };

export const ABSENT = { type: 'absent' } as const;

export function found<T>(value: T, ...spans: readonly Span[]): Resolved<T> {
  return { type: 'found', found: { value, spans } };
}

export function blocksOf(layout: Layout, field: LabelField): readonly Block[] {
  return layout.blocks.filter((block) => block.fields.includes(field) && block.parts.length > 0);
}

export function hasField(layout: Layout, field: LabelField): boolean {
  return layout.blocks.some((block) => block.fields.includes(field));
}

/** From the first to the last line of a block's value. */
export function spanOf(block: Block): Span {
  const first = block.parts[0] ?? block.label;
  const last = block.parts.at(-1) ?? block.label;
  return { start: first.start, end: last.end };
}

/** The text of a span on one line. */
export function plainText(text: string, span: Span): string {
  return text.slice(span.start, span.end).replace(/\s+/g, ' ').trim();
}

/** Paragraphs, each on one line, with an empty line between them. */
export function paragraphText(text: string, parts: readonly Span[]): string {
  const paragraphs: string[] = [];
  let lines: string[] = [];
  for (const part of [...parts, { start: 0, end: 0 }]) {
    const line = text.slice(part.start, part.end).trim();
    if (line !== '') lines.push(line);
    else if (lines.length > 0) {
      paragraphs.push(lines.join(' '));
      lines = [];
    }
  }
  return paragraphs.join('\n\n');
}

export function evidenceOf(text: string, spans: readonly Span[]): readonly Evidence[] {
  return spans.map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
}

export interface Paragraph extends Span {
  readonly lines: readonly Free[];
  /** Same length as the span, with line ends as spaces: offsets hold. */
  readonly text: string;
}

/** Free lines with nothing between them, as paragraphs. */
export function paragraphsOf(text: string, layout: Layout): readonly Paragraph[] {
  const groups: Free[][] = [];
  for (const line of layout.free) {
    const last = groups.at(-1)?.at(-1);
    if (last && !line.opens && line.line.index - last.line.index <= 1 && last.line.role === line.line.role)
      groups.at(-1)?.push(line);
    else groups.push([line]);
  }
  return groups.flatMap((lines) => {
    const start = lines[0]?.start ?? 0;
    const end = lines.at(-1)?.end ?? start;
    return [{ start, end, lines, text: text.slice(start, end).replace(/\n/g, ' ') }];
  });
}
