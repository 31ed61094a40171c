import { type ReviewId, reviewIdOf, SeminarId } from '../../../domain/ids.ts';
import { isSame, withFields } from '../../../domain/merge.ts';
import type { ClosedReview } from '../../../domain/review.ts';
import type { Seminar, SeminarFields } from '../../../domain/seminar.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { isOrphaned } from '../../plan/claims.ts';
import { saveSeminars } from '../../plan/save-seminars.ts';
import { settleFields } from '../../sync/settle-fields.ts';
import { isPast, seminarReview } from '../keep-review.ts';
import { isWaiting, type Layers, loadLayers, mergeAccepted, mergeProposed, takenIn } from '../layers.ts';
import { REVIEW_WORDS } from '../review-words.ts';
import { acceptReadings, patchFor } from './accept.ts';
import { type ReviewOutcome, type ReviewScene, refuse } from './review-scene.ts';

/**
 * An organiser's word for what waits: a draft is published, a change takes hold, a day off counts. `word`: what they fill
 * in by hand, the missing start above all. One transaction, with all that is owed because of it; of a day off, seminars
 * are planned anew afterwards, in portions (`rollHorizon`).
 */
export function publishReview(
  scene: ReviewScene,
  id: ReviewId,
  word: SeminarFields = {},
): Promise<ReviewOutcome> {
  return scene.store.transaction(async (tx) => {
    const review = await tx.reviews.get(id);
    if (review?.type === 'closed') return confirmDay(tx, review, scene);
    const seminar = await tx.seminars.get(SeminarId.parse(id));
    return seminar ? publishSeminar(tx, seminar, word, scene) : refuse(id, 'unknown');
  });
}

async function publishSeminar(
  tx: StoreWriter,
  before: Seminar,
  word: SeminarFields,
  { clock, by, plan, sources }: ReviewScene,
): Promise<ReviewOutcome> {
  const now = clock.now();
  const setting = { sources, defaults: plan.policy };
  const id = reviewIdOf(before.id);
  const review = seminarReview(await tx.reviews.get(id));
  const layers = await loadLayers(tx, before.id);
  if (before.publication === 'published' && !layers.readings.some(isWaiting)) {
    return refuse(id, review?.state === 'open' ? 'onlyMatch' : 'published', before);
  }
  if (before.publication === 'draft' && isTakenBack(layers)) return refuse(id, 'settled', before);
  const taken = takenIn(before.publication);
  const approved = settleFields(before, mergeProposed(layers, setting, taken, word), true).fields;
  const proposed = withFields(before, approved);
  if (!approved.start && before.publication === 'draft') return refuse(id, 'noStart', proposed);
  if (isPast(proposed, now)) return refuse(id, 'over', proposed);

  const accepted = await acceptReadings(tx, layers, taken, approved);
  const patch = patchFor(approved, accepted, setting, { ...accepted.patch, ...word });
  if (!isSame(patch, layers.patch)) await tx.seminars.putPatch(before.id, patch);
  const { fields } = settleFields(before, mergeAccepted({ ...accepted, patch }, setting), true);
  const change = { id: before.id, before, fields, orphaned: isOrphaned(accepted.claims) };
  const saved = await saveSeminars(tx, [{ ...change, publication: 'published' }], plan, now);
  const seminar = saved.seminars[0] ?? proposed;
  if (review) {
    const apart = [...new Set([...review.apart, ...review.resembles])];
    await tx.reviews.put({
      ...review,
      state: 'published',
      changedAt: now,
      proposed: seminar,
      resembles: [],
      apart,
    });
  }
  const filled = Object.keys(word);
  const text = filled.length > 0 ? REVIEW_WORDS.publishedWith(filled) : REVIEW_WORDS.published;
  await tx.reviews.record({ review: id, at: now, state: 'published', by, text });
  const kind = before.publication === 'draft' ? 'new' : (review?.kind ?? 'change');
  return { type: 'published', seminar, kind, held: saved.held.length };
}

/** No source has it any more: published, it would be announced by none. */
function isTakenBack({ claims }: Layers): boolean {
  return claims.length > 0 && claims.every(({ goneSince }) => goneSince !== undefined);
}

async function confirmDay(
  tx: StoreWriter,
  review: ClosedReview,
  { clock, by, plan }: ReviewScene,
): Promise<ReviewOutcome> {
  const now = clock.now();
  if (review.state === 'published') return refuse(review.id, 'published');
  const today = now.toZonedDateTimeISO(plan.policy.timezone).toPlainDate();
  if (Temporal.PlainDate.compare(review.days.to, today) < 0) return refuse(review.id, 'over');
  await tx.reviews.put({ ...review, state: 'published', changedAt: now });
  await tx.reviews.record({
    review: review.id,
    at: now,
    state: 'published',
    by,
    text: REVIEW_WORDS.published,
  });
  return { type: 'dayConfirmed', days: review.days };
}
