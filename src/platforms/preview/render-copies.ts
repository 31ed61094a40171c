import type { Card } from '../../domain/card.ts';
import type { Drawing } from './drawing.ts';
import { renderHtml, renderPasteHtml } from './render-html.ts';
import { renderText, SLACK_MARKS } from './render-text.ts';

/** What goes onto the clipboard: rich for editors that take it, plain for all others. */
export interface Copy {
  readonly html?: string;
  readonly text: string;
}

export const COPY_KINDS = ['mail', 'slack', 'teams', 'blockKit', 'adaptiveCard'] as const;
export type CopyKind = (typeof COPY_KINDS)[number];

/**
 * A card for pasting by hand, where no bot is: as a mail, as a message typed into Slack or Teams; or as the payload
 * that the platform's own card designer, a webhook or another bot takes.
 */
export function renderCopy(card: Card, kind: CopyKind, drawing: Drawing): Copy {
  switch (kind) {
    case 'mail':
      return { html: renderHtml(card), text: renderText(card) };
    case 'slack':
      return { html: renderPasteHtml(card), text: renderText(card, SLACK_MARKS) };
    case 'teams':
      return { html: renderPasteHtml(card), text: renderText(card) };
    case 'blockKit':
      return { text: JSON.stringify({ blocks: drawing.slack(card).blocks }, null, 2) };
    case 'adaptiveCard':
      return { text: JSON.stringify(drawing.teams(card), null, 2) };
  }
}
