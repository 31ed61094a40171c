import { createHash } from 'node:crypto';
import type { SourceId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  SeminarSource,
  SourceClosedDay,
  SourceCursor,
  SourceProblem,
  SourceReading,
  SourceRecord,
} from '../../ports/seminar-source.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { LOOK_AGAIN_MS, watchPath } from '../watch-path.ts';
import { assignUids, type KnownRecord } from './assign-uids.ts';
import { groupByName } from './group-by-name.ts';
import { KnownFiles } from './known-records.ts';
import { isSourceFile, listFiles } from './list-files.ts';
import { readFiles } from './read-files.ts';
import type { FileReading } from './read-group.ts';

export interface FilesSourceOptions {
  readonly id: SourceId;
  /** Absolute. */
  readonly folder: string;
  /** How people know the folder: places of problems begin with it. */
  readonly label: string;
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
  readonly series: readonly { readonly id: string; readonly name: string }[];
  readonly review: boolean;
  readonly clock: Clock;
}

/**
 * A folder of record files and announcement texts, watched. A file that cannot be read is reported and left out; the
 * folder as a whole fails only where it is not there.
 */
export function createFilesSource(options: FilesSourceOptions): SeminarSource {
  /** Files that did not change are not parsed again. */
  let parsed = new Map<string, { readonly hash: string; readonly reading: FileReading }>();

  return {
    id: options.id,
    review: options.review,
    everyMs: LOOK_AGAIN_MS,
    async read(since, signal): Promise<SourceReading> {
      const groups = groupByName(await listFiles(options.folder, signal));
      const hash = hashOf([...groups.values()].flat().map((file) => `${file.path}\0${file.hash}`));
      if (since?.hash === hash && parsed.size > 0) return { type: 'unchanged' };
      const setup = since?.setup === undefined ? options.clock.now() : Temporal.Instant.from(since.setup);
      const before = KnownFiles.catch({}).parse(since?.known === undefined ? {} : JSON.parse(since.known));
      const records: SourceRecord[] = [];
      const problems: SourceProblem[] = [];
      const closedDays: SourceClosedDay[] = [];
      const known: Record<string, readonly KnownRecord[]> = {};
      const kept: typeof parsed = new Map();
      const turn = takeTurns(signal);
      for (const [name, files] of groups) {
        await turn();
        const groupHash = hashOf(files.map((file) => `${file.path}\0${file.hash}`));
        const cached = parsed.get(name);
        const reading =
          cached?.hash === groupHash ? cached.reading : await readFiles(files, { ...options, setup }, signal);
        kept.set(name, { hash: groupHash, reading });
        problems.push(...reading.problems);
        closedDays.push(...reading.closedDays);
        if (reading.records.length === 0) {
          // A file that is broken just now must not lose its records' identity.
          if (before[name] && reading.problems.length > 0) known[name] = before[name];
          continue;
        }
        const uids = assignUids(name, reading.records, before[name] ?? []);
        known[name] = uids;
        reading.records.forEach((record, index) => {
          const uid = uids[index]?.uid;
          if (uid !== undefined) records.push({ ...record, uid });
        });
      }
      parsed = kept;
      const cursor: SourceCursor = { hash, setup: setup.toString(), known: JSON.stringify(known) };
      return { type: 'records', records, problems, closedDays, cursor, complete: true };
    },
    watch: (changed) => watchPath(options.folder, changed, isSourceFile),
  };
}

function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('base64url');
}
