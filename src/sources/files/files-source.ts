import { createHash } from 'node:crypto';
import type { SourceId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  SeminarSource,
  SourceClosedDay,
  SourceProblem,
  SourceReading,
  SourceRecord,
} from '../../ports/seminar-source.ts';
import { forEachInTurns, takeTurns } from '../../support/take-turns.ts';
import { LOOK_AGAIN_MS, watchPath } from '../watch-path.ts';
import { assignUids, type KnownRecord, rememberUids } from './assign-uids.ts';
import { groupByName } from './group-by-name.ts';
import { parseKnownFiles } from './known-records.ts';
import { FolderFiles, isSourceFile } from './list-files.ts';
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

/** Files of one name as they were read last. */
interface KeptGroup {
  /** Of the files' bytes. */
  readonly hash: string;
  readonly reading: FileReading;
  readonly records: readonly SourceRecord[];
  /** What is remembered of records without an id, also as JSON. */
  readonly known: readonly KnownRecord[];
  readonly knownText: string;
}

/**
 * A folder of record files and announcement texts, watched. A file that cannot be read is reported and left out; the
 * folder as a whole fails only where it is not there.
 */
export function createFilesSource(options: FilesSourceOptions): SeminarSource {
  const folder = new FolderFiles(options.folder);
  /** Files that did not change are not read again, and their records stay the same objects. */
  let kept = new Map<string, KeptGroup>();
  /** What was remembered of `kept`, as the cursor holds it. */
  let keptKnown: string | undefined;

  return {
    id: options.id,
    review: options.review,
    everyMs: LOOK_AGAIN_MS,
    async read(since, signal): Promise<SourceReading> {
      const groups = groupByName(await folder.list(signal));
      const hash = hashOf([...groups.values()].flat().map((file) => `${file.path}\0${file.hash}`));
      if (since?.hash === hash && kept.size > 0) return { type: 'unchanged' };
      const setup = since?.setup === undefined ? options.clock.now() : Temporal.Instant.from(since.setup);
      const isOwn = since?.known !== undefined && since.known === keptKnown;
      const before = isOwn ? undefined : parseKnownFiles(since?.known);
      const read = new Map<string, KeptGroup>();
      const turn = takeTurns(signal);
      for (const [name, files] of groups) {
        await turn();
        const groupHash = hashOf(files.map((file) => `${file.path}\0${file.hash}`));
        const last = kept.get(name);
        const isSame = last?.hash === groupHash;
        if (isSame && isOwn) {
          read.set(name, last);
          continue;
        }
        const reading = isSame
          ? last.reading
          : await readFiles(
              await Promise.all(files.map((file) => folder.read(file))),
              { ...options, setup },
              signal,
            );
        const known = before ? before[name] : last?.known;
        read.set(name, {
          hash: groupHash,
          reading,
          ...(await settleUids(name, reading, known ?? [], signal)),
        });
      }
      kept = read;
      keptKnown = joinKnown(read);
      return {
        type: 'records',
        ...(await joinGroups(read, signal)),
        cursor: { hash, setup: setup.toString(), known: keptKnown },
        complete: true,
      };
    },
    watch: (changed) => watchPath(options.folder, changed, isSourceFile),
  };
}

/** Who the records of a file are, by what was known of it. */
async function settleUids(
  name: string,
  { records, problems }: FileReading,
  before: readonly KnownRecord[],
  signal: AbortSignal,
): Promise<Pick<KeptGroup, 'records' | 'known' | 'knownText'>> {
  const uids = await assignUids(name, records, before, signal);
  const known = rememberUids(uids, records, { before, isWhole: problems.length === 0 });
  return {
    records: records.flatMap((record, index) => {
      const uid = uids[index]?.uid;
      return uid === undefined ? [] : [{ ...record, uid }];
    }),
    known,
    knownText: JSON.stringify(known),
  };
}

/** In turns: of all files there may be a hundred thousand records. */
async function joinGroups(
  groups: ReadonlyMap<string, KeptGroup>,
  signal: AbortSignal,
): Promise<Pick<KeptGroup, 'records'> & Pick<FileReading, 'problems' | 'closedDays'>> {
  const records: SourceRecord[] = [];
  const problems: SourceProblem[] = [];
  const closedDays: SourceClosedDay[] = [];
  const add = (group: KeptGroup): void => {
    for (const record of group.records) records.push(record);
    for (const problem of group.reading.problems) problems.push(problem);
    for (const day of group.reading.closedDays) closedDays.push(day);
  };
  await forEachInTurns(groups.values(), add, signal);
  return { records, problems, closedDays };
}

/** As JSON. Of many records it is long, and of most files the same as last time. */
function joinKnown(groups: ReadonlyMap<string, KeptGroup>): string {
  const texts = [...groups].flatMap(([name, { known, knownText }]) =>
    known.length === 0 ? [] : [`${JSON.stringify(name)}:${knownText}`],
  );
  return `{${texts.join(',')}}`;
}

function hashOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\n');
  return hash.digest('base64url');
}
