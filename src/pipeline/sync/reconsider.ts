import { reviewIdOf, type SeminarId, type SourceId } from '../../domain/ids.ts';
import { changedFields, mergedOf } from '../../domain/merge.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { isOrphaned } from '../plan/claims.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { type SaveOutcome, type SeminarChange, saveSeminars } from '../plan/save-seminars.ts';
import { keepReview } from '../review/keep-review.ts';
import { type Layers, loadManyLayers, mergeAccepted, mergeProposed, takenIn } from '../review/layers.ts';
import { settleFields } from './settle-fields.ts';

export interface Reconsidered extends SaveOutcome {
  readonly changes: readonly { readonly seminar: SeminarId; readonly fields: readonly string[] }[];
  readonly orphaned: readonly SeminarId[];
}

/**
 * Merges stored claims anew, without any source: after a claim went, after the configuration's defaults or the order of
 * the sources changed, after an organiser's patch. Publication stays as it is, save that a patch may give a draft the
 * start it lacks (`vouched`); what waits for a word goes on waiting.
 */
export async function reconsider(
  tx: StoreWriter,
  ids: readonly SeminarId[],
  sources: readonly SourceId[],
  context: PlanContext,
  now: Temporal.Instant,
  vouched = false,
): Promise<Reconsidered> {
  const setting = { sources, defaults: context.policy };
  const changes: SeminarChange[] = [];
  const orphaned: SeminarId[] = [];
  const named: { seminar: SeminarId; fields: readonly string[] }[] = [];
  const all: Layers[] = [];
  const layersOf = await loadManyLayers(tx, ids);
  for (const before of await tx.seminars.many(ids)) {
    const layers = layersOf(before.id);
    const isPublic = before.publication === 'published' || vouched;
    const merged = isPublic
      ? mergeAccepted(layers, setting)
      : mergeProposed(layers, setting, takenIn('draft'));
    const { fields, publication } = settleFields(before, merged, vouched);
    const isGone = isOrphaned(layers.claims);
    if (isGone) orphaned.push(before.id);
    changes.push({ id: before.id, before, fields, publication, orphaned: isGone });
    all.push(layers);
    const differing = changedFields(mergedOf(before), fields);
    if (differing.length > 0) named.push({ seminar: before.id, fields: differing });
  }
  const saved = await saveSeminars(tx, changes, context, now);
  const kept = await tx.reviews.many(saved.seminars.map(({ id }) => reviewIdOf(id)));
  const byId = new Map(kept.map((review) => [review.id, review]));
  for (const [index, layers] of all.entries()) {
    const seminar = saved.seminars[index];
    const known = seminar && { review: byId.get(reviewIdOf(seminar.id)) };
    if (seminar && known) await keepReview(tx, { seminar, layers, known }, setting, now);
  }
  return { ...saved, changes: named, orphaned };
}
