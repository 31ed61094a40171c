import { randomUUID } from 'node:crypto';
import type { SeminarId, SourceId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SeminarSource, SourceCursor, SourceReading } from '../../ports/seminar-source.ts';
import type { SourceState } from '../../ports/store/source-state.ts';
import type { Store } from '../../ports/store.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import { rollHorizon } from '../plan/roll-horizon.ts';
import { oweReviewNotes } from '../review/owe-notes.ts';
import { defaultsMark, splitCursor, withMark } from './defaults-mark.ts';
import { KnownClaims } from './known-claims.ts';
import { applyDefaults } from './settle-claims.ts';
import { beginReport, type SyncReport } from './sync-report.ts';
import { SETTLED_LATER, type SyncTask } from './sync-task.ts';
import { type Taken, takeReading } from './take-reading.ts';

export interface SyncOptions {
  readonly store: Store;
  /** As routes and channels are just now. */
  readonly plan: () => PlanContext;
  /** In configured order: whose word counts before whose (rule 7). */
  readonly sources: readonly SourceId[];
  readonly clock: Clock;
  /** Runs work when nobody else writes what sources tell, in whatever process. Absent: nobody else is there. */
  readonly turn?: <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;
}

export interface SyncRequest {
  readonly signal: AbortSignal;
  /** An operator's word that what is missing is really gone. */
  readonly acceptLoss?: boolean;
}

export type SyncSource = (source: SeminarSource, request: SyncRequest) => Promise<SyncReport>;

/**
 * Makes the function that reads a source and brings the store in line: records are compared by hash, what is new or
 * changed is merged, saved and planned in chunks of one transaction each, the nearest seminars first. A source that
 * fails, or that lacks too much at once, takes nothing away. Reading is concurrent; writing is one source at a time, so
 * that two sources that tell of the same talk know it from each other. Throws only when aborted or when the store fails.
 */
export function createSync(options: SyncOptions): SyncSource {
  const { turn = (work) => work() } = options;
  const claims = new KnownClaims();
  let writing: Promise<unknown> = Promise.resolve();
  return async (source, request) => {
    const { signal } = request;
    let reading = await readSource(source, options, signal);
    const settled = writing.then(() =>
      turn(async () => {
        // What another process has brought in meanwhile may be newer than what was read here.
        if (await isOvertaken(source, reading, options)) reading = await readSource(source, options, signal);
        const context = options.plan();
        const report = await settle(source, reading.reading, claims, context, options, request);
        await followRoutes(context, options, signal);
        return report;
      }, signal),
    );
    writing = settled.catch(() => undefined);
    return settled;
  };
}

interface TimedReading {
  readonly reading: SourceReading | FailedReading;
  /** When the source had been read last, before this. */
  readonly after: Temporal.Instant | undefined;
}

/** A reading that is not complete only adds, and takes nothing back whenever it was made. */
async function isOvertaken(
  source: SeminarSource,
  { reading, after }: TimedReading,
  { store }: SyncOptions,
): Promise<boolean> {
  if (reading.type !== 'records' || !reading.complete) return false;
  const state = await store.read.sources.state(source.id);
  return state?.readAt?.epochMilliseconds !== after?.epochMilliseconds;
}

interface FailedReading {
  readonly type: 'failed';
  readonly failure: string;
  readonly retryAfterMs?: number;
}

async function readSource(
  source: SeminarSource,
  { store }: SyncOptions,
  signal: AbortSignal,
): Promise<TimedReading> {
  const state = await store.read.sources.state(source.id);
  const after = state?.readAt;
  try {
    return { reading: await source.read(splitCursor(state?.cursor).cursor, signal), after };
  } catch (error) {
    signal.throwIfAborted();
    const failure = error instanceof Error ? error.message : String(error);
    return { reading: { type: 'failed', failure, ...waitOf(error) }, after };
  }
}

function waitOf(error: unknown): { readonly retryAfterMs?: number } {
  if (!(error instanceof Error) || !('retryAfterMs' in error)) return {};
  const { retryAfterMs } = error;
  return typeof retryAfterMs === 'number' ? { retryAfterMs } : {};
}

/**
 * Routes that came to lead elsewhere while a reading was being written were planned on before all of it was there, and what
 * was written was planned on as they had led before.
 */
