import type { SourceId } from '../../domain/ids.ts';
import { changedFields, mergeClaims, mergedOf } from '../../domain/merge.ts';
import type { Claim, Seminar, SeminarFields } from '../../domain/seminar.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { type SeminarChange, saveSeminars } from '../plan/save-seminars.ts';
import type { Arrival, Layers } from './arrival.ts';
import { concernsOf } from './concerns.ts';
import { orderClaims } from './order-claims.ts';
import { type Settled, settleFields } from './settle-fields.ts';
import type { ReportDraft, SyncEntry } from './sync-report.ts';

export interface ApplyContext {
  readonly source: Pick<SeminarSource, 'id' | 'review'>;
  readonly sources: readonly SourceId[];
  readonly plan: PlanContext;
  readonly now: Temporal.Instant;
}

/** Writes claims, seminars and plan of some records in the transaction given. Each seminar at most once. */
export async function applyRecords(
  tx: StoreWriter,
  arrivals: readonly Arrival[],
  context: ApplyContext,
  report: ReportDraft,
): Promise<void> {
  const known = arrivals.filter((arrival) => !arrival.isNew).map(({ seminar }) => seminar);
  const stored = known.length > 0 ? await tx.seminars.many(known) : [];
  const befores = new Map(stored.map((seminar) => [seminar.id, seminar]));
  const changes: SeminarChange[] = [];
  for (const arrival of arrivals) {
    const claim = claimOf(arrival, context.source.id);
    const before = befores.get(arrival.seminar);
    const layers = await layersOf(tx, claim, arrival.isNew, context.sources);
    await tx.seminars.putClaim(claim);
    const merged = mergeClaims(layers.claims, layers.patch, context.plan.policy);
    const settled = settleFields(before, merged, vouches(arrival, layers.patch, context));
    const { fields, publication } = settled;
    const change = { id: arrival.seminar, fields, publication, orphaned: false };
    changes.push(before ? { ...change, before } : change);
    tell(report, arrival, before, settled);
    report.concerns.push(...concernsOf(arrival, before, settled, layers));
  }
  const { held } = await saveSeminars(tx, changes, context.plan, context.now);
  report.announcementsHeld += held.length;
}

function claimOf({ record, hash, seminar }: Arrival, source: SourceId): Claim {
  return { source, uid: record.uid, seminar, fields: record.fields, hash, place: record.place };
}

async function layersOf(
  tx: StoreWriter,
  claim: Claim,
  isNew: boolean,
  sources: readonly SourceId[],
): Promise<Layers> {
  if (isNew) return { claims: [claim.fields], patch: {} };
  const stored = await tx.seminars.claimsOf(claim.seminar);
  const isThis = (other: Claim): boolean => other.source === claim.source && other.uid === claim.uid;
  const previous = stored.find(isThis)?.fields;
  const claims = orderClaims([...stored.filter((other) => !isThis(other)), claim], sources);
  const patch = await tx.seminars.patchOf(claim.seminar);
  return { claims: claims.map(({ fields }) => fields), patch, ...(previous ? { previous } : {}) };
}

/** Prose needs an organiser's word where the source says so; and who vouches for a talk must know when it is. */
function vouches({ record }: Arrival, patch: SeminarFields, { source }: ApplyContext): boolean {
  const needsWord = source.review && record.prose;
  return !needsWord && (record.fields.start !== undefined || patch.start !== undefined);
}

function tell(report: ReportDraft, arrival: Arrival, before: Seminar | undefined, settled: Settled): void {
  const { title } = settled.fields;
  const entry: SyncEntry = {
    seminar: arrival.seminar,
    place: arrival.record.place,
    publication: settled.publication,
    fields: before ? changedFields(mergedOf(before), settled.fields) : [],
    ...(title === undefined ? {} : { title }),
  };
  if (!before) report.added.push(entry);
  else if (entry.fields.length > 0 || before.publication !== settled.publication) report.changed.push(entry);
}
