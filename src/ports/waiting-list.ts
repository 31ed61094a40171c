import type { Card } from '../domain/card.ts';
import type { ReviewId } from '../domain/ids.ts';

/**
 * What waits for a word, for a page that offers to say it. Only for whoever sits at this machine: drafts and join links
 * are in it. Leaves the words themselves to the desk.
 */
export interface WaitingList {
  list(): Promise<readonly WaitingCard[]>;
}

export interface WaitingCard {
  readonly review: ReviewId;
  readonly name: string;
  /** As it would be, with what is missing above it and the buttons below. */
  readonly card: Card;
  /** Nothing but its start is missing: the zone in which to give it. */
  readonly startIn?: string;
}
