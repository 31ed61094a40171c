import type { Inline } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import { type DayStyle, type Span, writeDate, writeMoment, writeSpan } from './dates.ts';
import type { Look } from './look.ts';

/** The lines of "When": nothing where not even the day is known. What does not take place is struck. */
export function whenLines(seminar: Seminar, look: Look): readonly (readonly Inline[])[] {
  const text = whenText(seminar, look);
  if (text === undefined) return [];
  if (seminar.status !== 'scheduled') return [[{ type: 'text', text, struck: true }]];
  return [[seminar.start ? timeInline(spanOf(seminar, seminar.start), text) : { type: 'text', text }]];
}

/** "Thursday 3 December 2026, 11:00–12:00 Brisbane (UTC+10)"; undefined where not even the day is known. */
export function whenText(seminar: Seminar, look: Look, style: DayStyle = 'full'): string | undefined {
  if (seminar.start) return writeSpan(spanOf(seminar, seminar.start), look.locale, style);
  return seminar.date ? look.words.dayOnly(writeDate(seminar.date, look.locale)) : undefined;
}

/** "Thursday 3 December, 11:00 Brisbane" as a time that platforms can translate for their reader; struck where it is off. */
export function startInline({ status, timezone }: Seminar, start: Temporal.Instant, look: Look): Inline {
  const text = writeMoment(start, timezone, look.locale, 'yearless');
  return status === 'scheduled'
    ? timeInline({ start, timezone }, text)
    : { type: 'text', text, struck: true };
}

function timeInline(span: Span, text: string): Inline {
  return { type: 'time', ...span, text };
}

function spanOf(seminar: Seminar, start: Temporal.Instant): Span {
  return seminar.end
    ? { start, end: seminar.end, timezone: seminar.timezone }
    : { start, timezone: seminar.timezone };
}

/** The true remaining time: "in 15 minutes", "in 2 hours", "in 6 days". Only for what lies ahead. */
export function writeRemaining(to: Temporal.Instant, look: Look): string {
  const minutes = Math.round(look.now.until(to).total('minutes'));
  if (minutes < 1) return look.words.inLessThanAMinute;
  const relative = new Intl.RelativeTimeFormat(look.words.language, { numeric: 'always' });
  if (minutes < 100) return relative.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? relative.format(hours, 'hour') : relative.format(Math.round(hours / 24), 'day');
}

/** As `whenLines`, without the year where it is the present one: for lists. */
export function whenLinesInList(seminar: Seminar, look: Look): readonly (readonly Inline[])[] {
  const text = whenTextInList(seminar, look);
  if (text === undefined) return [];
  if (seminar.status !== 'scheduled') return [[{ type: 'text', text, struck: true }]];
  if (!seminar.start) return whenLines(seminar, look);
  return [[timeInline(spanOf(seminar, seminar.start), text)]];
}

export function whenTextInList(seminar: Seminar, look: Look): string | undefined {
  const { start, timezone } = seminar;
  const isThisYear = start?.toZonedDateTimeISO(timezone).year === look.now.toZonedDateTimeISO(timezone).year;
  return whenText(seminar, look, isThisYear ? 'yearless' : 'full');
}
