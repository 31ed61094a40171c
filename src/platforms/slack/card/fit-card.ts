import type { Action, Card, CardBlock, Fact, Inline, ListItem } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { fitsButton, oneLine } from './button.ts';
import { cutInlines, lengthOf, lengthOfLines } from './inline-length.ts';
import { LIMITS, ROOM } from './limits.ts';

/**
 * A card with its texts shortened to what one Slack message holds. The essentials (banner, title, facts, buttons,
 * footnote) have room of their own; abstracts, paragraphs and lists share what is left, in reading order. Whatever is
 * left out is said to be: by the fold's own button, or by a line at the end.
 */
export function fitCard(card: Card): Card {
  const blocks = card.blocks.map(fitEssentials);
  const spent = blocks.reduce(
    (sum, block) => sum + (isFlexible(block) ? frameOf(block) : lengthOfBlock(block)),
    0,
  );
  const notes = card.blocks.flatMap(noteUnfit);
  const noteRoom = [SHORTENED, ...notes].reduce((sum, note) => sum + note.length, 0);
  let left = LIMITS.totalText - SAFETY - spent - noteRoom;
  let shortened = false;
  const fitted = blocks.flatMap((block): readonly CardBlock[] => {
    if (!isFlexible(block)) return [block];
    const fit = fitFlexible(block, left);
    left -= lengthOfBlock(fit.block) - frameOf(block);
    shortened ||= fit.shortened;
    return [fit.block];
  });
  const closing = [...(shortened ? [SHORTENED] : []), ...notes];
  return { ...card, blocks: [...fitted, ...closing.map(footnote)] };
}

const SHORTENED = 'Shortened: one Slack message holds no more.';
/** For line feeds and separators that the renderer puts in between. */
const SAFETY = 400;

type Flexible = Extract<CardBlock, { type: 'paragraph' | 'fold' | 'list' }>;

function isFlexible(block: CardBlock): block is Flexible {
  return block.type === 'paragraph' || block.type === 'fold' || block.type === 'list';
}

function footnote(text: string): CardBlock {
  return { type: 'footnote', inlines: [{ type: 'text', text }] };
}

function fitEssentials(block: CardBlock): CardBlock {
  switch (block.type) {
    case 'banner':
      return { ...block, inlines: cutInlines(block.inlines, ROOM.banner).inlines };
    case 'eyebrow':
      return { ...block, text: shorten(oneLine(block.text), ROOM.eyebrow) };
    case 'title':
      return { ...block, text: shorten(oneLine(block.text), ROOM.title) };
    case 'facts':
      return { ...block, facts: fitFacts(block.facts) };
    case 'footnote':
      return { ...block, inlines: cutInlines(block.inlines, ROOM.footnote).inlines };
    case 'fold':
      return block.heading === undefined
        ? block
        : { ...block, heading: shorten(block.heading, ROOM.heading) };
    case 'actions':
      return { ...block, actions: block.actions.filter(fitsButton) };
    case 'list':
      return { ...block, items: block.items.map(dropUnfitAction) };
    case 'paragraph':
    case 'divider':
      return block;
  }
}

function fitFacts(facts: readonly Fact[]): readonly Fact[] {
  let left: number = ROOM.facts;
  return facts.flatMap((fact): readonly Fact[] => {
    const lines: (readonly Inline[])[] = [];
    let omitted = 0;
    for (const line of fact.lines) {
      const fit = cutInlines(line, Math.min(ROOM.factLine, left));
      if (fit.inlines.length === 0) {
        omitted += 1;
        continue;
      }
      lines.push(fit.inlines);
      left -= fit.inlines.reduce((sum, inline) => sum + lengthOf(inline), 0);
    }
    if (omitted > 0) lines.push([{ type: 'text', text: `and ${omitted} more` }]);
    return lines.length === 0 ? [] : [{ label: shorten(oneLine(fact.label), ROOM.factLabel), lines }];
  });
}

function dropUnfitAction(item: ListItem): ListItem {
  if (item.action === undefined || fitsButton(item.action)) return item;
  const { action: _, ...kept } = item;
  return kept;
}

/** A button that Slack would refuse, and the whole message with it, is named instead. */
function noteUnfit(block: CardBlock): readonly string[] {
  const actions: readonly (Action | undefined)[] =
    block.type === 'actions'
      ? block.actions
      : block.type === 'list'
        ? block.items.map((item) => item.action)
        : [];
  return actions.flatMap((action) =>
    action === undefined || fitsButton(action) || oneLine(action.label) === ''
      ? []
      : [
          `“${shorten(oneLine(action.label), LIMITS.buttonText)}” leads to an address that Slack does not take.`,
        ],
  );
}

function fitFlexible(block: Flexible, left: number): { block: Flexible; shortened: boolean } {
  switch (block.type) {
    case 'paragraph': {
      const { inlines, shortened } = cutInlines(block.inlines, left);
      return { block: { ...block, inlines }, shortened };
    }
    case 'fold': {
      const { preview, ...bare } = block;
      if (preview === undefined || left < ROOM.least) return { block: bare, shortened: false };
      return { block: { ...bare, preview: shorten(preview, left) }, shortened: false };
    }
    case 'list':
      return fitList(block, left);
  }
}

function fitList(
  block: Extract<Flexible, { type: 'list' }>,
  room: number,
): { block: Flexible; shortened: boolean } {
  let left = room;
  const items: ListItem[] = [];
  for (const whole of block.items) {
    const item = { ...whole, title: shorten(oneLine(whole.title), ROOM.title) };
    const needs = lengthOfItem(item);
    if (needs > left) break;
    items.push(item);
    left -= needs;
  }
  return { block: { ...block, items }, shortened: items.length < block.items.length };
}

/** What a flexible block takes even when it shows nothing of its text: its button. */
function frameOf(block: Flexible): number {
  if (block.type !== 'fold') return 0;
  return (
    (block.heading?.length ?? 0) + Math.min(block.label.length, LIMITS.buttonText) + LIMITS.accessibilityLabel
  );
}

function lengthOfBlock(block: CardBlock): number {
  switch (block.type) {
    case 'banner':
    case 'paragraph':
    case 'footnote':
      return lengthOfLines([block.inlines]);
    case 'eyebrow':
    case 'title':
      return block.text.length;
    case 'facts':
      return block.facts.reduce((sum, fact) => sum + fact.label.length + lengthOfLines(fact.lines), 0);
    case 'fold':
      return frameOf(block) + (block.preview?.length ?? 0);
    case 'list':
      return block.items.reduce((sum, item) => sum + lengthOfItem(item), 0);
    case 'actions':
      return block.actions.length * (LIMITS.buttonText + LIMITS.accessibilityLabel);
    case 'divider':
      return 0;
  }
}

function lengthOfItem(item: ListItem): number {
  const action = item.action === undefined ? 0 : LIMITS.buttonText + LIMITS.accessibilityLabel;
  return item.title.length + lengthOfLines(item.lines) + action;
}
