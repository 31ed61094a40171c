import { writeDay } from '../../../domain/cards/dates.ts';
import type { Answer, Asking } from '../asking.ts';
import { findVisible, presentFound } from '../looking-up.ts';

/** All of the asker's day, what is over and what is cancelled too. */
export async function answerToday(asking: Asking): Promise<Answer> {
  const { words, locale } = asking.look;
  const found = await findVisible(asking, {
    endsAfter: startOfDay(0, asking),
    startsBefore: startOfDay(1, asking),
  });
  return presentFound(asking, found, {
    heading: words.today(writeDay(asking.now, asking.zone, locale, 'yearless')),
    none: words.nothingToday,
  });
}

/**
 * From now to the end of the same weekday next week, on the asker's calendar: seven full days, and all of the last one.
 * On a Friday, the rest of a calendar week would be no answer.
 */
export async function answerWeek(asking: Asking): Promise<Answer> {
  const { words } = asking.look;
  const found = await findVisible(asking, {
    endsAfter: asking.now,
    startsBefore: startOfDay(8, asking),
  });
  return presentFound(asking, found, { heading: words.week, none: words.nothingThisWeek });
}

/** Of the day so many days after the asker's today. Not every day begins at midnight, so it is asked for anew. */
function startOfDay(days: number, { now, zone }: Asking): Temporal.Instant {
  return now.toZonedDateTimeISO(zone).add({ days }).startOfDay().toInstant();
}
