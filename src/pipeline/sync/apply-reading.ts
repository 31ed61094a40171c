import type { SeminarId } from '../../domain/ids.ts';
import type { SourceReading } from '../../ports/seminar-source.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import { inChunks } from '../plan/chunks.ts';
import { applyClosedDays } from '../review/closed-days.ts';
import { applyRecords } from './apply-records.ts';
import type { Arrival } from './arrival.ts';
import { diffReading, type HashedRecord, type ReadingDiff } from './diff-reading.ts';
import { identifyRecords } from './identify-records.ts';
import { type Loss, weighLoss } from './loss-guard.ts';
import { applyGone, applyPlaces } from './settle-claims.ts';
import { addTo } from './sync-report.ts';
import type { SyncTask } from './sync-task.ts';

/** Of a larger reading, what can be searched for follows the records by some seconds. */
const INDEXED_AT_ONCE = 500;

export interface Applied {
  readonly unchanged: number;
  /** Seminars that were merged anew. */
  readonly touched: ReadonlySet<SeminarId>;
  /** Too much was missing: nothing was taken away. */
  readonly loss?: Loss;
}

/**
 * Brings the store in line with a reading. Several transactions; each leaves records and plan in accord. `losses`: whether
 * an operator has accepted what is missing, or an earlier reading's loss is held already.
 */
export async function applyReading(
  reading: Extract<SourceReading, { type: 'records' }>,
  states: ReadonlyMap<string, ClaimState>,
  task: SyncTask,
  losses: 'accepted' | 'held' | 'weighed',
): Promise<Applied> {
  const { store, report, signal } = task;
  const diff = await diffReading(reading, states, signal);
  report.problems.push(...reading.problems, ...diff.problems);
  const arrivals = await arrivalsOf(diff, states, task, reading.complete);
  const context = { ...task, search: arrivals.length > INDEXED_AT_ONCE ? 'later' : 'now' } as const;
  for (const wave of wavesOf(arrivals)) {
    await inChunks(
      nearestFirst(wave, task.now),
      async (chunk) => addTo(report, await store.transaction((tx) => applyRecords(tx, chunk, context))),
      signal,
    );
  }
  await applyPlaces(diff.moved, task);
  const touched = new Set(arrivals.map(({ seminar }) => seminar));
  const lost = lostBy(diff, states, touched);
  const loss =
    losses === 'accepted' ? undefined : await weighLoss(store, states, lost, losses === 'held', task.now);
  if (!loss) await applyGone(diff.missing, states, task);
  await applyClosedDays(reading, task);
  return { unchanged: diff.unchanged, touched, ...(loss ? { loss } : {}) };
}

async function arrivalsOf(
  diff: ReadingDiff,
  states: ReadonlyMap<string, ClaimState>,
  { store, source, now, signal }: SyncTask,
  complete: boolean,
): Promise<readonly Arrival[]> {
  const known = diff.changed.flatMap((hashed): Arrival[] => {
    const state = states.get(hashed.record.uid);
    return state ? [{ ...hashed, seminar: state.seminar, isNew: false }] : [];
  });
  if (diff.fresh.length === 0) return known;
  const setting = { source: source.id, present: presentIn(diff, states), complete, now };
  const identities = await identifyRecords(store, diff.fresh, setting, signal);
  const byUid = new Map(diff.fresh.map((hashed) => [hashed.record.uid, hashed]));
  const fresh = [...identities].flatMap(([uid, identity]): Arrival[] => {
    const hashed = byUid.get(uid);
    return hashed ? [{ ...hashed, ...identity }] : [];
  });
  return [...known, ...fresh];
}

/** Seminars that the reading speaks of by uids that are known. */
function presentIn(diff: ReadingDiff, states: ReadonlyMap<string, ClaimState>): ReadonlySet<SeminarId> {
  const missing = new Set(diff.missing);
  return new Set(
    [...states].filter(([uid, state]) => !state.gone && !missing.has(uid)).map(([, state]) => state.seminar),
  );
}

/**
 * Of several records about one seminar, one after the other in the order in which they came in: an announcement and its
 * correction may be read at once. Mostly there is one wave.
 */
function wavesOf(arrivals: readonly Arrival[]): readonly (readonly Arrival[])[] {
  const waves: Arrival[][] = [];
  const seen = new Map<SeminarId, number>();
  for (const arrival of arrivals) {
    const place = seen.get(arrival.seminar) ?? 0;
    seen.set(arrival.seminar, place + 1);
    const wave = waves[place];
    if (wave) wave.push(arrival);
    else waves.push([arrival]);
  }
  return waves;
}

function lostBy(
  diff: ReadingDiff,
  states: ReadonlyMap<string, ClaimState>,
  touched: ReadonlySet<SeminarId>,
): ReadonlySet<SeminarId> {
  const present = presentIn(diff, states);
  const lost = diff.missing.flatMap((uid) => states.get(uid)?.seminar ?? []);
  // A record that was given another uid is not lost.
  return new Set(lost.filter((seminar) => !present.has(seminar) && !touched.has(seminar)));
}

/**
 * What lies ahead before what is past, the nearest first: `guard.burst` lets the first overdue announcements through,
 * and those must be the nearest of all, not of one chunk.
 */
function nearestFirst<T extends HashedRecord>(arrivals: readonly T[], now: Temporal.Instant): readonly T[] {
  const rank = ({ record }: T): number => {
    const start = record.fields.start?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    return start >= now.epochMilliseconds ? start : Number.MAX_SAFE_INTEGER - start;
  };
  return arrivals
    .map((arrival) => ({ arrival, at: rank(arrival) }))
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at - b.at))
    .map(({ arrival }) => arrival);
}
