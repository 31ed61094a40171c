import { reviewIdOf, type SeminarId } from '../../domain/ids.ts';
import { changedFields, isSame, type MergedFields, mergedOf, withFields } from '../../domain/merge.ts';
import { endOf } from '../../domain/phase.ts';
import type { ProposalKind, Review, SeminarReview } from '../../domain/review.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { settleFields } from '../sync/settle-fields.ts';
import { isWaiting, type Layers, type MergeSetting, mergeProposed, takenIn } from './layers.ts';
import { REVIEW_WORDS } from './review-words.ts';

/** One seminar after its records changed. */
export interface ReviewSubject {
  readonly seminar: Seminar;
  readonly layers: Layers;
  /** Another that it may be the same as, as was found just now. */
  readonly resembles?: SeminarId;
  /** What is kept of it, where that was read already. */
  readonly known?: { readonly review: Review | undefined };
}

/**
 * Keeps what waits about a seminar in step with its records, in the transaction that changed them: opens it, follows what
 * the source corrects, withdraws what it takes back. Returns it where it waits.
 */
export async function keepReview(
  tx: StoreWriter,
  subject: ReviewSubject,
  setting: MergeSetting,
  now: Temporal.Instant,
): Promise<SeminarReview | undefined> {
  const { seminar, layers } = subject;
  const { known = { review: await tx.reviews.get(reviewIdOf(seminar.id)) } } = subject;
  const before = seminarReview(known.review);
  const content = contentOf(subject, before, setting);
  if (isWanted(content, layers, before, now)) return openReview(tx, content, before, now);
  await settleIdle(tx, layers, seminar);
  if (before?.state === 'open') {
    const text = wasFilledIn(before, seminar) ? REVIEW_WORDS.filledIn : whyWithdrawn(content, now);
    await tx.reviews.put({ ...before, state: 'withdrawn', changedAt: now });
    await tx.reviews.record({ review: before.id, at: now, state: 'withdrawn', text });
  }
  return undefined;
}

export function seminarReview(review: Review | undefined): SeminarReview | undefined {
  return review?.type === 'seminar' ? review : undefined;
}

type Content = Pick<SeminarReview, 'seminar' | 'kind' | 'proposed' | 'changes' | 'resembles' | 'apart'>;

function contentOf(
  { seminar, layers, resembles }: ReviewSubject,
  before: SeminarReview | undefined,
  setting: MergeSetting,
): Content {
  const apart = before?.apart ?? [];
  const alike = new Set([
    ...(before?.state === 'open' ? before.resembles : []),
    ...(resembles ? [resembles] : []),
  ]);
  const merged = mergeProposed(layers, setting, takenIn(seminar.publication));
  const { fields } = settleFields(seminar, merged, false);
  const changes = seminar.publication === 'draft' ? [] : changedFields(mergedOf(seminar), fields);
  return {
    seminar: seminar.id,
    kind: kindOf(seminar, fields, changes),
    proposed: withFields(seminar, fields),
    changes,
    resembles: [...alike].filter((id) => !apart.includes(id)),
    apart,
  };
}

function kindOf(before: Seminar, after: MergedFields, changes: readonly string[]): ProposalKind {
  if (before.publication === 'draft') return 'new';
  if (changes.length === 0) return 'match';
  if (before.status !== after.status && after.status === 'cancelled') return 'cancellation';
  if (before.status !== after.status && after.status === 'postponed') return 'postponement';
  return changes.includes('start') ? 'move' : 'change';
}

function isWanted(
  content: Content,
  { claims, readings }: Layers,
  before: SeminarReview | undefined,
  now: Temporal.Instant,
): boolean {
  if (isPast(content.proposed, now)) return false;
  const waits = readings.some(isWaiting);
  if (content.proposed.publication === 'published') {
    const asks = content.resembles.length > 0 && (before === undefined || before.state === 'open');
    return asks || (waits && content.changes.length > 0);
  }
  if (claims.every(({ goneSince }) => goneSince !== undefined)) return false;
  // What was dismissed stays so until its source says something new.
  return waits || before === undefined || before.state === 'open' || before.state === 'withdrawn';
}

/** Over, so that nobody needs to say a word any more. */
export function isPast(seminar: Seminar, now: Temporal.Instant): boolean {
  const end = endOf(seminar);
  if (end) return Temporal.Instant.compare(end, now) <= 0;
  const today = now.toZonedDateTimeISO(seminar.timezone).toPlainDate();
  return seminar.date !== undefined && Temporal.PlainDate.compare(seminar.date, today) < 0;
}

async function openReview(
  tx: StoreWriter,
  content: Content,
  before: SeminarReview | undefined,
  now: Temporal.Instant,
): Promise<SeminarReview> {
  const wasOpen = before?.state === 'open';
  if (wasOpen && saysTheSame(before, content)) return before;
  const review: SeminarReview = {
    type: 'seminar',
    id: reviewIdOf(content.seminar),
    state: 'open',
    openedAt: wasOpen ? before.openedAt : now,
    changedAt: now,
    // A correction of what waits is no news; that it became a cancellation is.
    told: wasOpen && before.told && before.kind === content.kind,
    ...content,
  };
  await tx.reviews.put(review);
  const text = wasOpen ? REVIEW_WORDS.corrected : REVIEW_WORDS.opened(content.kind);
  await tx.reviews.record({ review: review.id, at: now, state: 'open', text });
  return review;
}

function saysTheSame(before: SeminarReview, content: Content): boolean {
  return (
    before.kind === content.kind &&
    isSame(before.changes, content.changes) &&
    isSame(before.resembles, content.resembles) &&
    before.proposed.publication === content.proposed.publication &&
    changedFields(mergedOf(before.proposed), mergedOf(content.proposed)).length === 0
  );
}

/** A word that says nothing new of a published seminar waits for nobody. */
async function settleIdle(tx: StoreWriter, { readings }: Layers, seminar: Seminar): Promise<void> {
  if (seminar.publication === 'draft') return;
  for (const reading of readings.filter(isWaiting)) await tx.readings.put({ ...reading, state: 'dismissed' });
}

function wasFilledIn(before: SeminarReview, seminar: Seminar): boolean {
  return before.kind === 'new' && seminar.publication === 'published';
}

function whyWithdrawn({ proposed }: Content, now: Temporal.Instant): string {
  return isPast(proposed, now) ? REVIEW_WORDS.over : REVIEW_WORDS.takenBack;
}
