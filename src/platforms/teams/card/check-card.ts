import type { z } from 'zod';
import { CARD_LIMITS } from '../limits.ts';
import { AdaptiveCard, type CardElement } from './card-schema.ts';

export type CardCheck =
  | { readonly type: 'valid' }
  /** One sentence a problem, with the place in the card; no text of the card itself, which may hold a secret. */
  | { readonly type: 'invalid'; readonly problems: readonly string[] };

/**
 * Whether Teams will draw this card: its elements, its size, and that what it toggles is there. `size`: of its JSON in
 * UTF-8, where that is known.
 */
export function checkTeamsCard(card: unknown, size?: number): CardCheck {
  const parsed = AdaptiveCard.safeParse(card);
  if (!parsed.success) {
    return { type: 'invalid', problems: parsed.error.issues.map(describeIssue) };
  }
  const problems = [...checkTargets(parsed.data), ...checkSize(size ?? byteSize(parsed.data))];
  return problems.length === 0 ? { type: 'valid' } : { type: 'invalid', problems };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  return `${issue.path.join('.') || 'card'}: ${issue.code}`;
}

function checkSize(size: number): string[] {
  const room = CARD_LIMITS.activityBytes - CARD_LIMITS.envelopeBytes;
  return size <= room ? [] : [`the card has ${size} bytes; ${room} are allowed`];
}

/** As it travels: UTF-8 bytes of the JSON. */
export function byteSize(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function checkTargets(card: AdaptiveCard): string[] {
  const elements = card.body.flatMap(withDescendants);
  const ids = elements.flatMap((element) => (element.id === undefined ? [] : [element.id]));
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index);
  const targets = elements.flatMap((element) =>
    element.type !== 'ActionSet'
      ? []
      : element.actions.flatMap((action) =>
          action.type === 'Action.ToggleVisibility' ? action.targetElements : [],
        ),
  );
  return [
    ...doubled.map((id) => `two elements are named ${id}`),
    ...targets
      .filter((id) => !ids.includes(id))
      .map((id) => `nothing is named ${id}, which a button toggles`),
  ];
}

function withDescendants(element: CardElement): CardElement[] {
  switch (element.type) {
    case 'Container':
      return [element, ...element.items.flatMap(withDescendants)];
    case 'ColumnSet':
      return [element, ...element.columns.flatMap((column) => column.items.flatMap(withDescendants))];
    default:
      return [element];
  }
}
