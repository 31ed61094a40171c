import type { ReviewId } from '../../../domain/ids.ts';
import type { Proposal } from '../../../domain/review.ts';
import { listProposals } from '../../review/list-proposals.ts';
import type { Answer, Asking } from '../asking.ts';
import { looksAfter, looksAfterAny, seriesOfReview } from '../caretaking.ts';
import { openProposal, say } from '../review-desk.ts';

/** What waits for a word: all that the asker looks after, one as it would be, or the text that it was read from. */
export async function answerReview(
  id: ReviewId | undefined,
  text: number | undefined,
  asking: Asking,
): Promise<Answer> {
  if (!id) return answerAll(asking);
  const opened = await openProposal(id, asking);
  if ('answer' in opened) return opened.answer;
  const { proposal } = opened;
  if (text !== undefined) return answerText(proposal, text, asking);
  if (proposal.review.state !== 'open') return say(asking.look.words.review.settled);
  return { subject: { kind: 'review', proposal }, caretaker: true };
}

async function answerAll(asking: Asking): Promise<Answer> {
  const { review: words } = asking.look.words;
  if (!(await looksAfterAny(asking))) return say(words.notYours);
  if (asking.actor.shared) return say(words.notHere);
  const proposals: Proposal[] = [];
  for (const proposal of await listProposals(asking.store.read)) {
    if (await looksAfter(asking, seriesOfReview(proposal))) proposals.push(proposal);
  }
  return { subject: { kind: 'reviews', proposals }, caretaker: true };
}

async function answerText(proposal: Proposal, part: number, { store }: Asking): Promise<Answer> {
  const [newest] = proposal.readings;
  const text = newest?.text === undefined ? undefined : await store.read.readings.text(newest.text);
  const subject = { kind: 'reviewText', proposal, part, ...(text === undefined ? {} : { text }) } as const;
  return { subject, caretaker: true };
}
