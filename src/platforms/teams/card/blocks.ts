import type { CardBlock, Fact, Inline, ListItem, Tone } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { type Allowance, CARD_LIMITS } from '../limits.ts';
import { renderButtons } from './buttons.ts';
import type { CardElement, ColumnSet, Leaf } from './card-schema.ts';
import { isPlain, writeLiterally } from './literal.ts';
import { type RunStyle, renderLine, renderText } from './text-runs.ts';

export interface BlockContext {
  readonly allowance: Allowance;
  readonly origin: string | undefined;
}

/**
 * Every block but folds, which are drawn in groups. A divider has no element of its own: it is a line above whatever comes
 * next, so it yields nothing here.
 */
export function renderBlock(
  block: Exclude<CardBlock, { type: 'fold' }>,
  context: BlockContext,
): CardElement[] {
  const { allowance, origin } = context;
  switch (block.type) {
    case 'banner':
      return renderBanner(block.tone, block.inlines, allowance);
    case 'eyebrow':
      return renderText(
        block.text,
        CARD_LIMITS.title,
        { size: 'Small', isSubtle: true, weight: 'Bolder' },
        {},
      );
    case 'title':
      return renderTitle(block.text, block.struck ?? false);
    case 'facts':
      return block.facts.flatMap((fact, index) => renderFact(fact, index === 0, allowance));
    case 'paragraph':
      return renderLine(block.inlines, allowance.paragraph, {}, {});
    case 'list':
      return renderList(block.items, context);
    case 'divider':
      return [];
    case 'footnote':
      return renderLine(block.inlines, allowance.paragraph, { size: 'Small', isSubtle: true }, {});
    case 'actions':
      return renderButtons(block.actions, origin);
  }
}

const TONES = { neutral: 'emphasis', good: 'good', changed: 'warning', stopped: 'attention' } as const;

/** The colour only underlines what the words say. */
function renderBanner(tone: Tone, inlines: readonly Inline[], allowance: Allowance): CardElement[] {
  const items = renderLine(inlines, allowance.paragraph, { weight: 'Bolder' }, {});
  return items.length === 0 ? [] : [{ type: 'Container', style: TONES[tone], bleed: true, items }];
}

/**
 * Only a TextBlock can be a heading for a screen reader, and it reads Markdown, which nothing can keep it from (`isPlain`): so
 * titles without a trace of it become headings, the others look the same and are not announced as one.
 */
function renderTitle(text: string, struck: boolean): CardElement[] {
  const shown = writeLiterally(shorten(text, CARD_LIMITS.title));
  const style: RunStyle = { size: 'Large', weight: 'Bolder', ...(struck ? { strikethrough: true } : {}) };
  if (struck || !isPlain(shown)) return renderText(shown, CARD_LIMITS.title, style, { spacing: 'Small' });
  return [
    {
      type: 'TextBlock',
      text: shown,
      style: 'heading',
      size: 'Large',
      weight: 'Bolder',
      wrap: true,
      spacing: 'Small',
    },
  ];
}

/** Pixels: as wide as "Speakers" in bold, so that all values begin in one line. */
const LABEL_WIDTH = '80px';

function renderFact(fact: Fact, first: boolean, allowance: Allowance): CardElement[] {
  const kept = fact.lines.slice(0, allowance.lines);
  const left = fact.lines.length - kept.length;
  const lines = kept.flatMap((line) => renderLine(line, allowance.paragraph, {}, { spacing: 'None' }));
  if (left > 0) lines.push(...renderText(`and ${left} more`, CARD_LIMITS.title, {}, { spacing: 'None' }));
  const label = renderText(fact.label, CARD_LIMITS.title, { weight: 'Bolder' }, {});
  if (lines.length === 0) return [];
  if (label.length === 0) return lines;
  return [
    {
      type: 'ColumnSet',
      spacing: first ? 'Medium' : 'Small',
      columns: [
        { type: 'Column', width: LABEL_WIDTH, items: label },
        { type: 'Column', width: 'stretch', items: lines },
      ],
    },
  ];
}

function renderList(items: readonly ListItem[], context: BlockContext): CardElement[] {
  const kept = items.slice(0, context.allowance.items);
  const left = items.length - kept.length;
  const rows = kept.flatMap((item, index) => renderItem(item, index > 0, context));
  const note = `and ${left} more; ask for fewer days or more exact words to see them`;
  return left > 0 ? [...rows, ...renderText(note, CARD_LIMITS.title, { isSubtle: true }, {})] : rows;
}

function renderItem(item: ListItem, separator: boolean, context: BlockContext): CardElement[] {
  const { allowance, origin } = context;
  const strike: RunStyle = item.struck ? { strikethrough: true } : {};
  const words: Leaf[] = [
    ...renderText(
      shorten(item.title, CARD_LIMITS.title),
      CARD_LIMITS.title,
      { weight: 'Bolder', ...strike },
      {},
    ),
    ...item.lines.flatMap((line) => renderLine(line, allowance.paragraph, {}, { spacing: 'None' })),
  ];
  if (words.length === 0) return [];
  const buttons = item.action ? renderButtons([item.action], origin) : [];
  const row: readonly (Leaf | ColumnSet)[] = buttons.length === 0 ? words : [besides(words, buttons)];
  return [{ type: 'Container', ...(separator ? { separator } : {}), items: row }];
}

function besides(words: readonly Leaf[], buttons: readonly Leaf[]): ColumnSet {
  return {
    type: 'ColumnSet',
    columns: [
      { type: 'Column', width: 'stretch', items: words },
      { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: buttons },
    ],
  };
}
