import type { Action, Card, CardBlock } from '../card.ts';
import type { ClosedReview, Proposal, SeminarReview } from '../review.ts';
import { announcementBlocks } from './announcement.ts';
import { actionsBlock } from './buttons.ts';
import { writeMoment } from './dates.ts';
import { typedAs } from './help.ts';
import { type Look, shownOf } from './look.ts';
import { banner, titleOf } from './naming.ts';
import { lineOf } from './plain.ts';
import {
  changesOf,
  doubtsOf,
  lacksOf,
  leadOf,
  likenessOf,
  mayBePublished,
  nameOfReview,
} from './review-says.ts';
import { shorten } from './shorten.ts';
import { sentences, summarise } from './summary.ts';

const PLACE = 120;
const NAME = 50;

/** What waits, as it would be; above it what is missing or contradictory, below it the word that it waits for. */
export function composeReview(proposal: Proposal, look: Look): Card {
  const { review } = proposal;
  return review.type === 'closed'
    ? composeDay(proposal, review, look)
    : composeSeminar(proposal, review, look);
}

function composeSeminar(proposal: Proposal, review: SeminarReview, look: Look): Card {
  const lead = leadOf(proposal, look);
  const says = [
    ...changesOf(proposal, look),
    ...lacksOf(proposal, look),
    ...doubtsOf(proposal),
    ...likenessOf(proposal, look),
  ];
  const shown = shownOf(review.proposed, look);
  return {
    kind: 'reply',
    summary: sentences([lead, ...says, summarise(shown, look)]),
    blocks: [
      banner('neutral', lead),
      ...says.map(paragraph),
      ...howToGiveStart(review, look),
      { type: 'divider' },
      ...announcementBlocks(shown, look),
      ...originBlocks(proposal, look),
      ...actionsBlock(actionsOf(proposal, review, look)),
    ],
  };
}

function composeDay(proposal: Proposal, { id, place, days }: ClosedReview, look: Look): Card {
  const { review: words } = look.words;
  const lead = leadOf(proposal, look);
  const says = `“${shorten(lineOf(days.name) ?? '', PLACE)}”`;
  return {
    kind: 'reply',
    summary: sentences([lead, says]),
    blocks: [
      banner('neutral', lead),
      paragraph(says),
      paragraph(words.dayExplained),
      footnote(words.fromPlace(shorten(lineOf(place) ?? place, PLACE))),
      ...actionsBlock([
        {
          type: 'ask',
          label: words.publish,
          spoken: words.publishOf(lead),
          intent: { type: 'publish', review: id },
          primary: true,
        },
        {
          type: 'ask',
          label: words.dismiss,
          spoken: words.dismissOf(lead),
          intent: { type: 'dismiss', review: id },
        },
      ]),
    ],
  };
}

function howToGiveStart(review: SeminarReview, look: Look): readonly CardBlock[] {
  const { review: words } = look.words;
  if (review.kind !== 'new' || review.proposed.start) return [];
  return [paragraph(words.giveStart(typedAs(words.startExample(review.id), look)))];
}

function originBlocks({ readings }: Proposal, look: Look): readonly CardBlock[] {
  const [newest] = readings;
  if (!newest) return [];
  const place = shorten(lineOf(newest.place) ?? newest.place, PLACE);
  const when = writeMoment(newest.received, look.timezone, look.locale, 'yearless');
  return [footnote(look.words.review.from(place, when))];
}

function actionsOf(proposal: Proposal, review: SeminarReview, look: Look): readonly Action[] {
  const { review: words } = look.words;
  const name = nameOfReview(proposal, look, NAME);
  const [other] = proposal.resembles;
  const isRead = proposal.readings.some(({ direct, text }) => !direct || text !== undefined);
  return [
    ...(mayBePublished(review)
      ? [
          {
            type: 'ask',
            label: words.publish,
            spoken: words.publishOf(name),
            intent: { type: 'publish', review: review.id },
            primary: true,
          } as const,
        ]
      : []),
    ...(other
      ? [
          {
            type: 'ask',
            label: words.same,
            spoken: words.sameAs(titleOf(other, look, NAME)),
            intent: { type: 'merge', review: review.id, into: other.id },
          } as const,
        ]
      : []),
    ...(other || isStray(proposal)
      ? [
          {
            type: 'ask',
            label: words.another,
            spoken: words.anotherOf(name),
            intent: { type: 'apart', review: review.id },
          } as const,
        ]
      : []),
    {
      type: 'ask',
      label: words.dismiss,
      spoken: words.dismissOf(name),
      intent: { type: 'dismiss', review: review.id },
    },
    ...(isRead
      ? [
          {
            type: 'ask',
            label: words.showText,
            spoken: words.showTextOf(name),
            intent: { type: 'review', review: review.id, text: 1 },
          } as const,
        ]
      : []),
  ];
}

/** A later word that may have been taken for one about the wrong seminar. */
function isStray({ before, readings }: Proposal): boolean {
  return (
    before !== undefined && readings.some(({ relation, state }) => relation !== 'own' && state === 'waiting')
  );
}

function paragraph(text: string): CardBlock {
  return { type: 'paragraph', inlines: [{ type: 'text', text }] };
}

function footnote(text: string): CardBlock {
  return { type: 'footnote', inlines: [{ type: 'text', text }] };
}
