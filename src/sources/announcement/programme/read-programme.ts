import type { Decoded } from '../decode/decoded.ts';
import type { ReadRecord } from '../reading.ts';
import type { Free, Layout } from '../structure/blocks.ts';
import { readTalk } from '../talk/read-talk.ts';
import type { ReadSetting } from '../talk/talk-reading.ts';
import type { Tokens } from '../talk/when-stage.ts';
import type { DateToken } from '../when/date-token.ts';
import { isClosed } from './closed-days.ts';
import { readRow } from './read-row.ts';
import { readTable } from './read-table.ts';

/**
 * A programme: several talks, each led by its date. `undefined` where the text is none.
 * Rows of a table, "12 March – Ann Roe (MIT): Title" lines, or a date line with the talk's lines below it.
 */
export function readProgramme(
  source: Decoded,
  layout: Layout,
  tokens: Tokens,
  setting: ReadSetting,
): readonly ReadRecord[] | undefined {
  const table = readTable(source, layout, tokens, setting);
  if (table) return table;
  const leads = layout.free.filter((free) => leadingDate(source.text, free, tokens.dates) !== undefined);
  const days = new Set(leads.map((free) => dayKey(leadingDate(source.text, free, tokens.dates))));
  if (
    leads.length < 2 ||
    days.size < 2 ||
    layout.blocks.some((block) => block.fields[0] === 'title' || block.fields[0] === 'speaker')
  )
    return undefined;
  const [first] = leads;
  if (!first) return undefined;
  const shared: Layout = {
    blocks: layout.blocks.filter(
      (block) => block.line.index < first.line.index || isFooter(block.line.index, leads, layout),
    ),
    free: layout.free.filter((free) => free.line.index < first.line.index || free.line.role === 'subject'),
  };
  const records = leads.flatMap((lead, index) => {
    const next = leads[index + 1]?.line.index ?? Number.POSITIVE_INFINITY;
    const own = sectionOf(layout, lead, next, index === leads.length - 1);
    const lines = own.free.map((free) => source.text.slice(free.start, free.end)).join('\n');
    if (isClosed(lines) && own.free.length <= 2) return [];
    const row = readRow(source.text, own.free, tokens.dates);
    const record = row
      ? row.type === 'talk'
        ? readTalk(
            { source, own: row.layout(own), shared, quoted: { blocks: [], free: [] } },
            tokens,
            setting,
          )
        : undefined
      : readTalk({ source, own, shared, quoted: { blocks: [], free: [] } }, tokens, setting);
    return record && (record.fields.title !== undefined || (record.fields.speakers?.length ?? 0) > 0)
      ? [record]
      : [];
  });
  return records.length >= 1 ? records : undefined;
}

function dayKey(token: DateToken | undefined): string {
  return JSON.stringify(token?.date ?? '');
}

/** A date at the beginning of a line, or right after its weekday. */
function leadingDate(text: string, free: Free, dates: readonly DateToken[]): DateToken | undefined {
  if (free.line.role !== 'body' || free.end - free.start > 400) return undefined;
  const token = dates.find((date) => date.start >= free.start && date.end <= free.end);
  if (!token || token.date.type === 'weekday' || token.date.type === 'days' || token.lastDay !== undefined)
    return undefined;
  return /^[\s*•(\p{L}]{0,14}$/u.test(text.slice(free.start, token.start)) &&
    text.slice(free.start, token.start).split(/\s+/).length <= 2
    ? token
    : undefined;
}

function sectionOf(layout: Layout, lead: Free, next: number, last: boolean): Layout {
  const inside = (line: number): boolean => line >= lead.line.index && line < next;
  const free: Free[] = [];
  for (const entry of layout.free) {
    if (!inside(entry.line.index) || entry.line.role !== 'body') continue;
    const before = free.at(-1);
    // Below the last talk a gap ends the list: what follows is the footer.
    if (last && before && entry.line.index - before.line.index > 1) break;
    free.push(entry);
  }
  const end = last ? (free.at(-1)?.line.index ?? lead.line.index) + 1 : next;
  return {
    blocks: layout.blocks.filter((block) => inside(block.line.index) && block.line.index < end),
    free,
  };
}

/** Labels below the last talk speak of all of them. */
function isFooter(line: number, leads: readonly Free[], layout: Layout): boolean {
  const last = leads.at(-1);
  if (!last || line <= last.line.index) return false;
  let end = last.line.index;
  for (const free of layout.free) if (free.line.index === end + 1) end += 1;
  return line > end;
}
