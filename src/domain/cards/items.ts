import type { Inline, ListItem } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import { detailsAction } from './buttons.ts';
import { type Look, shownOf } from './look.ts';
import { titleOf } from './naming.ts';
import { speakerNames } from './people.ts';
import { placeText } from './place.ts';
import { shorten } from './shorten.ts';
import { sentences } from './summary.ts';
import { whenLinesInList, whenTextInList } from './timing.ts';

/** Slack takes 50 blocks and about 9,000 characters a message; an item takes a block or two and at most 350. */
const MOST = 20;
const TITLE = 120;
const WHO_AND_WHERE = 140;

export interface Items {
  readonly items: readonly ListItem[];
  /** One sentence an item, for the summary. */
  readonly texts: readonly string[];
  /** How many did not fit. */
  readonly left: number;
}

/** One line a seminar, with its own button. Join links are not in lists. */
export function composeItems(seminars: readonly Seminar[], look: Look): Items {
  const fitting = seminars.slice(0, MOST);
  return {
    items: fitting.map((seminar) => composeItem(seminar, look)),
    texts: fitting.map((seminar) => itemText(seminar, look)),
    left: seminars.length - fitting.length,
  };
}

function composeItem(seminar: Seminar, look: Look): ListItem {
  const title = titleOf(seminar, look, TITLE);
  const status = statusWord(seminar, look);
  const where = whoAndWhere(seminar, look);
  const lines: readonly (readonly Inline[])[] = [
    ...(status ? [[{ type: 'text', text: status, strong: true } as const]] : []),
    ...whenLinesInList(seminar, look),
    ...(where ? [[{ type: 'text', text: where } as const]] : []),
  ];
  const action = detailsAction(shownOf(seminar, look), look);
  return status ? { title, struck: true, lines, action } : { title, lines, action };
}

function itemText(seminar: Seminar, look: Look): string {
  return sentences([
    statusWord(seminar, look),
    titleOf(seminar, look, TITLE),
    whenTextInList(seminar, look),
    whoAndWhere(seminar, look),
  ]);
}

function statusWord(seminar: Seminar, { words }: Look): string | undefined {
  if (seminar.status === 'cancelled') return words.cancelled;
  return seminar.status === 'postponed' ? words.postponed : undefined;
}

function whoAndWhere(seminar: Seminar, look: Look): string | undefined {
  const parts = [speakerNames(seminar, look), placeText(seminar, look)].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : shorten(parts.join(' · '), WHO_AND_WHERE);
}
