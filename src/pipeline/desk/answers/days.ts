import { writeDay } from '../../../domain/cards/dates.ts';
import type { Answer, Asking } from '../asking.ts';
import { findVisible, presentFound } from '../looking-up.ts';

/** All of the asker's day, what is over and what is cancelled too. */
export async function answerToday(asking: Asking): Promise<Answer> {
  const { words, locale } = asking.look;
  const day = startOfDay(asking);
  const found = await findVisible(asking, {
    endsAfter: day.toInstant(),
    startsBefore: day.add({ days: 1 }).toInstant(),
  });
  return presentFound(asking, found, {
    heading: words.today(writeDay(asking.now, asking.zone, locale, 'yearless')),
    none: words.nothingToday,
  });
}

/** From now to the end of the sixth day after today: on a Friday, the rest of a calendar week would be no answer. */
export async function answerWeek(asking: Asking): Promise<Answer> {
  const { words } = asking.look;
  const found = await findVisible(asking, {
    endsAfter: asking.now,
    startsBefore: startOfDay(asking).add({ days: 7 }).toInstant(),
  });
  return presentFound(asking, found, { heading: words.week, none: words.nothingThisWeek });
}

function startOfDay({ now, zone }: Asking): Temporal.ZonedDateTime {
  return now.toZonedDateTimeISO(zone).startOfDay();
}
