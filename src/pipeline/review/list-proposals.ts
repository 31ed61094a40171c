import type { ReviewId } from '../../domain/ids.ts';
import type { Proposal, Review } from '../../domain/review.ts';
import type { StoreReader } from '../../ports/store.ts';
import { isWaiting } from './layers.ts';

type Read = Pick<StoreReader, 'seminars' | 'readings' | 'reviews'>;

/** All that waits for a word, in the order in which it came. */
export async function listProposals(read: Read): Promise<readonly Proposal[]> {
  const proposals: Proposal[] = [];
  for (const review of await read.reviews.open()) proposals.push(await proposalOf(read, review));
  return proposals;
}

/** Also of what waits no longer: for its text, and for those who publish it after all. */
export async function findProposal(read: Read, id: ReviewId): Promise<Proposal | undefined> {
  const review = await read.reviews.get(id);
  return review && proposalOf(read, review);
}

async function proposalOf(read: Read, review: Review): Promise<Proposal> {
  if (review.type === 'closed') return { review, readings: [], resembles: [] };
  const seminar = await read.seminars.get(review.seminar);
  const all = await read.readings.ofSeminars([review.seminar]);
  const waiting = all.filter(isWaiting);
  return {
    review,
    readings: waiting.length > 0 ? waiting : all,
    resembles: await read.seminars.many(review.resembles),
    ...(seminar?.publication === 'published' ? { before: seminar } : {}),
  };
}
