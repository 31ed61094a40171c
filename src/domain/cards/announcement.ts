import type { Card, CardBlock, Fact } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import { abstractBlocks, bioBlocks } from './abstract.ts';
import { actionsBlock, calendarActions, detailsAction, materialActions, remindActions } from './buttons.ts';
import { typedAs } from './help.ts';
import { joinActions, joinLines } from './joining.ts';
import { type Look, type Shown, shownOf } from './look.ts';
import { eyebrowBlocks, hostName, missingText, statusBlocks, titleBlock } from './naming.ts';
import { speakerLines } from './people.ts';
import { placeLines } from './place.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';
import { summarise } from './summary.ts';
import { whenLines } from './timing.ts';

const SPEAKERS = 6;

/** What a channel first hears of a seminar: title, who, when, where, how to join, what it is about, what one can do. */
export function composeAnnouncement(seminar: Seminar, look: Look): Card {
  const shown = shownOf(seminar, look);
  return {
    // As an answer it is the same card, owed to nobody.
    kind: look.surface.type === 'answer' ? 'reply' : 'announcement',
    summary: summarise(shown, look),
    blocks: [
      ...announcementBlocks(shown, look),
      ...hintBlocks(look),
      ...actionsBlock([
        ...joinActions(shown, look),
        ...materialActions(shown, look),
        ...calendarActions(shown, look),
        ...remindActions(shown, look),
        detailsAction(shown, look),
      ]),
    ],
  };
}

/** All that is said of it, without what one can do. */
export function announcementBlocks(shown: Shown, look: Look): readonly CardBlock[] {
  const { seminar } = shown;
  return [
    ...statusBlocks(shown, look),
    ...eyebrowBlocks(seminar, look),
    titleBlock(seminar, look),
    ...factsBlock(essentialFacts(shown, look, SPEAKERS)),
    ...missingBlocks(shown, look),
    ...abstractBlocks(seminar, look),
    ...bioBlocks(seminar, look),
    ...footnoteBlocks(seminar, look),
  ];
}

/** Who, when, where, how to join: only what is known. */
export function essentialFacts(shown: Shown, look: Look, speakers: number): readonly Fact[] {
  const { words } = look;
  const { seminar } = shown;
  return [
    { label: words.who, lines: speakerLines(seminar, look, speakers) },
    { label: words.when, lines: whenLines(seminar, look) },
    { label: words.where, lines: placeLines(shown, look) },
    { label: words.join, lines: joinLines(shown, look) },
  ].filter((fact) => fact.lines.length > 0);
}

export function factsBlock(facts: readonly Fact[]): readonly CardBlock[] {
  return facts.length === 0 ? [] : [{ type: 'facts', facts }];
}

export function missingBlocks(shown: Shown, look: Look): readonly CardBlock[] {
  const text = missingText(shown, look);
  return text === undefined ? [] : [{ type: 'paragraph', inlines: [{ type: 'text', text }] }];
}

/** Host, note, whether it is recorded. */
function footnoteBlocks(seminar: Seminar, look: Look): readonly CardBlock[] {
  const host = hostName(seminar, look);
  const note = lineOf(seminar.note);
  const parts = [
    ...(note ? [shorten(note, 300)] : []),
    ...(host ? [look.words.hostedBy(shorten(host, 120))] : []),
    ...(seminar.recorded && seminar.status === 'scheduled' ? [look.words.recorded] : []),
  ];
  if (parts.length === 0) return [];
  return [{ type: 'footnote', inlines: [{ type: 'text', text: parts.join(' · ') }] }];
}

/** Who typed nothing but the command gets the next seminar, and learns here what else there is. */
function hintBlocks(look: Look): readonly CardBlock[] {
  if (look.surface.type !== 'answer') return [];
  const text = look.words.helpHint(typedAs('help', look));
  return [{ type: 'footnote', inlines: [{ type: 'text', text }] }];
}
