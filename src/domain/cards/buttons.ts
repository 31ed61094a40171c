import type { Action, CardBlock } from '../card.ts';
import { writeLength } from './lead.ts';
import type { Look, Shown } from './look.ts';
import { titleOf } from './naming.ts';

/** The offset of the button "Remind me 15 min before". */
const REMIND = { offset: '15m', minutes: 15 };

export function detailsAction({ seminar }: Shown, look: Look): Action {
  return {
    type: 'ask',
    label: look.words.showDetails,
    spoken: look.words.showDetailsOf(titleOf(seminar, look, 50)),
    intent: { type: 'show', seminar: seminar.id },
  };
}

/** Only where there is still something to put into a calendar. */
export function calendarActions({ seminar, phase }: Shown, look: Look): readonly Action[] {
  if (seminar.status !== 'scheduled' || phase === 'ended' || phase === 'undated') return [];
  return [
    {
      type: 'ask',
      label: look.words.addToCalendar,
      spoken: look.words.addToCalendarOf(titleOf(seminar, look, 50)),
      intent: { type: 'calendar', seminar: seminar.id },
    },
  ];
}

/** Until the reminder would come too late; never where none would come. */
export function remindActions({ seminar }: Shown, look: Look): readonly Action[] {
  const last = look.takenBack ? undefined : lastCallOf(seminar.start);
  if (seminar.status !== 'scheduled' || !last || Temporal.Instant.compare(look.now, last) >= 0) return [];
  const length = writeLength(REMIND.minutes * 60, 'short', look);
  return [
    {
      type: 'ask',
      label: look.words.remindMe(length),
      spoken: look.words.remindMeOf(length, titleOf(seminar, look, 50)),
      intent: { type: 'remind', seminar: seminar.id, offset: REMIND.offset },
    },
  ];
}

/** From then on no card offers the reminder. */
export function lastCallOf(start: Temporal.Instant | undefined): Temporal.Instant | undefined {
  return start?.subtract({ minutes: REMIND.minutes });
}

/** Slides and recording, once the seminar has begun. */
export function materialActions({ seminar, phase }: Shown, look: Look): readonly Action[] {
  if (seminar.status !== 'scheduled' || phase === 'ahead' || phase === 'undated') return [];
  return [
    ...(seminar.recording
      ? [{ type: 'open', label: look.words.recording, url: seminar.recording, primary: true } as const]
      : []),
    ...(seminar.slides ? [{ type: 'open', label: look.words.slides, url: seminar.slides } as const] : []),
  ];
}

export function actionsBlock(actions: readonly Action[]): readonly CardBlock[] {
  return actions.length === 0 ? [] : [{ type: 'actions', actions }];
}
