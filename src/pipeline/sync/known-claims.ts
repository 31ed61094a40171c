import type { SourceId } from '../../domain/ids.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import { inTurns } from '../plan/chunks.ts';
import type { Arrival } from './arrival.ts';
import { hashOf } from './record-text.ts';
import { SETTLED_LATER, type SyncTask } from './sync-task.ts';

export type States = ReadonlyMap<string, ClaimState>;

/**
 * What the claims of each source were when its last run ended, so that a change of a few records in a large source does
 * not read all of its claims again: some 200 bytes a record. Used only where the store says that nobody has written any
 * since that very run.
 */
export class KnownClaims {
  readonly #bySource = new Map<SourceId, { readonly run: string; readonly states: States }>();

  /** Begins a run. All claims of its source as they are now. */
  async begin({ store, source, run }: SyncTask): Promise<States> {
    const last = await store.transaction((tx) => tx.seminars.beginReading(source.id, run), SETTLED_LATER);
    const known = this.#bySource.get(source.id);
    this.#bySource.delete(source.id);
    if (last !== undefined && known?.run === last) return known.states;
    return store.read.seminars.claimStates(source.id);
  }

  /** The run has ended, and these are what it has left. */
  keep({ source, run }: SyncTask, states: States): void {
    this.#bySource.set(source.id, { run, states });
  }
}

/** What of a reading was written, whole. */
interface Written {
  readonly arrivals: readonly Arrival[];
  readonly moved: readonly SourceRecord[];
  readonly missing: readonly string[];
}

/** The same claims after that. Those given are used up: a hundred thousand are not copied for a few. */
export async function bringUpToDate(
  before: States,
  { arrivals, moved, missing }: Written,
  signal: AbortSignal,
): Promise<States> {
  const states = before instanceof Map ? before : new Map(before);
  const alter = (uid: string, change: Partial<ClaimState>): void => {
    const state = states.get(uid);
    if (state) states.set(uid, { ...state, ...change });
  };
  const arrive = ({ record: { uid, place, fields }, seminar }: Arrival): void => {
    states.set(uid, { seminar, hash: hashOf(fields), place, gone: false });
  };
  await inTurns(arrivals, arrive, signal);
  await inTurns(moved, ({ uid, place }) => alter(uid, { place }), signal);
  await inTurns(missing, (uid) => alter(uid, { gone: true }), signal);
  return states;
}
