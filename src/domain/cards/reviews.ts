import type { Card, Inline, ListItem } from '../card.ts';
import type { Proposal } from '../review.ts';
import { footnote } from './digest.ts';
import type { Look } from './look.ts';
import { changesOf, doubtsOf, lacksOf, leadOf, likenessOf, nameOfReview } from './review-says.ts';
import { shorten } from './shorten.ts';
import { sentences } from './summary.ts';
import { whenTextInList } from './timing.ts';

const MOST = 20;
const TITLE = 120;
const LINE = 200;

/** All that waits, each one press away. */
export function composeReviews(proposals: readonly Proposal[], look: Look): Card {
  const { review: words } = look.words;
  const fitting = proposals.slice(0, MOST);
  const left = proposals.length - fitting.length;
  const rest = left > 0 ? look.words.furtherSeminars(left) : undefined;
  const none = proposals.length === 0 ? words.nothingWaits : undefined;
  const items = fitting.map((proposal) => composeItem(proposal, look));
  return {
    kind: 'reply',
    summary: sentences([none ?? words.heading, ...fitting.map((one) => itemText(one, look)), rest]),
    blocks: [
      ...(none
        ? [{ type: 'paragraph', inlines: [{ type: 'text', text: none }] } as const]
        : [{ type: 'title', text: words.heading } as const]),
      ...(items.length > 0 ? [{ type: 'list', items } as const] : []),
      ...footnote(rest),
    ],
  };
}

function composeItem(proposal: Proposal, look: Look): ListItem {
  const { review: words } = look.words;
  const name = nameOfReview(proposal, look, TITLE);
  const lines: (readonly Inline[])[] = linesOf(proposal, look).map((text) => [{ type: 'text', text }]);
  return {
    title: name,
    lines,
    action: {
      type: 'ask',
      label: words.lookAt,
      spoken: words.lookAtOf(shorten(name, 50)),
      intent: { type: 'review', review: proposal.review.id },
    },
  };
}

function itemText(proposal: Proposal, look: Look): string {
  return sentences([nameOfReview(proposal, look, TITLE), ...linesOf(proposal, look)]);
}

/** When it is, and the first thing that a person has to know of it. */
function linesOf(proposal: Proposal, look: Look): readonly string[] {
  const { review } = proposal;
  const when = review.type === 'seminar' ? whenTextInList(review.proposed, look) : undefined;
  const [first] = [
    ...changesOf(proposal, look),
    ...lacksOf(proposal, look),
    ...doubtsOf(proposal),
    ...likenessOf(proposal, look),
    ...(review.type === 'seminar' ? [leadOf(proposal, look)] : []),
  ];
  return [when, first].flatMap((line) => (line === undefined ? [] : [shorten(line, LINE)]));
}
