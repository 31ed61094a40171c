import type { Action, CardBlock, Inline, ListItem } from '../../../domain/card.ts';
import { oneLine } from './button.ts';
import { LIMITS } from './limits.ts';
import { READERS_TIME, utcText } from './rich-text.ts';

/** Code units that an inline adds to a message, the reader's own time included. */
export function lengthOfInline(inline: Inline): number {
  switch (inline.type) {
    case 'time':
      return [inline.text, READERS_TIME.before, utcText(inline.start), READERS_TIME.after].join('').length;
    case 'link':
      return (inline.text || inline.url).length;
    case 'text':
    case 'relative':
      return inline.text.length;
  }
}

/** With the line feeds between the lines. */
export function lengthOfLines(lines: readonly (readonly Inline[])[]): number {
  return lines.reduce(
    (sum, line) => sum + line.reduce((inner, inline) => inner + lengthOfInline(inline), 1),
    0,
  );
}

export function lengthOfItem(item: ListItem): number {
  return item.title.length + 1 + lengthOfLines(item.lines) + (item.action ? lengthOfAction(item.action) : 0);
}

/** What is shown and what is read aloud. */
export function lengthOfAction(action: Action): number {
  return (
    Math.min(oneLine(action.label).length, LIMITS.buttonText) +
    Math.min(oneLine(action.spoken ?? '').length, LIMITS.accessibilityLabel)
  );
}

/** Whatever a block becomes, it is no longer than this. */
export function lengthOfBlock(block: CardBlock): number {
  switch (block.type) {
    case 'banner':
    case 'paragraph':
    case 'footnote':
      return lengthOfLines([block.inlines]);
    case 'eyebrow':
    case 'title':
      return block.text.length;
    case 'facts':
      return block.facts.reduce((sum, fact) => sum + fact.label.length + 2 + lengthOfLines(fact.lines), 0);
    case 'fold':
      return (block.heading?.length ?? 0) + 1 + (block.preview?.length ?? 0) + LIMITS.buttonText;
    case 'list':
      return block.items.reduce((sum, item) => sum + lengthOfItem(item), 0);
    case 'actions':
      return block.actions.reduce((sum, action) => sum + lengthOfAction(action), 0);
    case 'divider':
      return 0;
  }
}
