import type { Decoded } from '../decode/decoded.ts';
import type { ReadRecord, Span } from '../reading.ts';
import type { Block, Free, Layout } from '../structure/blocks.ts';
import { readLabel } from '../structure/find-labels.ts';
import { trimSpan } from '../structure/items.ts';
import { readTalk } from '../talk/read-talk.ts';
import type { ReadSetting } from '../talk/talk-reading.ts';
import type { Tokens } from '../talk/when-stage.ts';
import type { LabelField } from '../vocabulary/vocabulary.ts';
import { isWord } from '../vocabulary/words.ts';
import { isClosed } from './closed-days.ts';

/** A table with a heading row ("Date | Speaker | Title"): each further row of as many cells is a talk. */
export function readTable(
  source: Decoded,
  layout: Layout,
  tokens: Tokens,
  setting: ReadSetting,
): readonly ReadRecord[] | undefined {
  const { text } = source;
  const rows = layout.free.filter((free) => free.line.role === 'body' && cellsOf(text, free).length >= 2);
  const heading = rows.find((row) => headingOf(text, row) !== undefined);
  const fields = heading && headingOf(text, heading);
  if (!heading || !fields) return undefined;
  const below = rows.filter((row) => row.line.index > heading.line.index);
  const [last] = below.slice(-1);
  if (below.length === 0 || !last) return undefined;
  const inTable = (line: number): boolean => line >= heading.line.index && line <= last.line.index;
  const shared: Layout = {
    blocks: layout.blocks.filter((block) => !inTable(block.line.index)),
    free: layout.free.filter((free) => !inTable(free.line.index)),
  };
  return below.flatMap((row) => {
    if (isClosed(text.slice(row.start, row.end))) return [];
    const blocks = blocksOf(text, row, fields);
    const record = readTalk(
      { source, own: { blocks, free: [] }, shared, quoted: { blocks: [], free: [] } },
      tokens,
      setting,
    );
    return record.fields.title !== undefined || (record.fields.speakers?.length ?? 0) > 0 ? [record] : [];
  });
}

function headingOf(text: string, row: Free): readonly (LabelField | undefined)[] | undefined {
  const cells = cellsOf(text, row);
  const fields = cells.map((cell) => readLabel(text.slice(cell.start, cell.end))[0]);
  const known = fields.filter((field) => field !== undefined);
  const dated = fields.some((field) => field === 'date' || field === 'when' || field === 'time');
  return dated &&
    known.length >= 2 &&
    known.length >= cells.length - 1 &&
    fields.some((field) => field === 'speaker' || field === 'title')
    ? fields
    : undefined;
}

function cellsOf(text: string, row: Free): readonly Span[] {
  const value = text.slice(row.start, row.end);
  if (value.length > 600) return [];
  const cells: Span[] = [];
  let start = 0;
  const separator = value.includes('|') ? /\s*\|\s*/g : /\t+|\s{3,}/g;
  for (const match of value.matchAll(separator)) {
    cells.push({ start: row.start + start, end: row.start + match.index });
    start = match.index + match[0].length;
  }
  cells.push({ start: row.start + start, end: row.end });
  return cells.map((cell) => trimSpan(text, cell));
}

function blocksOf(text: string, row: Free, fields: readonly (LabelField | undefined)[]): readonly Block[] {
  return cellsOf(text, row).flatMap((cell, index) => {
    const field = fields[index];
    if (field === undefined || cell.end <= cell.start || isWord('tba', text.slice(cell.start, cell.end)))
      return [];
    return [
      { fields: [field], label: { start: cell.start, end: cell.start }, parts: [cell], line: row.line },
    ];
  });
}
