import type { SeriesId } from './ids.ts';
import type { Audience, Venue } from './seminar.ts';

/** A named run of seminars. What a record leaves out is taken from here. */
export interface Series {
  readonly id: SeriesId;
  readonly name: string;
  readonly host?: string;
  readonly about?: string;
  /** For records with a start and no end, in minutes. */
  readonly durationMinutes?: number;
  readonly venue?: Venue;
  readonly audience?: Audience;
  /** E-mail addresses, or people as `slack:U…` / `teams:…`. */
  readonly organisers: readonly string[];
}
