import { composeCard } from '../../../domain/cards/compose.ts';
import { hashCard } from '../../../domain/cards/hash.ts';
import type { CardSubject } from '../../../domain/cards/subject.ts';
import { ReviewId } from '../../../domain/ids.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Proposal } from '../../../domain/review.ts';
import type { Surface } from '../../../domain/viewer.ts';
import { findProposal } from '../../review/list-proposals.ts';
import type { Decision } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import { contextFor, type Scene } from '../scene.ts';
import { skip } from '../verdicts.ts';
import { checkChannel, checkExpiry, checkTakenBack } from './gates.ts';

/** Those who look after seminars see drafts, and links before anybody else. */
const SURFACE: Surface = { type: 'answer', viewer: { standing: 'organiser' }, joinLink: 'always' };

/**
 * Asks organisers for a word: one that waits is shown as it would be, several as a list. What was settled meanwhile is
 * not asked for any more. The post is about no seminar: nothing of it was said to anybody.
 */
export async function prepareReviewNote(
  notice: Notice,
  reviews: readonly string[],
  scene: Scene,
): Promise<Decision> {
  const gate =
    (await checkTakenBack(notice, scene)) ??
    checkExpiry(notice, scene) ??
    (await checkChannel(notice, scene));
  if (gate) return gate;
  const subject = subjectOf(await waitingOf(reviews, scene));
  if (!subject) return skip(notice, scene.now, WORDS.reviewSettled);
  const card = composeCard(subject, contextFor(scene, SURFACE, notice.detail.rehearses));
  return { type: 'post', notice, card, seminars: [], shown: hashCard(card), besides: [] };
}

async function waitingOf(reviews: readonly string[], { facts }: Scene): Promise<readonly Proposal[]> {
  const waiting: Proposal[] = [];
  for (const review of reviews) {
    const proposal = await findProposal(facts.read, ReviewId.parse(review));
    if (proposal?.review.state === 'open') waiting.push(proposal);
  }
  return waiting;
}

function subjectOf(proposals: readonly Proposal[]): CardSubject | undefined {
  const [only, ...others] = proposals;
  if (!only) return undefined;
  return others.length > 0 ? { kind: 'reviews', proposals } : { kind: 'review', proposal: only };
}
