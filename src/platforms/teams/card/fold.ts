import type { CardBlock } from '../../../domain/card.ts';
import { cutText } from '../../../domain/cards/shorten.ts';
import type { Allowance } from '../limits.ts';
import { labelOf, makeAsk } from './buttons.ts';
import type { CardElement, Leaf } from './card-schema.ts';
import { renderText } from './text-runs.ts';

type Fold = Extract<CardBlock, { type: 'fold' }>;

/**
 * Unfolds in place, without asking us. What does not fit any more is one press further, at the desk. A preview that the
 * text repeats makes way for it.
 */
export function renderFold(
  fold: Fold,
  id: string,
  allowance: Allowance,
  origin: string | undefined,
): CardElement[] {
  const repeats = fold.preview !== undefined && isRepeated(fold.preview, fold.paragraphs);
  const previewId = `${id}-preview`;
  const preview: CardElement[] =
    fold.preview === undefined
      ? []
      : wrap(renderText(fold.preview, allowance.paragraph, {}, {}), repeats ? { id: previewId } : {});
  const { shown, complete } = takeParagraphs(fold.paragraphs, allowance.fold);
  if (shown.length === 0) {
    return [...preview, { type: 'ActionSet', actions: [makeAsk(fold.label, fold.intent, origin)] }];
  }
  const heading =
    fold.heading === undefined ? [] : renderText(fold.heading, allowance.paragraph, { weight: 'Bolder' }, {});
  const rest: Leaf[] = complete
    ? []
    : [{ type: 'ActionSet', actions: [makeAsk('Read the rest', fold.intent, origin)] }];
  const toggles = repeats && preview.length > 0 ? [previewId, id] : [id];
  return [
    ...preview,
    {
      type: 'ActionSet',
      actions: [{ type: 'Action.ToggleVisibility', title: labelOf(fold.label), targetElements: toggles }],
    },
    {
      type: 'Container',
      id,
      isVisible: false,
      items: [
        ...heading,
        ...shown.flatMap((paragraph) => renderText(paragraph, Number.POSITIVE_INFINITY, {}, {})),
        ...rest,
      ],
    },
  ];
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
