import type { Card } from '../card.ts';
import { composeAnnouncement } from './announcement.ts';
import { composeCalendar } from './calendar.ts';
import { composeChange } from './change.ts';
import { composeDigest } from './digest.ts';
import { composeFollowUp } from './follow-up.ts';
import { composeHelp } from './help.ts';
import { composeList } from './list.ts';
import { type Look, lookOf } from './look.ts';
import { composeMessage } from './message.ts';
import { banner } from './naming.ts';
import { composeNote } from './note.ts';
import { composeReminder } from './reminder.ts';
import { composeReport } from './report.ts';
import { composeReview } from './review.ts';
import { composeReviewText } from './review-text.ts';
import { composeReviews } from './reviews.ts';
import { shorten } from './shorten.ts';
import { composeShow } from './show.ts';
import type { CardContext, CardSubject } from './subject.ts';
import { composeSuggest } from './suggest.ts';

/** Slack advises fewer than 4,000 characters of text beside the blocks. */
const SUMMARY = 3500;

/**
 * What to show, without a platform. Pure: the same subject and context give the same card.
 * Total text of a card stays under 8,000 UTF-16 code units, its title under 150; strings are unescaped.
 * Nothing of the join link is in a card whose surface does not disclose it (`disclosureOf`).
 * Whether the seminar is shown at all is the caller's question; a card is for somebody who may see it.
 */
export function composeCard(subject: CardSubject, context: CardContext): Card {
  const look = lookOf(context);
  const card = markRehearsal(composeSubject(subject, look), look);
  return { ...card, summary: shorten(card.summary, SUMMARY) };
}

function composeSubject(subject: CardSubject, look: Look): Card {
  switch (subject.kind) {
    case 'announcement':
      return composeAnnouncement(subject.seminar, look);
    case 'reminder':
    case 'startingNow':
      return composeReminder(subject.kind, subject.seminar, look);
    case 'change':
      return composeChange(subject.seminar, subject.before, subject.after, look);
    case 'note':
      return composeNote(subject.seminar, subject.text, look);
    case 'followUp':
      return composeFollowUp(subject.seminar, look);
    case 'digest':
      return composeDigest(subject, look);
    case 'list':
      return composeList(subject, look);
    case 'show':
      return composeShow(subject.seminar, subject.part, look);
    case 'calendar':
      return composeCalendar(subject.seminar, look);
    case 'help':
      return composeHelp(look, subject.organiser ?? false);
    case 'suggest':
      return composeSuggest(subject, look);
    case 'reviews':
      return composeReviews(subject.proposals, look);
    case 'review':
      return composeReview(subject.proposal, look);
    case 'reviewText':
      return composeReviewText(subject, look);
    case 'report':
      return composeReport(subject.report, look);
    case 'message':
      return composeMessage(subject.text, subject.seminar, look);
  }
}

function markRehearsal(card: Card, look: Look): Card {
  if (look.rehearses === undefined) return card;
  const mark = look.words.rehearsal(look.rehearses);
  return { ...card, summary: `${mark} ${card.summary}`, blocks: [banner('neutral', mark), ...card.blocks] };
}
