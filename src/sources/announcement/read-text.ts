import type { Decoded } from './decode/decoded.ts';
import { findClosedDays } from './programme/closed-days.ts';
import { readProgramme } from './programme/read-programme.ts';
import type { ClosedDay, ReadRecord } from './reading.ts';
import { gatherBlocks, type Layout } from './structure/blocks.ts';
import { cutItems } from './structure/items.ts';
import { splitLines } from './structure/lines.ts';
import { splitByLabels } from './structure/split-talks.ts';
import { judgeText } from './talk/judge-text.ts';
import { readTalk } from './talk/read-talk.ts';
import type { ReadSetting } from './talk/talk-reading.ts';
import { scanDates } from './when/scan-dates.ts';
import { scanTimes } from './when/scan-times.ts';

export type TextReading =
  | {
      readonly type: 'records';
      readonly records: readonly ReadRecord[];
      readonly closedDays: readonly ClosedDay[];
    }
  | { readonly type: 'notASeminar'; readonly reason: string; readonly closedDays: readonly ClosedDay[] };

const EMPTY: Layout = { blocks: [], free: [] };

/** Reads one decoded text: lines, labels and blocks, the talks among them, the values of each. */
export function readText(source: Decoded, setting: ReadSetting): TextReading {
  const { text } = source;
  const lines = splitLines(source);
  const layout = gatherBlocks(text, cutItems(text, lines));
  const tokens = { dates: scanDates(text), times: scanTimes(text) };
  const said = keep(layout, (role) => role !== 'quoted');
  const quoted = keep(layout, (role) => role === 'quoted');
  const rules = lines.filter((line) => line.rule).map((line) => line.index);
  const closedDays = findClosedDays(source, lines, tokens.dates, setting);
  const split = splitByLabels(said, rules);
  const records = split
    ? split.talks.map((own) =>
        readTalk({ source, own, shared: split.shared, quoted: EMPTY }, tokens, setting),
      )
    : (readProgramme(source, said, tokens, setting) ?? [
        readTalk({ source, own: said, shared: EMPTY, quoted }, tokens, setting),
      ]);
  const judged = judgeText(source, layout, records);
  if (judged.type === 'notASeminar') return { ...judged, closedDays };
  return {
    type: 'records',
    records: judged.records.map((record) => withNotes(record, source.notes)),
    closedDays,
  };
}

/** What was not read is told with what was: nothing is cut silently. */
function withNotes(record: ReadRecord, notes: readonly string[]): ReadRecord {
  return notes.length === 0 ? record : { ...record, conflicts: [...record.conflicts, ...notes] };
}

function keep(layout: Layout, wanted: (role: string) => boolean): Layout {
  return {
    blocks: layout.blocks.filter((block) => wanted(block.line.role)),
    free: layout.free.filter((free) => wanted(free.line.role)),
  };
}
