import type { SeminarId, SourceId } from '../../domain/ids.ts';
import { changedFields, mergedOf } from '../../domain/merge.ts';
import type { Reading } from '../../domain/review.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { isOrphaned } from '../plan/claims.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { type SeminarChange, saveSeminars } from '../plan/save-seminars.ts';
import { keepReview } from '../review/keep-review.ts';
import {
  type Layers,
  loadLayers,
  type MergeSetting,
  mergeAccepted,
  mergeProposed,
  takenIn,
} from '../review/layers.ts';
import type { Arrival } from './arrival.ts';
import { concernsOf } from './concerns.ts';
import { type Settled, settleFields } from './settle-fields.ts';
import { type SettledRecord, settleRecord } from './settle-record.ts';
import type { ReportDraft, SyncEntry } from './sync-report.ts';

export interface ApplyContext {
  readonly source: Pick<SeminarSource, 'id' | 'review'>;
  readonly sources: readonly SourceId[];
  readonly plan: PlanContext;
  readonly now: Temporal.Instant;
}

const NOTHING: Layers = { claims: [], readings: [], patch: {} };

/** Writes claims, readings, seminars and plan of some records in the transaction given. Each seminar at most once. */
export async function applyRecords(
  tx: StoreWriter,
  arrivals: readonly Arrival[],
  context: ApplyContext,
  report: ReportDraft,
): Promise<void> {
  const { source, sources, plan, now } = context;
  const setting = { sources, defaults: plan.policy };
  const known = arrivals.filter((arrival) => !arrival.isNew).map(({ seminar }) => seminar);
  const stored = known.length > 0 ? await tx.seminars.many(known) : [];
  const befores = new Map(stored.map((seminar) => [seminar.id, seminar]));
  const readings = Map.groupBy(await tx.readings.ofSeminars(known), ({ seminar }) => seminar);
  const changes: SeminarChange[] = [];
  const records: SettledRecord[] = [];
  for (const arrival of arrivals) {
    const before = befores.get(arrival.seminar);
    const layers = await layersOf(tx, arrival, readings);
    const record = settleRecord(arrival, before, layers, source, setting, now);
    await keepRecord(tx, arrival, record);
    const settled = settleSeminar(arrival, before, record, setting);
    const { fields, publication } = settled;
    const change = { id: arrival.seminar, fields, publication, orphaned: isOrphaned(record.layers.claims) };
    changes.push(before ? { ...change, before } : change);
    records.push(record);
    tell(report, arrival, before, settled);
    report.concerns.push(...concernsOf(arrival, before, settled, record));
  }
  const { held, seminars } = await saveSeminars(tx, changes, plan, now);
  report.announcementsHeld += held.length;
  for (const [index, { layers }] of records.entries()) {
    const [arrival, seminar] = [arrivals[index], seminars[index]];
    if (!arrival || !seminar || isSimple(arrival, seminar, layers)) continue;
    const { resembles } = arrival;
    const review = await keepReview(
      tx,
      { seminar, layers, ...(resembles ? { resembles } : {}) },
      setting,
      now,
    );
    if (review) report.reviews.push(review.id);
  }
}

function layersOf(
  tx: StoreWriter,
  { seminar, isNew }: Arrival,
  readings: ReadonlyMap<SeminarId, readonly Reading[]>,
): Promise<Layers> {
  return isNew ? Promise.resolve(NOTHING) : loadLayers(tx, seminar, readings.get(seminar) ?? []);
}

async function keepRecord(
  tx: StoreWriter,
  { record: { text } }: Arrival,
  { claim, reading }: SettledRecord,
): Promise<void> {
  await tx.seminars.putClaim(claim);
  if (!reading) return;
  await tx.readings.put(reading);
  if (text !== undefined && reading.text !== undefined) {
    await tx.readings.putText(reading.text, text, reading.received);
  }
}

/**
 * A published seminar is what was accepted. A draft, which no reader sees, is what it would be; it is published when a
 * record that needs nobody's word gives its start, and then without what still waits.
 */
function settleSeminar(
  { record }: Arrival,
  before: Seminar | undefined,
  { waits, layers }: SettledRecord,
  setting: MergeSetting,
): Settled {
  const vouches = !waits && (record.fields.start !== undefined || layers.patch.start !== undefined);
  const isPublic = before?.publication === 'published' || vouches;
  const merged = isPublic ? mergeAccepted(layers, setting) : mergeProposed(layers, setting, takenIn('draft'));
  return settleFields(before, merged, vouches);
}

/** Most records: new, complete, from a list that needs nobody's word. */
function isSimple({ isNew, resembles }: Arrival, { publication }: Seminar, { readings }: Layers): boolean {
  return isNew && publication === 'published' && readings.length === 0 && resembles === undefined;
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
