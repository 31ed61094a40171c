import type { SeminarId, SourceId } from '../../domain/ids.ts';
import { changedFields, mergeClaims, mergedOf } from '../../domain/merge.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { isOrphaned } from '../plan/claims.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { type SaveOutcome, type SeminarChange, saveSeminars } from '../plan/save-seminars.ts';
import { orderClaims } from './order-claims.ts';
import { settleFields } from './settle-fields.ts';

export interface Reconsidered extends SaveOutcome {
  readonly changes: readonly { readonly seminar: SeminarId; readonly fields: readonly string[] }[];
  readonly orphaned: readonly SeminarId[];
}

/**
 * Merges stored claims anew, without any source: after a claim went, after the configuration's defaults or the order of
 * the sources changed, after an organiser's patch. Publication stays as it is, save that a patch may give a draft the
 * start it lacks (`vouched`).
 */
export async function reconsider(
  tx: StoreWriter,
  ids: readonly SeminarId[],
  sources: readonly SourceId[],
  context: PlanContext,
  now: Temporal.Instant,
  vouched = false,
): Promise<Reconsidered> {
  const changes: SeminarChange[] = [];
  const orphaned: SeminarId[] = [];
  const named: { seminar: SeminarId; fields: readonly string[] }[] = [];
  for (const before of await tx.seminars.many(ids)) {
    const claims = await tx.seminars.claimsOf(before.id);
    const patch = await tx.seminars.patchOf(before.id);
    const layers = orderClaims(claims, sources).map(({ fields }) => fields);
    const { fields, publication } = settleFields(before, mergeClaims(layers, patch, context.policy), vouched);
    const isGone = isOrphaned(claims);
    if (isGone) orphaned.push(before.id);
    changes.push({ id: before.id, before, fields, publication, orphaned: isGone });
    const differing = changedFields(mergedOf(before), fields);
    if (differing.length > 0) named.push({ seminar: before.id, fields: differing });
  }
  return { ...(await saveSeminars(tx, changes, context, now)), changes: named, orphaned };
}
