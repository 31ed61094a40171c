import { calendarLinks } from '../calendar-links.ts';
import type { Action, Card, CardBlock } from '../card.ts';
import { disclosureOf } from '../disclosure.ts';
import type { Seminar } from '../seminar.ts';
import { actionsBlock, detailsAction } from './buttons.ts';
import { joinText } from './joining.ts';
import { type Look, type Shown, shownOf } from './look.ts';
import { titleOf } from './naming.ts';
import { speakersWithAffiliation } from './people.ts';
import { placeText } from './place.ts';
import { shorten } from './shorten.ts';
import { sentences } from './summary.ts';
import { whenLines, whenText } from './timing.ts';

/** Addresses carry percent-encoded text: a character of CJK takes nine of theirs. */
const TITLE = 80;
const PLACE = 60;

/** The ways into a calendar, to press. */
export function composeCalendar(seminar: Seminar, look: Look): Card {
  const shown = shownOf(seminar, look);
  const heading = look.words.calendarOf(titleOf(seminar, look, 100));
  const actions = linkActions(shown, look);
  const problem = actions.length > 0 ? undefined : whyNot(seminar, look);
  return {
    kind: 'reply',
    summary: sentences([heading, whenText(seminar, look), placeText(seminar, look), problem]),
    blocks: [
      { type: 'title', text: heading },
      ...whenLines(seminar, look).map((inlines): CardBlock => ({ type: 'paragraph', inlines })),
      ...(problem ? [{ type: 'paragraph', inlines: [{ type: 'text', text: problem }] } as const] : []),
      ...actionsBlock(actions.length > 0 ? actions : [detailsAction(shown, look)]),
    ],
  };
}

function whyNot(seminar: Seminar, { words }: Look): string {
  return seminar.status === 'scheduled' ? words.calendarNeedsDate : words.calendarCancelled;
}

function linkActions(shown: Shown, look: Look): readonly Action[] {
  const { seminar } = shown;
  const { words } = look;
  const place = placeText(seminar, look);
  const links = calendarLinks(
    seminar,
    disclosureOf(seminar, look.surface, look.now),
    {
      title: titleOf(seminar, look, TITLE),
      details: detailLines(shown, look).join('\n'),
      ...(place ? { place: shorten(place, PLACE) } : {}),
    },
    look.publicUrl,
  );
  if (!links) return [];
  return [
    { type: 'open', label: words.googleCalendar, url: links.google },
    { type: 'open', label: words.outlookWork, url: links.outlookWork },
    { type: 'open', label: words.outlookPersonal, url: links.outlookPersonal },
    ...(links.file ? [{ type: 'open', label: words.calendarFile, url: links.file } as const] : []),
  ];
}

/** What weighs most first: the address takes as many lines as it can carry. */
function detailLines(shown: Shown, look: Look): readonly string[] {
  const held = shown.joinLink.type === 'held' ? look.words.calendarLinkLater : joinText(shown, look);
  const who = speakersWithAffiliation(shown.seminar, look, 2);
  return [held, who && shorten(who, 120)].filter((line) => line !== undefined);
}
