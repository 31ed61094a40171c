import type { Card, CardBlock, Inline } from '../card.ts';
import { STARTING_MINUTES } from '../phase.ts';
import type { Seminar } from '../seminar.ts';
import { actionsBlock, detailsAction, materialActions } from './buttons.ts';
import { joinActions, joinLines } from './joining.ts';
import { type Look, type Shown, shownOf } from './look.ts';
import { eyebrowBlocks, statusBlocks, titleBlock } from './naming.ts';
import { speakersWithAffiliation } from './people.ts';
import { placeText } from './place.ts';
import { summarise } from './summary.ts';
import { startInline, writeRemaining } from './timing.ts';

/** Short: what, who, when (absolute first, then how long), room, join. */
export function composeReminder(kind: 'reminder' | 'startingNow', seminar: Seminar, look: Look): Card {
  const shown = shownOf(seminar, look);
  const lead = kind === 'reminder' ? look.words.reminder : startingWord(shown, look);
  const running = seminar.status === 'scheduled' && shown.phase !== 'ended';
  return {
    kind,
    summary: summarise(shown, look, running ? lead : undefined),
    blocks: [
      // That it has ended, a reminder says where it said in how long.
      ...(seminar.status === 'scheduled' ? [] : statusBlocks(shown, look)),
      ...eyebrowBlocks(seminar, look, lead),
      titleBlock(seminar, look),
      ...lineBlocks(whenAndWhere(kind, shown, look)),
      ...lineBlocks(who(seminar, look)),
      ...joinLines(shown, look).flatMap(lineBlocks),
      ...actionsBlock([
        ...joinActions(shown, look),
        ...materialActions(shown, look),
        detailsAction(shown, look),
      ]),
    ],
  };
}

/** "Starting now" is true for some minutes only; the card is edited afterwards. */
function startingWord({ seminar, phase }: Shown, look: Look): string | undefined {
  if (seminar.status !== 'scheduled') return undefined;
  if (phase === 'ended') return look.words.hasEnded;
  const fresh = seminar.start?.add({ minutes: STARTING_MINUTES });
  return fresh && Temporal.Instant.compare(look.now, fresh) >= 0
    ? look.words.hasStarted
    : look.words.startingNow;
}

/** "Thursday 3 December, 11:00 Brisbane, room 78-420 (in 15 minutes)". */
function whenAndWhere(
  kind: 'reminder' | 'startingNow',
  { seminar, phase }: Shown,
  look: Look,
): readonly Inline[] {
  if (!seminar.start) {
    const place = placeText(seminar, look);
    return place ? [{ type: 'text', text: place }] : [];
  }
  const place = placeText(seminar, look, 'within');
  return [
    startInline(seminar, seminar.start, look),
    ...(place ? [{ type: 'text', text: `, ${place}` } as const] : []),
    // "Starting now" says above where it stands.
    ...(kind === 'reminder' || phase === 'ahead' ? remaining(seminar, seminar.start, phase, look) : []),
  ];
}

/** What passes by itself is `relative`; what stays true once it is ("started", "ended") is text, and makes an edit. */
function remaining(
  seminar: Seminar,
  start: Temporal.Instant,
  phase: Shown['phase'],
  look: Look,
): readonly Inline[] {
  if (seminar.status !== 'scheduled') return [];
  const { words } = look;
  if (phase === 'ahead') return [{ type: 'relative', text: words.aside(writeRemaining(start, look)) }];
  return [{ type: 'text', text: words.aside(phase === 'ended' ? words.ended : words.started) }];
}

function who(seminar: Seminar, look: Look): readonly Inline[] {
  const text = speakersWithAffiliation(seminar, look);
  return text ? [{ type: 'text', text }] : [];
}

function lineBlocks(inlines: readonly Inline[]): readonly CardBlock[] {
  return inlines.length === 0 ? [] : [{ type: 'paragraph', inlines }];
}
