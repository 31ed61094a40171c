import type { ReviewId, SeminarId } from '../../domain/ids.ts';
import type { Proposal, Reading, Review } from '../../domain/review.ts';
import type { SeminarFields } from '../../domain/seminar.ts';
import type { StoreReader } from '../../ports/store.ts';
import { disputesOf, saidBefore } from './disputes.ts';
import { isOf, isWaiting } from './layers.ts';

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
  const disputing = waiting.filter(({ direct }) => direct);
  return {
    review,
    readings: waiting.length > 0 ? waiting : all,
    resembles: await read.seminars.many(review.resembles),
    ...(seminar?.publication === 'published' ? { before: seminar } : {}),
    ...(disputing.length > 0 ? { saidBefore: await earlierWord(read, review.seminar, disputing) } : {}),
  };
}

/** What records had said before organisers changed it by hand; of several records the newest one's. */
async function earlierWord(
  read: Read,
  seminar: SeminarId,
  disputing: readonly Reading[],
): Promise<SeminarFields> {
  const [claims, patch] = [await read.seminars.claimsOf(seminar), await read.seminars.patchOf(seminar)];
  let said: SeminarFields = {};
  for (const reading of disputing) {
    const accepted = claims.find((claim) => isOf(reading, claim))?.fields ?? {};
    said = { ...saidBefore(accepted, disputesOf(reading.fields, accepted, patch)), ...said };
  }
  return said;
}
