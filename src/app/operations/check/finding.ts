import type { Seminar } from '../../../domain/seminar.ts';

export interface Finding {
  readonly severity: 'problem' | 'notice';
  /** File and line, source, or seminar. */
  readonly place: string;
  readonly text: string;
}

/** Where a person finds what a seminar was read from. */
export type PlaceOf = (seminar: Seminar) => string;
