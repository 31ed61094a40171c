import type { ReviewId } from '../../domain/ids.ts';
import type { Proposal } from '../../domain/review.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ReviewOutcome, ReviewScene } from '../review/acts/review-scene.ts';
import { findProposal } from '../review/list-proposals.ts';
import { outcomeText } from '../review/outcome-text.ts';
import type { Answer, Asking } from './asking.ts';
import { looksAfter, seriesOfReview } from './caretaking.ts';

/** What was asked for, if the asker may know of it and here; else the answer that says why not. */
export async function openProposal(
  id: ReviewId,
  asking: Asking,
): Promise<{ readonly proposal: Proposal } | { readonly answer: Answer }> {
  const { review: words } = asking.look.words;
  const proposal = await findProposal(asking.store.read, id);
  if (!(await looksAfter(asking, proposal && seriesOfReview(proposal))))
    return { answer: say(words.notYours) };
  if (!proposal) return { answer: say(words.unknown(id)) };
  return asking.actor.shared ? { answer: say(words.notHere) } : { proposal };
}

/** Says a word about a review, in the asker's name. */
export async function answerAct(
  id: ReviewId,
  asking: Asking,
  act: (scene: ReviewScene, proposal: Proposal) => Promise<ReviewOutcome> | string,
): Promise<Answer> {
  const opened = await openProposal(id, asking);
  if ('answer' in opened) return opened.answer;
  const outcome = act(sceneOf(asking), opened.proposal);
  return typeof outcome === 'string' ? say(outcome) : answerOutcome(await outcome, asking);
}

function sceneOf({ store, now, actor, policy, routes, sources }: Asking): ReviewScene {
  const clock: Pick<Clock, 'now'> = { now: () => now };
  return { store, clock, by: actor.person, plan: { policy, routes }, sources };
}

function answerOutcome(outcome: ReviewOutcome, { look }: Asking): Answer {
  const text = outcomeText(outcome, look);
  if (outcome.type !== 'published') return say(text);
  return { subject: { kind: 'message', text, seminar: outcome.seminar }, caretaker: true };
}

export function say(text: string): Answer {
  return { subject: { kind: 'message', text } };
}
