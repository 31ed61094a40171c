import { type ReviewId, reviewIdOf, type SourceId } from '../../domain/ids.ts';
import { changedFields, mergedOf } from '../../domain/merge.ts';
import type { Reading } from '../../domain/review.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { isOrphaned } from '../plan/claims.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { type SeminarChange, saveSeminars } from '../plan/save-seminars.ts';
import { keepReview } from '../review/keep-review.ts';
import {
  type Layers,
  loadManyLayers,
  type MergeSetting,
  mergeAccepted,
  mergeProposed,
  takenIn,
} from '../review/layers.ts';
import type { Arrival } from './arrival.ts';
import { concernsOf } from './concerns.ts';
import { type Settled, settleFields } from './settle-fields.ts';
import { type SettledRecord, settleRecord } from './settle-record.ts';
import { beginReport, type ReportDraft, type SyncEntry } from './sync-report.ts';

export interface ApplyContext {
  readonly source: Pick<SeminarSource, 'id' | 'review'>;
  readonly sources: readonly SourceId[];
  readonly plan: PlanContext;
  readonly now: Temporal.Instant;
  /** See `SyncTask`. */
  readonly run?: string;
}

const NOTHING: Layers = { claims: [], readings: [], patch: {} };

/**
 * Writes claims, readings, seminars and plan of some records in the transaction given. Each seminar at most once. What is
 * to be told of it counts at the commit: a transaction may be run again.
 */
export async function applyRecords(
  tx: StoreWriter,
  arrivals: readonly Arrival[],
  context: ApplyContext,
): Promise<ReportDraft> {
  const report = beginReport();
  const { source, sources, plan, now, run } = context;
  const setting = { sources, defaults: plan.policy };
  const known = arrivals.filter((arrival) => !arrival.isNew).map(({ seminar }) => seminar);
  const stored = known.length > 0 ? await tx.seminars.many(known) : [];
  const befores = new Map(stored.map((seminar) => [seminar.id, seminar]));
  const layersOf = known.length > 0 ? await loadManyLayers(tx, known) : () => NOTHING;
  const changes: SeminarChange[] = [];
  const records: SettledRecord[] = [];
  const turn = takeTurns();
  for (const arrival of arrivals) {
    await turn();
    const before = befores.get(arrival.seminar);
    const layers = arrival.isNew ? NOTHING : layersOf(arrival.seminar);
    const record = settleRecord(arrival, before, layers, source, setting, now);
    if (record.reading) await keepReading(tx, arrival, record.reading);
    const settled = settleSeminar(arrival, before, record, setting);
    const { fields, publication } = settled;
    const change = { id: arrival.seminar, fields, publication, orphaned: isOrphaned(record.layers.claims) };
    changes.push(before ? { ...change, before } : change);
    records.push(record);
    tell(report, arrival, before, settled);
    report.concerns.push(...concernsOf(arrival, before, settled, record));
  }
  await tx.seminars.putClaims(
    records.map(({ claim }) => claim),
    run,
  );
  const { held, seminars } = await saveSeminars(tx, changes, plan, now);
  report.announcementsHeld += held.length;
  const settled = arrivals.flatMap((arrival, index): Settling[] => {
    const [seminar, layers] = [seminars[index], records[index]?.layers];
    return !seminar || !layers || isSimple(arrival, seminar, layers) ? [] : [{ arrival, seminar, layers }];
  });
  for (const review of await keepReviews(tx, settled, setting, now)) report.reviews.push(review);
  return report;
}

interface Settling {
  readonly arrival: Arrival;
  readonly seminar: Seminar;
  readonly layers: Layers;
}

/** Which wait. */
async function keepReviews(
  tx: StoreWriter,
  settled: readonly Settling[],
  setting: MergeSetting,
  now: Temporal.Instant,
): Promise<readonly ReviewId[]> {
  const kept = await tx.reviews.many(settled.map(({ seminar }) => reviewIdOf(seminar.id)));
  const byId = new Map(kept.map((review) => [review.id, review]));
  const waiting: ReviewId[] = [];
  for (const { arrival, seminar, layers } of settled) {
    const { resembles } = arrival;
    const known = { review: byId.get(reviewIdOf(seminar.id)) };
    const subject = { seminar, layers, known, ...(resembles ? { resembles } : {}) };
    const review = await keepReview(tx, subject, setting, now);
    if (review) waiting.push(review.id);
  }
  return waiting;
}

async function keepReading(tx: StoreWriter, { record: { text } }: Arrival, reading: Reading): Promise<void> {
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