async function followRoutes(
  before: PlanContext,
  { store, plan, clock }: SyncOptions,
  signal: AbortSignal,
): Promise<void> {
  const context = plan();
  if (context.routes !== before.routes) await rollHorizon(store, context, clock.now(), signal);
}

async function settle(
  source: SeminarSource,
  reading: SourceReading | FailedReading,
  claims: KnownClaims,
  context: PlanContext,
  { store, clock, sources }: SyncOptions,
  { signal, acceptLoss = false }: SyncRequest,
): Promise<SyncReport> {
  const before = await store.read.sources.state(source.id);
  const base = { source, store, plan: context, sources, now: clock.now(), signal };
  const task: SyncTask = { ...base, run: randomUUID(), report: beginReport() };
  if (reading.type === 'failed') return keepFailure(task, before, reading);
  const losses = acceptLoss ? 'accepted' : before?.heldLoss === undefined ? 'weighed' : 'held';
  const applied: Taken =
    reading.type === 'unchanged'
      ? { unchanged: await countKnown(source, store), touched: new Set<SeminarId>(), hasTwins: false }
      : await takeReading(reading, claims, task, losses);
  await settleSearch(store, signal);
  const mark = defaultsMark(task.plan.policy, sources);
  const last = splitCursor(before?.cursor);
  if (before && last.mark !== mark) {
    const states = applied.states ?? (await store.read.seminars.claimStates(source.id));
    await applyDefaults(states, applied.touched, task);
  }
  if (task.report.reviews.length > 0) {
    await store.transaction((tx) => oweReviewNotes(tx, task.plan.policy, task.now));
  }
  await keepState(task, reading, applied, before, mark);
  return {
    source: source.id,
    outcome: reading.type === 'unchanged' ? 'unchanged' : 'applied',
    ...task.report,
    unchanged: applied.unchanged,
    ...(applied.loss ? { lossHeld: applied.loss } : {}),
  };
}

async function countKnown({ id }: SeminarSource, { read }: Store): Promise<number> {
  const mark = await read.seminars.readingMark(id);
  return mark?.records ?? (await read.seminars.claimStates(id)).size;
}

/** So many take some ten milliseconds, during which others who want to write wait. */
const SEARCH_BATCH = 256;

/** What an import by an earlier version, which made records searchable after it, has left. */
async function settleSearch(store: Store, signal: AbortSignal): Promise<void> {
  if (!(await store.read.seminars.owesSearch())) return;
  do signal.throwIfAborted();
  while ((await store.transaction((tx) => tx.seminars.settleSearch(SEARCH_BATCH), SETTLED_LATER)) > 0);
}

function keepState(
  { source, store, run, now, report }: SyncTask,
  reading: SourceReading,
  { loss, mark: read }: Taken,
  before: SourceState | undefined,
  mark: string,
): Promise<void> {
  const { cursor } = splitCursor(before?.cursor);
  const hasRead = reading.type === 'records';
  const heldLoss = hasRead ? loss?.lost : before?.heldLoss;
  const state: SourceState = {
    source: source.id,
    readAt: now,
    problems: hasRead ? report.problems : (before?.problems ?? []),
    // While a loss is held the source tells everything again, also when it is back to what it was, and the loss is
    // weighed anew.
    cursor: withMark(loss ? forgetContent(cursor) : hasRead ? reading.cursor : cursor, mark),
    ...(heldLoss === undefined ? {} : { heldLoss }),
  };
  return store.transaction(async (tx) => {
    await tx.sources.putState(state);
    if (read) await tx.seminars.endReading(source.id, run, read);
  });
}

/** What a source knows of its records' identity stays; what lets it say "unchanged" goes (see SourceCursor). */
function forgetContent(cursor: SourceCursor | undefined): SourceCursor {
  const { etag: _etag, lastModified: _lastModified, hash: _hash, ...identity } = cursor ?? {};
  return identity;
}

/** What was known stays; since when the source fails is remembered until it answers again. */
async function keepFailure(
  { source, store, now, report }: SyncTask,
  before: SourceState | undefined,
  { type: _type, ...failed }: FailedReading,
): Promise<SyncReport> {
  const state: SourceState = {
    problems: [],
    ...before,
    source: source.id,
    failure: failed.failure,
    failingSince: before?.failingSince ?? now,
  };
  await store.transaction((tx) => tx.sources.putState(state));
  return { source: source.id, outcome: 'failed', ...failed, ...report, unchanged: 0 };
}
