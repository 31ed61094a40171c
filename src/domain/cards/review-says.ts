import { materialOf } from '../material.ts';
import type { Proposal, SeminarReview } from '../review.ts';
import type { Seminar } from '../seminar.ts';
import { changeTexts } from './change-texts.ts';
import { writeDate } from './dates.ts';
import type { Look } from './look.ts';
import { titleOf } from './naming.ts';
import { joinList } from './people.ts';
import { hasRoom, isOnline } from './place.ts';
import { lineOf } from './plain.ts';
import { saidBeforeOf } from './said-before.ts';
import { shorten } from './shorten.ts';
import { whenTextInList } from './timing.ts';

const DOUBT = 300;
const DOUBTS = 6;
/** Changes of these are told in sentences of their own. */
const TOLD: ReadonlySet<string> = new Set(['status', 'start', 'venue', 'title', 'speakers']);

/** What it is called in lists, on buttons and in answers. */
export function nameOfReview({ review }: Pick<Proposal, 'review'>, look: Look, limit?: number): string {
  if (review.type === 'closed') return look.words.review.day(writeDate(review.days.from, look.locale));
  return titleOf(review.proposed, look, limit);
}

/** What is missing in it, as a colleague would ask; of what is published nothing that was published without it. */
export function lacksOf(proposal: Proposal, look: Look): readonly string[] {
  const { review, before } = proposal;
  if (review.type === 'closed' || before) return [];
  const { review: words } = look.words;
  const { proposed } = review;
  return [
    ...startLack(proposed, doubtsOf(proposal).length > 0, look),
    ...(lineOf(proposed.title) ? [] : [words.noTitle]),
    ...(proposed.speakers.length > 0 ? [] : [words.noSpeaker]),
    ...(hasRoom(proposed) || isOnline(proposed) ? [] : [words.noPlace]),
  ];
}

function startLack(
  { start, date, status }: Seminar,
  isDoubtful: boolean,
  { words, locale }: Look,
): readonly string[] {
  if (start || status === 'postponed') return [];
  if (isDoubtful) return [words.review.noSureStart];
  return [date ? words.review.noTime(writeDate(date, locale)) : words.review.noDate];
}

/** What the text contradicts itself on or says in two ways, in the reader's sentences. */
export function doubtsOf({ readings }: Proposal): readonly string[] {
  const doubts = new Set(readings.flatMap((reading) => reading.doubts));
  return [...doubts].slice(0, DOUBTS).map((doubt) => shorten(lineOf(doubt) ?? '', DOUBT));
}

/** What would change, before → after, in the sentences in which people would be told. */
export function changesOf(proposal: Proposal, look: Look): readonly string[] {
  const { review, before } = proposal;
  if (review.type === 'closed' || !before) return [];
  const { proposed } = review;
  const { words } = look;
  const told = changeTexts(proposed, materialOf(before), materialOf(proposed), look);
  const others = review.changes.filter(
    (field) => !TOLD.has(field) || (told.length === 0 && field !== 'status'),
  );
  const names = others.map((field) => words.review.fields[field] ?? field);
  return [
    ...told.map(({ text }) => text),
    ...(names.length > 0 ? [words.review.alsoChanges(joinList(names, look))] : []),
    ...saidBeforeOf(proposal, look),
  ];
}

export function likenessOf({ resembles }: Proposal, look: Look): readonly string[] {
  return resembles.map((seminar) =>
    look.words.review.resembles(titleOf(seminar, look, 80), whenTextInList(seminar, look)),
  );
}

/** The sentence above all else. */
export function leadOf({ review, readings }: Proposal, { words, locale }: Look): string {
  if (review.type === 'closed') return words.review.day(writeDate(review.days.from, locale));
  if (isDispute(readings)) return words.review.disputed;
  switch (review.kind) {
    case 'new':
      if (readings.length === 0) return words.review.unfinished;
      return mayBePublished(review) ? words.review.newOne : words.review.newUndated;
    case 'change':
    case 'move':
    case 'cancellation':
    case 'postponement':
    case 'match':
      return words.review[review.kind];
  }
}

/** Nothing waits but what lists say against a change by hand. */
function isDispute(readings: Proposal['readings']): boolean {
  return readings.length > 0 && readings.every(({ direct, state }) => direct === true && state === 'waiting');
}

/** One press is enough. */
export function mayBePublished({ kind, proposed }: SeminarReview): boolean {
  return kind !== 'match' && (kind !== 'new' || proposed.start !== undefined);
}
