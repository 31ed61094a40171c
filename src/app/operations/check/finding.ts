import type { Seminar } from '../../../domain/seminar.ts';

export interface Finding {
  readonly severity: 'problem' | 'notice';
  /** File and line, source, or seminar. */
  readonly place: string;
  readonly text: string;
}

/** Sentences for the log and for operators begin with their place; where it stands before them, it is said once. */
export function withoutPlace(text: string, place: string): string {
  return text.startsWith(place) ? text.slice(place.length).replace(/^:?\s+/, '') : text;
}

/** Where a person finds what a seminar was read from. */
export type PlaceOf = (seminar: Seminar) => string;
