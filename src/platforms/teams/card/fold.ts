import type { CardBlock } from '../../../domain/card.ts';
import { cutText } from '../../../domain/cards/shorten.ts';
import type { Allowance } from '../limits.ts';
import { arrangeButtons, labelOf, makeAsk } from './buttons.ts';
import type { CardAction, CardElement, Leaf } from './card-schema.ts';
import { renderText } from './text-runs.ts';

interface FoldContext {
  readonly allowance: Allowance;
  readonly origin: string | undefined;
}

export interface NamedFold {
  readonly fold: Extract<CardBlock, { type: 'fold' }>;
  /** Unique in the card. */
  readonly id: string;
}

interface FoldParts {
  readonly preview: readonly CardElement[];
  readonly button: CardAction;
  readonly hidden: readonly CardElement[];
}

/**
 * Folds that follow each other share rows of buttons above what they unfold. A fold with a preview begins a new row, below
 * it.
 */
export function renderFolds(folds: readonly NamedFold[], context: FoldContext): CardElement[] {
  const elements: CardElement[] = [];
  let row: FoldParts[] = [];
  const endRow = (): void => {
    elements.push(
      ...arrangeButtons(row.map((parts) => parts.button)),
      ...row.flatMap((parts) => parts.hidden),
    );
    row = [];
  };
  for (const fold of folds) {
    const parts = renderFold(fold, folds.length > 1, context);
    if (parts.preview.length > 0) {
      endRow();
      elements.push(...parts.preview);
    }
    row.push(parts);
  }
  endRow();
  return elements;
}

/**
 * Unfolds in place, without asking us. What does not fit any more is one press further, at the desk. A preview that the
 * text repeats makes way for it. `amongOthers`: several may be unfolded below each other, and a text that continues no
 * preview says what it is about.
 */
function renderFold(
  { fold, id }: NamedFold,
  amongOthers: boolean,
  { allowance, origin }: FoldContext,
): FoldParts {
  const repeats = fold.preview !== undefined && isRepeated(fold.preview, fold.paragraphs);
  const previewId = `${id}-preview`;
  const preview =
    fold.preview === undefined
      ? []
      : wrap(renderText(fold.preview, allowance.paragraph, {}, {}), repeats ? { id: previewId } : {});
  const { shown, complete } = takeParagraphs(fold.paragraphs, allowance.fold);
  const text = shown.flatMap((paragraph) => renderText(paragraph, Number.POSITIVE_INFINITY, {}, {}));
  if (text.length === 0) return { preview, button: makeAsk(fold.label, fold.intent, origin), hidden: [] };
  const title = fold.heading ?? (amongOthers && fold.preview === undefined ? fold.label : undefined);
  const heading = title === undefined ? [] : renderText(title, allowance.paragraph, { weight: 'Bolder' }, {});
  const rest: Leaf[] = complete
    ? []
    : [{ type: 'ActionSet', actions: [makeAsk('Read the rest', fold.intent, origin)] }];
  const targetElements = repeats && preview.length > 0 ? [previewId, id] : [id];
  return {
    preview,
    button: { type: 'Action.ToggleVisibility', title: labelOf(fold.label), targetElements },
    hidden: [
      {
        type: 'Container',
        id,
        isVisible: false,
        items: [...heading, ...text, ...rest],
      },
    ],
  };
}

/** A shortened first paragraph ends in "…", which the whole one does not have there. */
function isRepeated(preview: string, paragraphs: readonly string[]): boolean {
  return paragraphs[0]?.startsWith(preview.replace(/\s*…$/, '')) ?? false;
}

function takeParagraphs(
  paragraphs: readonly string[],
  limit: number,
): { shown: readonly string[]; complete: boolean } {
  const shown: string[] = [];
  let left = limit;
  for (const paragraph of paragraphs) {
    if (paragraph.length <= left) {
      shown.push(paragraph);
      left -= paragraph.length;
      continue;
    }
    // Less than a sentence of a further paragraph would be a crumb.
    if (left >= 200 || (shown.length === 0 && left > 0)) shown.push(cutText(paragraph, left).head);
    return { shown, complete: false };
  }
  return { shown, complete: true };
}

function wrap(items: readonly Leaf[], named: { readonly id?: string }): CardElement[] {
  return items.length === 0 ? [] : [{ type: 'Container', ...named, items }];
}
