import type { Span } from '../reading.ts';

/** A date as the text writes it, not yet a day: the year may be missing, the order of numbers open. */
export type WrittenDate =
  | { readonly type: 'named'; readonly day: number; readonly month: number; readonly year?: number }
  | { readonly type: 'numeric'; readonly first: number; readonly second: number; readonly year?: number }
  /** `thisWeek`: "Thursday", "this Thursday". `next`: "next Thursday". `weekAfter`: "Thursday next week". */
  | { readonly type: 'weekday'; readonly sense: 'thisWeek' | 'next' | 'weekAfter' }
  | { readonly type: 'days'; readonly ahead: number };

export interface DateToken extends Span {
  readonly date: WrittenDate;
  /** 1 (Monday) – 7, where a weekday stands beside the date. */
  readonly weekday?: number;
  /** The last day of a stretch of several days ("21–22 September"). */
  readonly lastDay?: number;
  /** Could as well be something else (a section number, a fraction): counts only beside a weekday or a date label. */
  readonly weak: boolean;
}
