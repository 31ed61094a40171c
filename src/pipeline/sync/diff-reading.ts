import { hash } from 'node:crypto';
import type { SeminarFields } from '../../domain/seminar.ts';
import type { SourceProblem, SourceReading, SourceRecord } from '../../ports/seminar-source.ts';
import type { ClaimState } from '../../ports/store/seminars.ts';
import { inTurns } from '../plan/chunks.ts';

export interface ReadingDiff {
  /** Uids that were never seen. */
  readonly fresh: readonly HashedRecord[];
  /** Known, and different, or back after they were gone. */
  readonly changed: readonly HashedRecord[];
  /** Known and the same, but found in another place: another line of the file, say. */
  readonly moved: readonly HashedRecord[];
  readonly unchanged: number;
  /** Uids that were there before and are not in a complete reading. */
  readonly missing: readonly string[];
  readonly problems: readonly SourceProblem[];
}

export interface HashedRecord {
  readonly record: SourceRecord;
  readonly hash: string;
}

/** Compares a reading with what is stored, by hash alone: the fields of unchanged records are never looked at. */
export async function diffReading(
  reading: Extract<SourceReading, { type: 'records' }>,
  states: ReadonlyMap<string, ClaimState>,
  signal: AbortSignal,
): Promise<ReadingDiff> {
  const fresh: HashedRecord[] = [];
  const changed: HashedRecord[] = [];
  const moved: HashedRecord[] = [];
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
    const hashed = { record, hash: hashOf(record.fields) };
    if (!state) fresh.push(hashed);
    else if (state.gone || state.hash !== hashed.hash) changed.push(hashed);
    else if (state.place !== record.place) moved.push(hashed);
  };
  await inTurns(reading.records, compare, signal);
  const unchanged = seen.size - fresh.length - changed.length;
  const missing = reading.complete ? missingOf(states, seen, reading.problems) : [];
  return { fresh, changed, moved, unchanged, missing, problems };
}

/** A record that could not be read is not gone: its file's other claims stay as they were, too. */
function missingOf(
  states: ReadonlyMap<string, ClaimState>,
  seen: ReadonlyMap<string, string>,
  problems: readonly SourceProblem[],
): readonly string[] {
  const broken = new Set(problems.map(({ place }) => fileOf(place)));
  return [...states]
    .filter(([uid, state]) => !seen.has(uid) && !state.gone && !broken.has(fileOf(state.place)))
    .map(([uid]) => uid);
}

/** "seminars/spring.yaml:12" → "seminars/spring.yaml". */
function fileOf(place: string): string {
  return place.replace(/:\d+$/, '');
}

/**
 * Of the fields as text. Sources build fields in one order; where one ever does not, the record is looked at again and
 * found to be the same.
 */
function hashOf(fields: SeminarFields): string {
  const known = hashes.get(fields);
  if (known !== undefined) return known;
  const made = hash('sha256', JSON.stringify(fields), 'base64url');
  hashes.set(fields, made);
  return made;
}

/** Sources tell files that did not change in the very objects of the last time; these are never changed. */
const hashes = new WeakMap<SeminarFields, string>();
