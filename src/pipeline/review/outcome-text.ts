import { writeDate } from '../../domain/cards/dates.ts';
import type { Look } from '../../domain/cards/look.ts';
import { titleOf } from '../../domain/cards/naming.ts';
import type { Refusal, ReviewOutcome } from './acts/review-scene.ts';

/** What a word came to, in one or two sentences for whoever said it. */
export function outcomeText(outcome: ReviewOutcome, look: Look): string {
  const { review: words } = look.words;
  switch (outcome.type) {
    case 'published':
      return publishedText(outcome, look);
    case 'dayConfirmed':
      return words.dayConfirmed(writeDate(outcome.days.from, look.locale));
    case 'dismissed':
      return dismissedText(outcome, look);
    case 'merged': {
      const title = titleOf(outcome.into, look);
      return outcome.waits ? words.mergedWaits(title) : words.merged(title);
    }
    case 'apart': {
      const title = titleOf(outcome.seminar, look);
      return outcome.own.length > 0 ? words.split(title) : words.apart(title);
    }
    case 'refused':
      return refusalText(outcome, look);
  }
}

function publishedText(
  { seminar, kind, held }: Extract<ReviewOutcome, { type: 'published' }>,
  look: Look,
): string {
  const { review: words } = look.words;
  const title = titleOf(seminar, look);
  if (kind !== 'new') return words.changePublished(title);
  return held > 0 ? words.publishedHeld(title) : words.published(title);
}

function dismissedText({ seminar, days }: Extract<ReviewOutcome, { type: 'dismissed' }>, look: Look): string {
  const { review: words } = look.words;
  if (days) return words.dayDismissed(writeDate(days.from, look.locale));
  const title = seminar ? titleOf(seminar, look) : '';
  return seminar?.publication === 'published' ? words.changeDismissed(title) : words.dismissed(title);
}

function refusalText({ why, review, seminar }: Refusal, look: Look): string {
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
