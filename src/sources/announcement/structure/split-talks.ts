import type { LabelField } from '../vocabulary/vocabulary.ts';
import type { Block, Free, Layout } from './blocks.ts';

/** The lines of each talk, and those above the first and of no talk in particular. */
export interface Split {
  readonly talks: readonly Layout[];
  readonly shared: Layout;
}

const LEADERS: readonly LabelField[] = ['title', 'speaker', 'when', 'date', 'time', 'venue', 'room'];

/** Several talks in one text, where their labels repeat: each goes from one leading label to the next. */
export function splitByLabels(layout: Layout, ruleLines: readonly number[]): Split | undefined {
  const blocks = layout.blocks.filter((block) => block.line.role === 'body');
  const count = (field: LabelField): number =>
    blocks.filter((block) => block.fields[0] === field && block.parts.length > 0).length;
  const talks = Math.max(
    count('title'),
    Math.min(count('speaker'), count('abstract')),
    Math.min(count('speaker'), count('when') + count('date')),
  );
  if (talks < 2) return undefined;
  const leader = blocks.find((block) =>
    LEADERS.some((field) => field === block.fields[0] && count(field) >= talks),
  )?.fields[0];
  if (leader === undefined) return undefined;
  const starts = blocks
    .filter((block) => block.fields[0] === leader)
    .map((block) => headingAbove(layout, block, ruleLines));
  const [first = 0] = starts;
  const stretches = starts.map((start, index) => ({
    start,
    end: starts[index + 1] ?? Number.POSITIVE_INFINITY,
  }));
  const inside = (line: number, stretch: { start: number; end: number }): boolean =>
    line >= stretch.start && line < stretch.end;
  return {
    talks: stretches.map((stretch) => ({
      blocks: layout.blocks.filter(
        (block) => inside(block.line.index, stretch) && block.line.role !== 'subject',
      ),
      free: layout.free.filter((free) => inside(free.line.index, stretch) && free.line.role !== 'subject'),
    })),
    shared: {
      blocks: layout.blocks.filter((block) => block.line.index < first),
      free: layout.free.filter((free) => free.line.index < first || free.line.role === 'subject'),
    },
  };
}

/** The first line of a talk: its leading label, or the lines that stand right above it. */
function headingAbove(layout: Layout, block: Block, ruleLines: readonly number[]): number {
  let line = block.line.index;
  for (let step = 0; step < 3; step += 1) {
    const above: Free | undefined = layout.free.find((free) => free.line.index === line - 1);
    if (!above || ruleLines.includes(line - 1) || above.line.role !== 'body' || above.end - above.start > 90)
      break;
    line -= 1;
  }
  return line;
}
