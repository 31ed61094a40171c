import type { Card, CardBlock, Inline } from '../card.ts';
import type { Material } from '../post.ts';
import type { Seminar } from '../seminar.ts';
import { essentialFacts, factsBlock } from './announcement.ts';
import { actionsBlock, calendarActions, detailsAction } from './buttons.ts';
import { type ChangeText, changeTexts } from './change-texts.ts';
import { joinActions } from './joining.ts';
import { type Look, shownOf } from './look.ts';
import { eyebrowBlocks, statusBlocks, titleBlock } from './naming.ts';
import { summarise } from './summary.ts';

/** What changed, before → after, above the seminar as it is now. Speaks aloud: the summary begins with the change. */
export function composeChange(seminar: Seminar, before: Material, after: Material, look: Look): Card {
  const shown = shownOf(seminar, look);
  const texts = changeTexts(seminar, before, after, look);
  const [first, ...others] = texts;
  const off = seminar.status !== 'scheduled';
  // Drawn again after the seminar was called off, its first sentence says so.
  const status = first && off ? [] : statusBlocks(shown, look);
  return {
    kind: 'change',
    summary: summarise(shown, look, first ? texts.map(({ text }) => text).join(' ') : undefined),
    blocks: [
      ...(off ? status : []),
      ...(first ? [changeBanner(first, off)] : []),
      ...others.map(({ text }): CardBlock => ({ type: 'paragraph', inlines: [strong(text)] })),
      ...eyebrowBlocks(seminar, look, look.words.change),
      titleBlock(seminar, look),
      ...(off ? [] : status),
      ...factsBlock(essentialFacts(shown, look, 3)),
      ...actionsBlock([
        ...joinActions(shown, look),
        ...calendarActions(shown, look),
        detailsAction(shown, look),
      ]),
    ],
  };
}

/** What holds no longer is no alarm any more. */
function changeBanner({ text, holds }: ChangeText, off: boolean): CardBlock {
  const tone = off ? 'stopped' : holds ? 'changed' : 'neutral';
  return { type: 'banner', tone, inlines: [strong(text)] };
}

function strong(text: string): Inline {
  return { type: 'text', text, strong: true };
}
