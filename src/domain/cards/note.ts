import type { Card } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import { actionsBlock, detailsAction } from './buttons.ts';
import { joinActions } from './joining.ts';
import { type Look, shownOf } from './look.ts';
import { banner, eyebrowBlocks, titleBlock } from './naming.ts';
import { placeText } from './place.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';
import { summarise } from './summary.ts';
import { startInline } from './timing.ts';

const NOTE = 1000;

/** One thing that an organiser says about a seminar, and which seminar that is. */
export function composeNote(seminar: Seminar, text: string, look: Look): Card {
  const shown = shownOf(seminar, look);
  const said = shorten(lineOf(text) ?? look.words.note, NOTE);
  const place = placeText(seminar, look, 'within');
  return {
    kind: 'note',
    summary: summarise(shown, look, said),
    blocks: [
      banner('changed', said),
      ...eyebrowBlocks(seminar, look, look.words.note),
      titleBlock(seminar, look),
      ...(seminar.start
        ? [
            {
              type: 'paragraph',
              inlines: [
                startInline(seminar, seminar.start, look),
                ...(place ? [{ type: 'text', text: `, ${place}` } as const] : []),
              ],
            } as const,
          ]
        : []),
      ...actionsBlock([...joinActions(shown, look), detailsAction(shown, look)]),
    ],
  };
}
