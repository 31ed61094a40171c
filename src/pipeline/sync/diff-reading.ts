import type { SourceProblem, SourceReading, SourceRecord } from '../../ports/seminar-source.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import { inTurns } from '../plan/chunks.ts';
import { hashOf } from './record-text.ts';

export interface ReadingDiff {
  /** Uids that were never seen. */
  readonly fresh: readonly SourceRecord[];
  /** Known, and different, or back after they were gone. */
  readonly changed: readonly SourceRecord[];
  /** Known and the same, but found in another place: another line of the file, say. */
  readonly moved: readonly SourceRecord[];
  readonly unchanged: number;
  /** Uids that were there before and are not in a complete reading. */
  readonly missing: readonly string[];
  readonly problems: readonly SourceProblem[];
}

/** Compares a reading with what is stored, by hash alone: the fields of unchanged records are never looked at. */
export async function diffReading(
  reading: Extract<SourceReading, { type: 'records' }>,
  states: ReadonlyMap<string, ClaimState>,
  signal: AbortSignal,
): Promise<ReadingDiff> {
  const fresh: SourceRecord[] = [];
  const changed: SourceRecord[] = [];
  const moved: SourceRecord[] = [];
  const problems: SourceProblem[] = [];
  const seen = new Map<string, string>();
  const compare = (record: SourceRecord): void => {
    const other = seen.get(record.uid);
    if (other !== undefined) {
      const problem = `has the same identity as the record at ${other}, which is taken; give each its own`;
      problems.push({ place: record.place, value: record.uid, problem });
      return;
    }
    seen.set(record.uid, record.place);
    const state = states.get(record.uid);
    if (!state) fresh.push(record);
    else if (state.gone || state.hash !== hashOf(record.fields)) changed.push(record);
    else if (state.place !== record.place) moved.push(record);
  };
  await inTurns(reading.records, compare, signal);
  const unchanged = seen.size - fresh.length - changed.length;
  // Mostly each one that is known was seen.
  const hasAll = seen.size - fresh.length === states.size;
  const missing = reading.complete && !hasAll ? await missingOf(states, seen, reading.problems, signal) : [];
  return { fresh, changed, moved, unchanged, missing, problems };
}

/** A record that could not be read is not gone: its file's other claims stay as they were, too. */
async function missingOf(
  states: ReadonlyMap<string, ClaimState>,
  seen: ReadonlyMap<string, string>,
  problems: readonly SourceProblem[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const broken = new Set(problems.map(({ place }) => fileOf(place)));
  const missing: string[] = [];
  const look = ([uid, state]: readonly [string, ClaimState]): void => {
    if (!seen.has(uid) && !state.gone && !broken.has(fileOf(state.place))) missing.push(uid);
  };
  await inTurns(states, look, signal);
  return missing;
}

/** "seminars/spring.yaml:12" → "seminars/spring.yaml". */
function fileOf(place: string): string {
  return place.replace(/:\d+$/, '');
}
