import type { Card } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import { actionsBlock, detailsAction } from './buttons.ts';
import { type Look, shownOf } from './look.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';

/** Some sentences of an answer; with a seminar, its details are one press away. */
export function composeMessage(text: string, seminar: Seminar | undefined, look: Look): Card {
  const said = shorten(lineOf(text) ?? look.words.nothingToSay, 1500);
  return {
    kind: 'reply',
    summary: said,
    blocks: [
      { type: 'paragraph', inlines: [{ type: 'text', text: said }] },
      ...(seminar ? actionsBlock([detailsAction(shownOf(seminar, look), look)]) : []),
    ],
  };
}
