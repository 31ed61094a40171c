import type { Action, Card, CardBlock } from '../card.ts';
import type { FieldEvidence } from '../evidence.ts';
import type { Proposal } from '../review.ts';
import { actionsBlock } from './buttons.ts';
import type { Look } from './look.ts';
import { paginate } from './pages.ts';
import { lineOf, paragraphsOf } from './plain.ts';
import { nameOfReview } from './review-says.ts';
import { shorten } from './shorten.ts';
import type { CardSubject } from './subject.ts';
import { sentences } from './summary.ts';

type ReviewText = Extract<CardSubject, { kind: 'reviewText' }>;

const PAGE = 4500;
const PIECE = 2500;
const PASSAGE = 300;
/** Secrets stay where they were read. */
const UNSHOWN: ReadonlySet<string> = new Set(['passcode']);

/** The text that it was read from, in as many parts as it needs; once that is not kept any more, what was read in it. */
export function composeReviewText({ proposal, text, part: wanted }: ReviewText, look: Look): Card {
  const { words } = look;
  const passages = text === undefined ? passagesOf(proposal) : [];
  const paragraphs = text === undefined ? passages : paragraphsOf(text);
  const pages = paginate([{ heading: '', paragraphs }], PAGE, PIECE);
  const part = Math.min(Math.max(Math.trunc(wanted) || 1, 1), pages.length);
  const shown = (pages[part - 1] ?? []).flatMap((section) => section.paragraphs);
  const lead = text === undefined ? leadOf(passages, look) : words.review.text;
  const where = pages.length > 1 ? words.part(part, pages.length) : undefined;
  return {
    kind: 'reply',
    summary: sentences([lead, nameOfReview(proposal, look, 120), where]),
    blocks: [
      { type: 'eyebrow', text: shorten(lead, 120) },
      { type: 'title', text: nameOfReview(proposal, look) },
      ...shown.map((line): CardBlock => ({ type: 'paragraph', inlines: [{ type: 'text', text: line }] })),
      ...(where ? [{ type: 'footnote', inlines: [{ type: 'text', text: where }] } as const] : []),
      ...actionsBlock(turns(proposal, part, pages.length, look)),
    ],
  };
}

function leadOf(passages: readonly string[], { words }: Look): string {
  return passages.length > 0 ? words.review.passages : words.review.noText;
}

function passagesOf({ review, readings }: Proposal): readonly string[] {
  const evidence: readonly FieldEvidence[] =
    review.type === 'closed' ? review.evidence : readings.flatMap((reading) => reading.evidence);
  const shown = evidence.filter(({ field }) => !UNSHOWN.has(field));
  const lines = shown.flatMap(({ text }) => lineOf(text) ?? []);
  return [...new Set(lines)].map((line) => shorten(line, PASSAGE));
}

function turns({ review }: Proposal, part: number, parts: number, { words }: Look): readonly Action[] {
  const to = (text: number, label: string): Action => ({
    type: 'ask',
    label,
    intent: { type: 'review', review: review.id, text },
  });
  return [
    ...(part < parts ? [to(part + 1, words.nextPart(part + 1))] : []),
    ...(part > 1 ? [to(part - 1, words.previousPart(part - 1))] : []),
    { type: 'ask', label: words.review.lookAt, intent: { type: 'review', review: review.id } },
  ];
}
