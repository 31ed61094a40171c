import type { SourceClosedDay, SourceProblem, SourceRecord } from '../../ports/seminar-source.ts';
import { assignUids } from './assign-uids.ts';
import { groupByName } from './group-by-name.ts';
import { readFiles } from './read-files.ts';
import type { GroupOptions } from './read-group.ts';

export interface SourceDocument {
  /** Its name tells what it is: `talk.txt`, `spring.yaml`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly modified: Temporal.Instant;
}

export interface DocumentsReading {
  readonly records: readonly SourceRecord[];
  readonly problems: readonly SourceProblem[];
  readonly closedDays: readonly SourceClosedDay[];
}

/** Documents handed over once (imported, sent in), read as files of a folder are. */
export async function readDocuments(
  documents: readonly SourceDocument[],
  options: GroupOptions,
): Promise<DocumentsReading> {
  const records: SourceRecord[] = [];
  const problems: SourceProblem[] = [];
  const closedDays: SourceClosedDay[] = [];
  for (const [name, files] of groupByName(documents)) {
    const reading = await readFiles(files, options);
    problems.push(...reading.problems);
    closedDays.push(...reading.closedDays);
    const uids = await assignUids(name, reading.records, []);
    reading.records.forEach((record, index) => {
      const uid = uids[index]?.uid;
      if (uid !== undefined) records.push({ ...record, uid });
    });
  }
  return { records, problems, closedDays };
}
