import type { SeminarFields } from '../../domain/seminar.ts';

/** A piece of the decoded text, half open: `text.slice(start, end)`. Offsets count UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a value came from. `text` is exactly what the decoded text holds there. */
export interface Evidence extends Span {
  readonly text: string;
}

/** Every field that a record can hold, by the name under which `lectern parse --json` prints it. */
export type FieldName =
  | 'title'
  | 'speakers'
  | 'affiliation'
  | 'host'
  | 'series'
  | 'kind'
  | 'abstract'
  | 'bio'
  | 'about'
  | 'start'
  | 'end'
  | 'timezone'
  | 'date'
  | 'meetingUrl'
  | 'meetingId'
  | 'passcode'
  | 'room'
  | 'building'
  | 'status'
  | 'previousStart'
  | 'recurrence'
  | 'chair'
  | 'panel';

export type ReadStatus = 'scheduled' | 'cancelled' | 'postponed' | 'rescheduled';

/** `weekly`, `fortnightly`, `monthly`, or a calendar's own RRULE ("FREQ=WEEKLY;COUNT=10"). */
type Recurrence = string;

/** "No seminar on 8 April": a day without a talk, for an organiser to confirm. */
export interface ClosedDay {
  readonly date: Temporal.PlainDate;
  readonly evidence: Evidence;
}

export interface ReadRecord {
  /** Valid by the domain's schema. `series` is never set: the text holds a name, not a configured id. */
  readonly fields: SeminarFields;
  readonly seriesName?: string;
  readonly evidence: Readonly<Partial<Record<FieldName, readonly Evidence[]>>>;
  /** What a reader would look for and the text does not give for certain. Holds `start` whenever there is none. */
  readonly missing: readonly FieldName[];
  /** Sentences that name what the text contradicts itself on; the field concerned is left out. */
  readonly conflicts: readonly string[];
  /** Sentences that name what could be read in more than one way, and how it was read, if it was. */
  readonly ambiguous: readonly string[];
  /** `rescheduled` has a new start, and the domain's status for it is `scheduled`. */
  readonly status: ReadStatus;
  readonly previousStart?: Temporal.Instant;
  readonly recurrence?: Recurrence;
  readonly uid?: string;
  readonly sequence?: number;
  /** RECURRENCE-ID: which occurrence of the calendar's event this is. */
  readonly recurrenceId?: string;
}

/** What the message itself says of its thread; absent for anything but mail. */
export interface Thread {
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly subject?: string;
}

interface Common {
  /** The decoded text: every evidence span points into it. */
  readonly text: string;
  readonly closedDays: readonly ClosedDay[];
  readonly thread?: Thread;
}

export type AnnouncementReading =
  | (Common & { readonly type: 'records'; readonly records: readonly ReadRecord[] })
  | (Common & { readonly type: 'notASeminar'; readonly reason: string });

export interface AnnouncementInput {
  readonly bytes: Uint8Array;
  /** Its ending (.eml, .ics, .html, .md, .txt) is a hint; the content decides where it is plain. */
  readonly name?: string;
  /** When the announcement came in. A zoned value says in whose calendar "today" is meant; an instant counts in `timezone`. */
  readonly received: Temporal.Instant | Temporal.ZonedDateTime;
  /** IANA name: the zone of times that name none. */
  readonly timezone: string;
  /** How 3/4/2027 is read. */
  readonly dateOrder: 'day-first' | 'month-first';
}
