import type { DateToken } from './date-token.ts';

export interface DateSetting {
  /** The day from which relative dates and missing years count; `unknown` makes those unreadable. */
  readonly from: Temporal.PlainDate | 'unknown';
  readonly dateOrder: 'day-first' | 'month-first';
}

export type DateReading =
  | { readonly type: 'day'; readonly date: Temporal.PlainDate }
  /** The text contradicts itself, or can be read in two ways. */
  | { readonly type: 'unsure'; readonly problem: string };

/** The one day that a written date means, by the rules: no guess, and a weekday must fit. */
export function resolveDate(token: DateToken, setting: DateSetting, written: string): DateReading {
  const shown = `"${written.replace(/\s+/g, ' ').slice(0, 60)}"`;
  if (token.lastDay !== undefined) return unsure(`${shown} names several days.`);
  switch (token.date.type) {
    case 'named': {
      const { day, month, year } = token.date;
      return pick([dayOf(day, month, year, setting)], token, shown, setting);
    }
    case 'numeric': {
      const { first, second, year } = token.date;
      const dayFirst = dayOf(first, second, year, setting);
      const monthFirst = dayOf(second, first, year, setting);
      return pick(
        setting.dateOrder === 'day-first' ? [dayFirst, monthFirst] : [monthFirst, dayFirst],
        token,
        shown,
        setting,
      );
    }
    case 'days':
      if (setting.from === 'unknown') return unsure(`${shown} counts from a day that is not known.`);
      return day(setting.from.add({ days: token.date.ahead }));
    case 'weekday':
      return resolveWeekday(token.date.sense, token.weekday ?? 1, setting, shown);
  }
}

function day(date: Temporal.PlainDate): DateReading {
  return { type: 'day', date };
}

function unsure(problem: string): DateReading {
  return { type: 'unsure', problem };
}

function dayOf(
  day: number,
  month: number,
  year: number | undefined,
  setting: DateSetting,
): Temporal.PlainDate | undefined {
  if (year !== undefined) return makeDate(year, month, day);
  if (setting.from === 'unknown') return undefined;
  // 29 February waits for a leap year.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const date = makeDate(setting.from.year + ahead, month, day);
    if (date && Temporal.PlainDate.compare(date, setting.from) >= 0) return date;
  }
  return undefined;
}

function makeDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  if (month > 12 || year < 1990 || year > 2100) return undefined;
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The first reading that exists and fits the weekday; the setting's order comes first. */
function pick(
  readings: readonly (Temporal.PlainDate | undefined)[],
  token: DateToken,
  shown: string,
  setting: DateSetting,
): DateReading {
  const possible = readings.filter((reading) => reading !== undefined);
  const [first] = possible;
  if (!first) {
    return unsure(
      setting.from === 'unknown'
        ? `${shown} has no year, and nothing says which is meant.`
        : `${shown} is no date of the calendar.`,
    );
  }
  if (token.weekday === undefined) return day(first);
  const fitting = possible.find((reading) => reading.dayOfWeek === token.weekday);
  return fitting
    ? day(fitting)
    : unsure(
        `${shown}: ${first.toString()} is a ${nameWeekday(first.dayOfWeek)}, not a ${nameWeekday(token.weekday)}.`,
      );
}

function resolveWeekday(
  sense: 'thisWeek' | 'next' | 'weekAfter',
  weekday: number,
  setting: DateSetting,
  shown: string,
): DateReading {
  const { from } = setting;
  if (from === 'unknown') return unsure(`${shown} counts from a day that is not known.`);
  const coming = from.add({ days: (weekday - from.dayOfWeek + 7) % 7 });
  const weekAfter = from.add({ days: 7 - from.dayOfWeek + weekday });
  if (sense === 'thisWeek') return day(coming);
  if (sense === 'weekAfter') return day(weekAfter);
  const next = coming.equals(from) ? coming.add({ days: 7 }) : coming;
  return next.equals(weekAfter)
    ? day(next)
    : unsure(`${shown} can mean ${next.toString()} or ${weekAfter.toString()}.`);
}

export function nameWeekday(weekday: number): string {
  return ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][weekday - 1] ?? 'day';
}
