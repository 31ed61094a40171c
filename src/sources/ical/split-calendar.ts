import { DocumentError } from '../document-error.ts';

/** The document is no calendar, or not all of one: the source fails, and what was known stays. */
export class CalendarError extends DocumentError {}

export interface CalendarParts {
  /** Each event's own lines, with its calendar's particulars. */
  readonly events: readonly RawEvent[];
  /** The lines of each VTIMEZONE. */
  readonly timezones: readonly string[];
}

export interface RawEvent {
  readonly lines: string;
  /** X-WR-TIMEZONE: how the calendar's owner reads times without a zone. */
  readonly zone?: string;
  /** METHOD, in capitals. */
  readonly method?: string;
}

/** A year of everything at a large university is a tenth of this. */
const MOST_EVENTS = 50_000;

/**
 * Cuts a calendar into its events, so that one that cannot be parsed takes no other down. Throws CalendarError where the
 * document is no calendar or ends in the middle of one.
 */
export function splitCalendar(text: string): CalendarParts {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const events: RawEvent[] = [];
  const timezones: string[] = [];
  let calendar: { zone?: string; method?: string; from: number } | undefined;
  let open: { type: 'VEVENT' | 'VTIMEZONE'; lines: string[] } | undefined;
  let ends = 0;
  for (const line of lines) {
    const tag = /^(BEGIN|END):(VCALENDAR|VEVENT|VTIMEZONE)\s*$/i.exec(line);
    const name = tag?.[2]?.toUpperCase();
    const begins = tag?.[1]?.toUpperCase() === 'BEGIN';
    if (name === 'VCALENDAR') {
      if (begins) calendar = { from: events.length };
      else {
        ends += 1;
        if (calendar) settleCalendar(events, calendar);
      }
    } else if (begins && (name === 'VEVENT' || name === 'VTIMEZONE')) open = { type: name, lines: [line] };
    else if (open) {
      open.lines.push(line);
      if (name !== open.type) continue;
      if (open.type === 'VEVENT') events.push({ lines: open.lines.join('\r\n') });
      else timezones.push(open.lines.join('\r\n'));
      open = undefined;
    } else if (calendar) {
      const property = /^(X-WR-TIMEZONE|METHOD)(?:;[^:]*)?:(.+)$/i.exec(line);
      if (property?.[1]?.toUpperCase() === 'METHOD')
        calendar.method = property[2]?.trim().toUpperCase() ?? '';
      else if (property?.[2]) calendar.zone = property[2].trim();
    }
  }
  if (!calendar) throw new CalendarError('is no calendar');
  if (ends === 0 || open) throw new CalendarError('ends in the middle of the calendar');
  if (events.length > MOST_EVENTS) throw new CalendarError(`has more than ${MOST_EVENTS} events`);
  return { events, timezones };
}

/** Properties of a calendar may stand behind its events. */
function settleCalendar(
  events: RawEvent[],
  { zone, method, from }: { zone?: string; method?: string; from: number },
): void {
  for (let index = from; index < events.length; index += 1) {
    const event = events[index];
    if (event)
      events[index] = { ...event, ...(zone === undefined ? {} : { zone }), ...(method ? { method } : {}) };
  }
}
