import { writeDate } from '../../domain/cards/dates.ts';
import { titleOf } from '../../domain/cards/naming.ts';
import type { ReviewId } from '../../domain/ids.ts';
import type { Proposal } from '../../domain/review.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Refusal, ReviewOutcome, ReviewScene } from '../review/acts/review-scene.ts';
import { findProposal } from '../review/list-proposals.ts';
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

function answerOutcome(outcome: ReviewOutcome, asking: Asking): Answer {
  const { look } = asking;
  const { review: words } = look.words;
  switch (outcome.type) {
    case 'published': {
      const { seminar, kind, held } = outcome;
      const title = titleOf(seminar, look);
      const text =
        kind !== 'new'
          ? words.changePublished(title)
          : held > 0
            ? words.publishedHeld(title)
            : words.published(title);
      return { subject: { kind: 'message', text, seminar }, caretaker: true };
    }
    case 'dayConfirmed':
      return say(words.dayConfirmed(writeDate(outcome.days.from, look.locale)));
    case 'dismissed':
      return say(dismissedText(outcome, asking));
    case 'merged': {
      const title = titleOf(outcome.into, look);
      return say(outcome.waits ? words.mergedWaits(title) : words.merged(title));
    }
    case 'apart': {
      const title = titleOf(outcome.seminar, look);
      return say(outcome.own.length > 0 ? words.split(title) : words.apart(title));
    }
    case 'refused':
      return say(refusalText(outcome, asking));
  }
}

function dismissedText(
  { seminar, days }: Extract<ReviewOutcome, { type: 'dismissed' }>,
  { look }: Asking,
): string {
  const { review: words } = look.words;
  if (days) return words.dayDismissed(writeDate(days.from, look.locale));
  const title = seminar ? titleOf(seminar, look) : '';
  return seminar?.publication === 'published' ? words.changeDismissed(title) : words.dismissed(title);
}

function refusalText({ why, review, seminar }: Refusal, { look }: Asking): string {
  const { review: words } = look.words;
  const title = seminar ? titleOf(seminar, look) : '';
  switch (why) {
    case 'unknown':
      return words.unknown(review);
    case 'settled':
      return words.settled;
    case 'published':
      return seminar ? words.alreadyPublished(title) : words.settled;
    case 'noStart':
      return words.noStart(title);
    case 'over':
      return seminar ? words.over(title) : words.dayOver;
    case 'onlyMatch':
      return words.onlyMatch;
    case 'noMatch':
      return words.noMatch;
  }
}

export function say(text: string): Answer {
  return { subject: { kind: 'message', text } };
}
