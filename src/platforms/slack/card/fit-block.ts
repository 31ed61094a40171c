import type { Action, CardBlock, Fact, Inline, ListItem } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { lengthOfAction, lengthOfItem, lengthOfLines } from './block-length.ts';
import { fitsButton, oneLine } from './button.ts';
import { cutInlines } from './cut-inlines.ts';
import { ROOM } from './limits.ts';

export interface Fit {
  readonly block: CardBlock;
  /** Something was left out that no button of the block reaches. */
  readonly shortened: boolean;
}

/** What takes the room that is left over. */
export type Flexible = Extract<CardBlock, { type: 'paragraph' | 'fold' | 'list' }>;

export function isFlexible(block: CardBlock): block is Flexible {
  return block.type === 'paragraph' || block.type === 'fold' || block.type === 'list';
}

/** What a flexible block takes at the least: a fold's heading and button. */
export function frameOf(block: Flexible): Fit {
  switch (block.type) {
    case 'paragraph':
      return { block: { ...block, inlines: [] }, shortened: false };
    case 'fold': {
      const { preview: _, ...bare } = block;
      return { block: fitHeading(bare), shortened: false };
    }
    case 'list':
      return { block: { ...block, items: [] }, shortened: false };
  }
}

export function fitEssential(block: Exclude<CardBlock, Flexible>, room: number): Fit {
  switch (block.type) {
    case 'banner':
    case 'footnote': {
      const { inlines, shortened } = cutInlines(block.inlines, Math.min(ROOM[block.type], room - 1));
      return { block: { ...block, inlines }, shortened };
    }
    case 'eyebrow':
    case 'title': {
      const whole = oneLine(block.text);
      const limit = Math.min(ROOM[block.type], room);
      const text = limit < ROOM.least && whole.length > limit ? '' : shorten(whole, limit);
      return { block: { ...block, text }, shortened: text === '' && whole !== '' };
    }
    case 'facts': {
      const facts = fitFacts(block.facts, Math.min(ROOM.facts, room));
      return { block: { ...block, facts }, shortened: false };
    }
    case 'actions': {
      const actions = fitActions(block.actions, room);
      return {
        block: { ...block, actions },
        shortened: actions.length < block.actions.filter(fitsButton).length,
      };
    }
    case 'divider':
      return { block, shortened: false };
  }
}

export function fitFlexible(block: Flexible, room: number): Fit {
  switch (block.type) {
    case 'paragraph': {
      const { inlines, shortened } = cutInlines(block.inlines, room - 1);
      return { block: { ...block, inlines }, shortened };
    }
    case 'fold': {
      const frame = fitHeading(block);
      const left = room - (frame.heading?.length ?? 0) - ROOM.label - 1;
      if (block.preview === undefined || left < ROOM.least) return frameOf(block);
      return { block: { ...frame, preview: shorten(block.preview, left) }, shortened: false };
    }
    case 'list': {
      const items = fitItems(block.items, room);
      return { block: { ...block, items }, shortened: items.length < block.items.length };
    }
  }
}

function fitHeading<T extends { readonly heading?: string; readonly label: string }>(fold: T): T {
  const label = shorten(oneLine(fold.label), ROOM.label);
  return fold.heading === undefined
    ? { ...fold, label }
    : { ...fold, label, heading: shorten(fold.heading, ROOM.heading) };
}

/** Lines that do not fit are counted in the place where they would stand. */
function fitFacts(facts: readonly Fact[], room: number): readonly Fact[] {
  let left = room;
  const spend = (lines: readonly (readonly Inline[])[], label = ''): void => {
    left -= lengthOfLines(lines) + label.length;
  };
  return facts.flatMap((fact): readonly Fact[] => {
    const label = shorten(oneLine(fact.label), ROOM.factLabel);
    // Room for the label and for counting what is left out.
    if (left < ROOM.factLabel + ROOM.least * 2) return [];
    spend([], `${label}  `);
    const lines: (readonly Inline[])[] = [];
    for (const line of fact.lines) {
      const { inlines } = cutInlines(line, Math.min(ROOM.factLine, left - ROOM.least));
      if (inlines.length === 0) break;
      lines.push(inlines);
      spend([inlines]);
    }
    const omitted = fact.lines.length - lines.length;
    if (omitted > 0 && fact.lines.length > 1) lines.push([{ type: 'text', text: `and ${omitted} more` }]);
    if (omitted > 0) spend([lines.at(-1) ?? []]);
    return lines.length === 0 ? [] : [{ label, lines }];
  });
}

function fitActions(actions: readonly Action[], room: number): readonly Action[] {
  let left = room;
  return actions.filter(fitsButton).filter((action) => {
    left -= lengthOfAction(action);
    return left >= 0;
  });
}

function fitItems(items: readonly ListItem[], room: number): readonly ListItem[] {
  const kept: ListItem[] = [];
  let left = room;
  for (const whole of items) {
    const lines = whole.lines.map((line) => cutInlines(line, ROOM.factLine).inlines);
    const title = shorten(oneLine(whole.title) || oneLine(whole.action?.label ?? ''), ROOM.title);
    const item = { ...dropUnfitAction(whole), title, lines };
    left -= lengthOfItem(item);
    if (left < 0) break;
    kept.push(item);
  }
  return kept;
}

function dropUnfitAction(item: ListItem): ListItem {
  if (item.action === undefined || fitsButton(item.action)) return item;
  const { action: _, ...kept } = item;
  return kept;
}
