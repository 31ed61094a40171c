import { type ReviewId, reviewIdOf, type SeminarId } from '../../../domain/ids.ts';
import { mergeClaims } from '../../../domain/merge.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { retractWithin } from '../../dispatch/acts/retract.ts';
import { saveSeminars } from '../../plan/save-seminars.ts';
import { reconsider } from '../../sync/reconsider.ts';
import { seminarReview } from '../keep-review.ts';
import { REVIEW_WORDS } from '../review-words.ts';
import { type ReviewOutcome, type ReviewScene, refuse } from './review-scene.ts';

/**
 * A person's word that two are the same talk: one takes over the other's records, readings, patch and personal
 * reminders, and what was posted of the other is taken back. What the other says anew waits for a word of its own.
 * `into`: one of those that it resembles; absent: the likeliest.
 */
export function mergeReview(scene: ReviewScene, id: ReviewId, into?: SeminarId): Promise<ReviewOutcome> {
  return scene.store.transaction(async (tx) => {
    const review = seminarReview(await tx.reviews.get(id));
    if (!review) return refuse(id, 'unknown');
    if (review.state !== 'open') return refuse(id, 'settled');
    const meant = into ?? review.resembles[0];
    if (meant === undefined || !review.resembles.includes(meant)) return refuse(id, 'noMatch');
    const [one, other] = await tx.seminars.many([review.seminar, meant]);
    if (!one || !other) return refuse(id, 'noMatch');
    // What is published, and perhaps announced, goes on under its id.
    const keepsFirst = one.publication === 'published' && other.publication === 'draft';
    const [kept, gone] = keepsFirst ? [one, other] : [other, one];
    await settleReviews(tx, [one, other], scene);
    await moveRecords(tx, gone.id, kept.id);
    await emptyOut(tx, gone, scene);
    const done = await reconsider(tx, [kept.id], scene.sources, scene.plan, scene.clock.now());
    const waits = (await tx.reviews.get(reviewIdOf(kept.id)))?.state === 'open';
    return { type: 'merged', into: done.seminars[0] ?? kept, waits };
  });
}

/** What is left to say of the one that stays is opened again when it is merged. */
async function settleReviews(
  tx: StoreWriter,
  [one, other]: readonly [Seminar, Seminar],
  { clock, by }: ReviewScene,
): Promise<void> {
  const at = clock.now();
  for (const [seminar, twin] of [
    [one, other],
    [other, one],
  ] as const) {
    const review = seminarReview(await tx.reviews.get(reviewIdOf(seminar.id)));
    if (review?.state !== 'open') continue;
    const resembles = review.resembles.filter((id) => id !== twin.id);
    await tx.reviews.put({ ...review, state: 'merged', changedAt: at, resembles });
    const text = REVIEW_WORDS.merged(twin.title ?? twin.id);
    await tx.reviews.record({ review: review.id, at, state: 'merged', by, text });
  }
}

async function moveRecords(tx: StoreWriter, from: SeminarId, to: SeminarId): Promise<void> {
  for (const claim of await tx.seminars.claimsOf(from)) await tx.seminars.putClaim({ ...claim, seminar: to });
  for (const reading of await tx.readings.ofSeminars([from])) {
    const told = reading.state === 'accepted' ? 'telling' : 'update';
    const relation = reading.direct ? reading.relation : told;
    await tx.readings.put({ ...reading, seminar: to, relation });
  }
  const patch = { ...(await tx.seminars.patchOf(from)), ...(await tx.seminars.patchOf(to)) };
  if (Object.keys(patch).length > 0) await tx.seminars.putPatch(to, patch);
  await tx.seminars.putPatch(from, {});
  for (const reminder of await tx.people.remindersOf(from)) {
    await tx.people.dropReminder(reminder.person, from);
    await tx.people.putReminder({ ...reminder, seminar: to });
  }
}

/** No record says anything of it any more: nothing is left that could be found, matched or announced. */
async function emptyOut(tx: StoreWriter, gone: Seminar, scene: ReviewScene): Promise<void> {
  await retractWithin(tx, await tx.outbox.ofSeminar(gone.id), scene);
  const fields = mergeClaims([], {}, scene.plan.policy);
  const change = { id: gone.id, before: gone, fields, publication: 'draft', orphaned: false } as const;
  await saveSeminars(tx, [change], scene.plan, scene.clock.now());
}
