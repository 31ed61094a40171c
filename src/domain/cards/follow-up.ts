import type { Card, CardBlock } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import { actionsBlock, detailsAction, materialActions } from './buttons.ts';
import { type Look, shownOf } from './look.ts';
import { eyebrowBlocks, titleBlock, titleOf } from './naming.ts';
import { speakersWithAffiliation } from './people.ts';
import { sentences } from './summary.ts';

/** After the seminar: where its recording and slides are. */
export function composeFollowUp(seminar: Seminar, look: Look): Card {
  const shown = shownOf(seminar, look);
  const { words } = look;
  const who = speakersWithAffiliation(seminar, look);
  return {
    kind: 'followUp',
    summary: sentences([
      words.afterwards,
      titleOf(seminar, look, 500),
      who,
      seminar.recording ? `${words.recording}: ${seminar.recording}` : undefined,
      seminar.slides ? `${words.slides}: ${seminar.slides}` : undefined,
      words.thanks,
    ]),
    blocks: [
      ...eyebrowBlocks(seminar, look, words.afterwards),
      titleBlock(seminar, look),
      ...(who ? [paragraph(who)] : []),
      paragraph(words.thanks),
      ...actionsBlock([...materialActions(shown, look), detailsAction(shown, look)]),
    ],
  };
}

function paragraph(text: string): CardBlock {
  return { type: 'paragraph', inlines: [{ type: 'text', text }] };
}
