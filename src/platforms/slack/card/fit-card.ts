import type { Action, Card, CardBlock } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { lengthOfBlock } from './block-length.ts';
import { fitsButton, oneLine } from './button.ts';
import { type Fit, fitEssential, fitFlexible, frameOf, isFlexible } from './fit-block.ts';
import { LIMITS, ROOM } from './limits.ts';

const SHORTENED = 'Shortened: one Slack message holds no more.';

/**
 * A card with its texts shortened to what one Slack message holds. First the essentials (banner, title, facts, buttons,
 * footnote) take their room; abstracts, paragraphs and lists share what is left, in reading order. Whatever is left out
 * is said to be: by the fold's own button, or by a line at the end.
 */
export function fitCard(card: Card): Card {
  const notes = card.blocks.flatMap(noteUnfit).slice(0, ROOM.notes);
  const noteRoom = [SHORTENED, ...notes].reduce((sum, note) => sum + note.length + 1, 0);
  let left = LIMITS.totalText - noteRoom;
  const framed = card.blocks.map((block): Fit => {
    const frame = isFlexible(block) ? frameOf(block) : fitEssential(block, left);
    left -= lengthOfBlock(frame.block);
    return frame;
  });
  const fitted = card.blocks.map((block, index): Fit => {
    const frame = framed[index] ?? { block, shortened: false };
    if (!isFlexible(block)) return frame;
    const before = lengthOfBlock(frame.block);
    const fit = fitFlexible(block, Math.max(left + before, 0));
    left -= lengthOfBlock(fit.block) - before;
    return fit;
  });
  const closing = [...(fitted.some((fit) => fit.shortened) ? [SHORTENED] : []), ...notes];
  return { ...card, blocks: [...fitted.map((fit) => fit.block), ...closing.map(footnote)] };
}

function footnote(text: string): CardBlock {
  return { type: 'footnote', inlines: [{ type: 'text', text }] };
}

/** A button that Slack would refuse, and the whole message with it, is named instead. */
function noteUnfit(block: CardBlock): readonly string[] {
  return actionsOf(block)
    .filter((action) => !fitsButton(action) && oneLine(action.label) !== '')
    .map((action) => {
      const label = shorten(oneLine(action.label), LIMITS.buttonText);
      return `“${label}” leads to an address that Slack does not take.`;
    });
}

function actionsOf(block: CardBlock): readonly Action[] {
  if (block.type === 'actions') return block.actions;
  return block.type === 'list' ? block.items.flatMap((item) => (item.action ? [item.action] : [])) : [];
}
