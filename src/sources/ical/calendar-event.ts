import type ICAL from 'ical.js';
import type { CalendarZone } from './calendar-zones.ts';

/** When, as a calendar says it. */
export type EventTime =
  | { readonly type: 'day'; readonly date: Temporal.PlainDate }
  /** On the clock of a zone. */
  | { readonly type: 'clock'; readonly at: Temporal.PlainDateTime; readonly zone: CalendarZone };

/** One VEVENT: an event, the rule of a repeated one, or another version of one of its occurrences. */
export interface CalendarEvent {
  readonly uid: string;
  readonly sequence: number;
  /** DTSTAMP or LAST-MODIFIED, for versions of the same SEQUENCE. Empty where there is none. */
  readonly stamp: string;
  readonly start: EventTime;
  /** Whole days for an event of days, else seconds. Absent: not said. */
  readonly length?: Temporal.Duration;
  readonly recurrence?: { readonly of: EventTime; readonly andFuture: boolean };
  readonly rules: readonly ICAL.Recur[];
  readonly added: readonly EventTime[];
  readonly excluded: readonly EventTime[];
  readonly isCancelled: boolean;
  readonly words: EventWords;
}

export interface EventWords {
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  /** Addresses that calendar programs give for joining, the surest first. */
  readonly joining: readonly string[];
  readonly categories: readonly string[];
}

export function instantOf(time: EventTime): Temporal.Instant | undefined {
  return time.type === 'clock' ? time.zone.instantOf(time.at) : undefined;
}
