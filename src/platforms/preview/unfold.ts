import type { CardBlock } from '../../domain/card.ts';

type Fold = Extract<CardBlock, { type: 'fold' }>;

/**
 * A fold written out. Where nothing of it stands there already, its label ("About the speaker") is a heading; a label
 * that offers to read on ("Read the whole abstract") is of no use once everything is there.
 */
export function unfold(fold: Fold): { readonly heading?: string; readonly paragraphs: readonly string[] } {
  const heading = fold.heading ?? (fold.preview === undefined ? fold.label : undefined);
  const paragraphs = [fold.preview ?? '', ...fold.paragraphs].filter((text) => text !== '');
  return heading === undefined ? { paragraphs } : { heading, paragraphs };
}
