import type { Policy } from '../../domain/policy.ts';
import type { Store } from '../../ports/store.ts';
import { isPast } from './keep-review.ts';
import { REVIEW_WORDS } from './review-words.ts';

/**
 * Once a day: whole texts are kept for `retention.rawText` and no longer (what was read out of them stays as long as the
 * record); and what waits about a seminar that is over waits no longer. Idempotent.
 */
export async function tidyReviews(
  store: Store,
  { retention, timezone }: Pick<Policy, 'retention' | 'timezone'>,
  now: Temporal.Instant,
): Promise<{ readonly texts: number; readonly reviews: number }> {
  return store.transaction(async (tx) => {
    const texts = await tx.readings.purgeTexts(now.subtract({ hours: 24 * retention.rawText }));
    const today = now.toZonedDateTimeISO(timezone).toPlainDate();
    let reviews = 0;
    for (const review of await tx.reviews.open()) {
      const isOver =
        review.type === 'seminar'
          ? isPast(review.proposed, now)
          : Temporal.PlainDate.compare(review.days.to, today) < 0;
      if (!isOver) continue;
      await tx.reviews.put({ ...review, state: 'withdrawn', changedAt: now });
      const text = REVIEW_WORDS.over;
      await tx.reviews.record({ review: review.id, at: now, state: 'withdrawn', text });
      reviews += 1;
    }
    return { texts, reviews };
  });
}
