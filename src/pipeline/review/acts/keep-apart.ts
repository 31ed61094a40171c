import { type ReviewId, readableDigest, SeminarId } from '../../../domain/ids.ts';
import type { Reading, SeminarReview } from '../../../domain/review.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { saveSeminars } from '../../plan/save-seminars.ts';
import { keepReview, seminarReview } from '../keep-review.ts';
import { isWaiting, loadLayers, mergeProposed, takenIn } from '../layers.ts';
import { REVIEW_WORDS } from '../review-words.ts';
import { type ReviewOutcome, type ReviewScene, refuse } from './review-scene.ts';

/**
 * A person's word that two are not the same talk. Of one that merely resembles another, this is remembered; a later word
 * that was taken to be about a seminar becomes a draft of its own, which waits in turn.
 */
export function keepApart(scene: ReviewScene, id: ReviewId): Promise<ReviewOutcome> {
  return scene.store.transaction(async (tx) => {
    const review = seminarReview(await tx.reviews.get(id));
    if (!review) return refuse(id, 'unknown');
    if (review.state !== 'open') return refuse(id, 'settled');
    const seminar = await tx.seminars.get(review.seminar);
    if (!seminar) return refuse(id, 'unknown');
    if (review.resembles.length > 0) return remember(tx, review, seminar, scene);
    const strays = (await tx.readings.ofSeminars([seminar.id])).filter(
      (reading) => isWaiting(reading) && reading.relation !== 'own',
    );
    return strays.length > 0 ? split(tx, review, seminar, strays, scene) : refuse(id, 'noMatch');
  });
}

async function remember(
  tx: StoreWriter,
  review: SeminarReview,
  seminar: Seminar,
  { clock, by, sources, plan }: ReviewScene,
): Promise<ReviewOutcome> {
  const at = clock.now();
  const [other] = await tx.seminars.many(review.resembles);
  const apart = [...new Set([...review.apart, ...review.resembles])];
  await tx.reviews.put({ ...review, state: 'apart', changedAt: at, resembles: [], apart });
  const text = REVIEW_WORDS.apart(other?.title ?? review.resembles.join(', '));
  await tx.reviews.record({ review: review.id, at, state: 'apart', by, text });
  // A draft goes on waiting, now for one word less.
  const layers = await loadLayers(tx, seminar.id);
  await keepReview(tx, { seminar, layers }, { sources, defaults: plan.policy }, at);
  return { type: 'apart', seminar, own: [] };
}

async function split(
  tx: StoreWriter,
  review: SeminarReview,
  seminar: Seminar,
  strays: readonly Reading[],
  { clock, by, sources, plan }: ReviewScene,
): Promise<ReviewOutcome> {
  const at = clock.now();
  const setting = { sources, defaults: plan.policy };
  const own: SeminarId[] = [];
  for (const stray of strays) {
    const id = await mintId(tx, stray);
    const claim = await tx.seminars.claim(stray.source, stray.uid);
    if (claim) await tx.seminars.putClaim({ ...claim, seminar: id });
    await tx.readings.put({ ...stray, seminar: id, relation: 'own' });
    const layers = await loadLayers(tx, id);
    const fields = mergeProposed(layers, setting, takenIn('draft'));
    const saved = await saveSeminars(tx, [{ id, fields, publication: 'draft', orphaned: false }], plan, at);
    const [draft] = saved.seminars;
    if (draft) await keepReview(tx, { seminar: draft, layers }, setting, at);
    own.push(id);
  }
  await tx.reviews.put({ ...review, state: 'apart', changedAt: at });
  const text = REVIEW_WORDS.split(own.join(', '));
  await tx.reviews.record({ review: review.id, at, state: 'apart', by, text });
  // What else waits of this seminar goes on waiting.
  await keepReview(tx, { seminar, layers: await loadLayers(tx, seminar.id) }, setting, at);
  return { type: 'apart', seminar, own };
}

async function mintId(tx: StoreWriter, { source, uid }: Reading): Promise<SeminarId> {
  for (let salt = 0; ; salt += 1) {
    const id = SeminarId.parse(readableDigest(`${source}\n${uid}\napart ${salt}`, 8));
    if (!(await tx.seminars.get(id))) return id;
  }
}
