import type { ReviewId } from '../../../domain/ids.ts';
import { isWaiting } from '../layers.ts';
import { REVIEW_WORDS } from '../review-words.ts';
import { type ReviewOutcome, type ReviewScene, refuse } from './review-scene.ts';

/**
 * Lets what waits go: nothing of it reaches anybody. What is published stays as it is; a draft stays one, and is offered
 * again when its source says something new.
 */
export function dismissReview(scene: ReviewScene, id: ReviewId): Promise<ReviewOutcome> {
  const { store, clock, by } = scene;
  return store.transaction(async (tx) => {
    const now = clock.now();
    const review = await tx.reviews.get(id);
    if (!review) return refuse(id, 'unknown');
    if (review.state !== 'open') return refuse(id, review.state === 'published' ? 'published' : 'settled');
    await tx.reviews.put({ ...review, state: 'dismissed', changedAt: now });
    await tx.reviews.record({ review: id, at: now, state: 'dismissed', by, text: REVIEW_WORDS.dismissed });
    if (review.type === 'closed') return { type: 'dismissed', days: review.days };
    for (const reading of (await tx.readings.ofSeminars([review.seminar])).filter(isWaiting)) {
      await tx.readings.put({ ...reading, state: 'dismissed' });
    }
    return { type: 'dismissed', seminar: review.proposed };
  });
}
