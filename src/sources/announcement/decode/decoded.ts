import type { Span, Thread } from '../reading.ts';

/**
 * What a stretch of the decoded text is.
 * `quoted`: an earlier mail under a reply, only asked for what the reply itself does not say.
 * `signature` and `header` (of forwarded or quoted mail) hold no announcement.
 */
export type RegionRole = 'subject' | 'body' | 'quoted' | 'signature' | 'header';

export interface Region extends Span {
  readonly role: RegionRole;
  /** The day from which "tomorrow" counts in a forwarded or quoted mail; `unknown` where its date cannot be read. */
  readonly written?: Temporal.PlainDate | 'unknown';
}

/** A calendar event's own particulars. Times are as the calendar gives them; words are in the decoded text. */
export interface CalendarEvent {
  readonly uid?: string;
  readonly sequence?: number;
  readonly recurrenceId?: string;
  readonly cancelled: boolean;
  readonly rrule?: string;
  readonly start?: CalendarTime;
  readonly end?: CalendarTime;
  readonly url?: string;
  readonly summary: Span;
  readonly location: Span;
  /** The lines that print start and end, so that they too have evidence. */
  readonly when: Span;
}

export type CalendarTime =
  | { readonly type: 'zoned'; readonly at: Temporal.ZonedDateTime }
  /** A clock time without a zone: read in the default zone. */
  | { readonly type: 'floating'; readonly at: Temporal.PlainDateTime }
  | { readonly type: 'day'; readonly date: Temporal.PlainDate };

/** One text to be read, with what its container said about it. */
export interface Decoded {
  readonly text: string;
  readonly regions: readonly Region[];
  readonly thread?: Thread;
  /** A calendar holds one decoded text per event; a mail with an invitation has one. */
  readonly event?: CalendarEvent;
  /** The text was longer than is read, or part of it could not be decoded. */
  readonly notes: readonly string[];
}
