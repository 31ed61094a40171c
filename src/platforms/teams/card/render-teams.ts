import type { Card, CardBlock } from '../../../domain/card.ts';
import { shorten } from '../../../domain/cards/shorten.ts';
import { ALLOWANCES, type Allowance, CARD_LIMITS, CARD_VERSION } from '../limits.ts';
import { type BlockContext, renderBlock } from './blocks.ts';
import type { AdaptiveCard, CardElement } from './card-schema.ts';
import { byteSize } from './check-card.ts';
import { renderFolds } from './fold.ts';
import { writeLiterally } from './literal.ts';
import { renderText } from './text-runs.ts';

export interface RenderOptions {
  /**
   * The encoded intent that this card answers. Its buttons take it along, so that what they bring up can lead back here.
   * Absent for posts of the channel, which are found again by their message.
   */
  readonly origin?: string;
  /** Ends the card with "Back": to the answer of this encoded intent, or to the post as it stands. */
  readonly back?: { readonly intent?: string };
}

export interface TeamsCard {
  readonly card: AdaptiveCard;
  /** The words of the notification. */
  readonly summary: string;
}

/**
 * A card as an Adaptive Card that Teams takes: always within its size. What does not fit is shortened at a sentence, with
 * a button for the rest.
 */
export function renderTeams(card: Card, options: RenderOptions = {}): TeamsCard {
  const room = CARD_LIMITS.activityBytes - CARD_LIMITS.envelopeBytes;
  for (const allowance of ALLOWANCES) {
    const body = renderBody(card, allowance, options);
    if (body.length === 0) break;
    const rendered = frame(card, body);
    if (byteSize(rendered) <= room) return { card: rendered, summary: summaryOf(card) };
  }
  return { card: frame(card, renderEssentials(card)), summary: summaryOf(card) };
}

function renderBody(card: Card, allowance: Allowance, options: RenderOptions): CardElement[] {
  const body: CardElement[] = [];
  let divided = false;
  for (const group of groupBlocks(card.blocks)) {
    const elements = renderGroup(group, { allowance, origin: options.origin });
    body.push(
      ...(divided ? elements.map((element, at) => (at === 0 ? divide(element) : element)) : elements),
    );
    divided = group[0]?.block.type === 'divider' || (divided && elements.length === 0);
  }
  if (options.back) {
    body.push({
      type: 'ActionSet',
      actions: [{ type: 'Action.Execute', title: 'Back', verb: 'back', data: options.back }],
    });
  }
  return body;
}

interface Numbered {
  readonly block: CardBlock;
  readonly index: number;
}

/** Folds that follow each other are drawn together; any other block is a group of its own. */
function groupBlocks(blocks: readonly CardBlock[]): readonly (readonly Numbered[])[] {
  const groups: Numbered[][] = [];
  blocks.forEach((block, index) => {
    const last = groups.at(-1);
    if (last && block.type === 'fold' && last[0]?.block.type === 'fold') last.push({ block, index });
    else groups.push([{ block, index }]);
  });
  return groups;
}

function renderGroup(group: readonly Numbered[], context: BlockContext): CardElement[] {
  const folds = group.flatMap(({ block, index }) =>
    block.type === 'fold' ? [{ fold: block, id: `fold-${index}` }] : [],
  );
  if (folds.length > 0) return renderFolds(folds, context);
  return group.flatMap(({ block }) => (block.type === 'fold' ? [] : renderBlock(block, context)));
}

function divide(element: CardElement): CardElement {
  return { ...element, separator: true, spacing: 'Medium' };
}

/** What is left when nothing else fits, or a card holds nothing that can be shown. */
function renderEssentials(card: Card): CardElement[] {
  const words = renderText(card.summary, CARD_LIMITS.speak, {}, {});
  return words.length > 0 ? words : renderText(card.kind, CARD_LIMITS.speak, {}, {});
}

function frame(card: Card, body: readonly CardElement[]): AdaptiveCard {
  const spoken = writeLiterally(shorten(card.summary, CARD_LIMITS.speak)) || card.kind;
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: CARD_VERSION,
    msteams: { width: 'Full' },
    fallbackText: spoken,
    speak: spoken,
    body,
  };
}

function summaryOf(card: Card): string {
  return writeLiterally(shorten(card.summary, CARD_LIMITS.summary)) || card.kind;
}
