import type { ProposalKind } from '../../domain/review.ts';

const OPENED: Readonly<Record<ProposalKind, string>> = {
  new: 'A new announcement waits for a word.',
  change: 'A change waits for a word.',
  move: 'Another time waits for a word.',
  cancellation: 'A cancellation waits for a word.',
  postponement: 'A postponement waits for a word.',
  match: 'It may be the same talk as another, which waits for a word.',
};

/** What the ledger says of reviews. Sentences for organisers. */
export const REVIEW_WORDS = {
  opened: (kind: ProposalKind) => OPENED[kind],
  openedDay: 'A day without a seminar waits for a word.',
  corrected: 'Its source corrected it meanwhile.',
  takenBack: 'Its source took it back.',
  filledIn: 'Its source says all that was missing now; it is published.',
  over: 'It is over.',
  published: 'Published.',
  publishedWith: (fields: readonly string[]) => `Published, with ${fields.join(', ')} filled in by hand.`,
  dismissed: 'Dismissed.',
  merged: (into: string) => `Is the same talk as ${into}.`,
  apart: (other: string) => `Is another talk than ${other}.`,
  split: (own: string) => `Is another talk: ${own}.`,
} as const;
