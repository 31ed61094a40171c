import type { SeminarId } from '../../domain/ids.ts';
import type { SourceReading, SourceRecord } from '../../ports/seminar-source.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import { inChunks, inTurns } from '../plan/chunks.ts';
import { applyClosedDays } from '../review/closed-days.ts';
import { applyRecords } from './apply-records.ts';
import type { Arrival } from './arrival.ts';
import { diffReading, type ReadingDiff } from './diff-reading.ts';
import { type IdentifySetting, identifyRecords } from './identify-records.ts';
import { bringUpToDate, type States } from './known-claims.ts';
import { type Loss, weighLoss } from './loss-guard.ts';
import { orderArrivals } from './order-arrivals.ts';
import { applyGone, applyPlaces } from './settle-claims.ts';
import { addTo } from './sync-report.ts';
import { SETTLED_LATER, type SyncTask } from './sync-task.ts';

/**
 * So long may a transaction of many records take, for which others who want to write wait; the event loop has its turns
 * within. Each costs much by itself: its commit writes every page that it touches, of a dozen indexes, and what is gathered
 * for the search index becomes a part of it that has to be merged.
 */
const BULK_MS = 35;

export interface Applied {
  readonly unchanged: number;
  /** Seminars that were merged anew. */
  readonly touched: ReadonlySet<SeminarId>;
  /** Several records had one uid: the first counts, the others were reported. */
  readonly hasTwins: boolean;
  /** Too much was missing: nothing was taken away. */
  readonly loss?: Loss;
  /** The source's claims as they are now. Absent where something is held. */
  readonly states?: States;
}

/**
 * Brings the store in line with a reading. Several transactions; each leaves records and plan in accord. `losses`: whether
 * an operator has accepted what is missing, or an earlier reading's loss is held already.
 */
export async function applyReading(
  reading: Extract<SourceReading, { type: 'records' }>,
  states: States,
  task: SyncTask,
  losses: 'accepted' | 'held' | 'weighed',
): Promise<Applied> {
  const { store, report, signal } = task;
  const diff = await diffReading(reading, states, signal);
  report.problems.push(...reading.problems, ...diff.problems);
  const present = await presentIn(diff, states, signal);
  const arrivals = await arrivalsOf(diff, states, task, { present, complete: reading.complete });
  for (const wave of await wavesOf(arrivals, signal)) {
    await inChunks(
      await orderArrivals(wave, task.plan.policy, task.now, signal),
      async (chunk) =>
        addTo(report, await store.transaction((tx) => applyRecords(tx, chunk, task), SETTLED_LATER)),
      signal,
      BULK_MS,
    );
  }
  await applyPlaces(diff.moved, task);
  const touched = new Set<SeminarId>();
  await inTurns(arrivals, ({ seminar }) => void touched.add(seminar), signal);
  const lost = lostBy(diff, states, present, touched);
  const loss =
    losses === 'accepted' ? undefined : await weighLoss(store, states, lost, losses === 'held', task.now);
  if (!loss) await applyGone(diff.missing, states, task);
  await applyClosedDays(reading, task);
  const applied = { unchanged: diff.unchanged, touched, hasTwins: diff.problems.length > 0 };
  if (loss) return { ...applied, loss };
  const { moved, missing } = diff;
  return { ...applied, states: await bringUpToDate(states, { arrivals, moved, missing }, signal) };
}

async function arrivalsOf(
  diff: ReadingDiff,
  states: States,
  { store, source, now, signal }: SyncTask,
  reading: Pick<IdentifySetting, 'present' | 'complete'>,
): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  const addKnown = (record: SourceRecord): void => {
    const state = states.get(record.uid);
    if (state) arrivals.push({ record, seminar: state.seminar, isNew: false });
  };
  await inTurns(diff.changed, addKnown, signal);
  if (diff.fresh.length === 0) return arrivals;
  const fresh = await identifyRecords(store, diff.fresh, { source: source.id, now, ...reading }, signal);
  return arrivals.length === 0 ? fresh : [...arrivals, ...fresh];
}

/** Seminars that the reading speaks of by uids that are known; nobody asks where nothing is new and nothing missing. */
async function presentIn(
  { fresh, missing }: ReadingDiff,
  states: States,
  signal: AbortSignal,
): Promise<ReadonlySet<SeminarId>> {
  const present = new Set<SeminarId>();
  if (fresh.length + missing.length === 0) return present;
  const gone = new Set(missing);
  const addLive = ([uid, state]: readonly [string, ClaimState]): void => {
    if (!state.gone && !gone.has(uid)) present.add(state.seminar);
  };
  await inTurns(states, addLive, signal);
  return present;
}

/**
 * Of several records about one seminar, one after the other in the order in which they came in: an announcement and its
 * correction may be read at once. Mostly there is one wave.
 */
async function wavesOf(
  arrivals: readonly Arrival[],
  signal: AbortSignal,
): Promise<readonly (readonly Arrival[])[]> {
  const waves: Arrival[][] = [];
  const seen = new Map<SeminarId, number>();
  const add = (arrival: Arrival): void => {
    const place = seen.get(arrival.seminar) ?? 0;
    seen.set(arrival.seminar, place + 1);
    const wave = waves[place];
    if (wave) wave.push(arrival);
    else waves.push([arrival]);
  };
  await inTurns(arrivals, add, signal);
  return waves;
}

function lostBy(
  diff: ReadingDiff,
  states: States,
  present: ReadonlySet<SeminarId>,
  touched: ReadonlySet<SeminarId>,
): ReadonlySet<SeminarId> {
  const lost = diff.missing.flatMap((uid) => states.get(uid)?.seminar ?? []);
  // A record that was given another uid is not lost.
  return new Set(lost.filter((seminar) => !present.has(seminar) && !touched.has(seminar)));
}
