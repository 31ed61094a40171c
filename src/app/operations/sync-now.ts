import { hash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { SourceId } from '../../domain/ids.ts';
import type { SyncReport } from '../../pipeline/sync/sync-report.ts';
import { createSync } from '../../pipeline/sync/sync-source.ts';
import type { SeminarSource } from '../../ports/seminar-source.ts';
import { readDocuments } from '../../sources/files/read-documents.ts';
import { isHolderGone, nameHolder } from '../holder-name.ts';
import type { Installation } from '../installation.ts';
import { createRecordsTurn } from '../records-turn.ts';

/** What one reading came to. */
export type SyncOutcome = SyncReport;

/** What `import` brings in is claimed by this source. */
const IMPORT = SourceId.parse('import');

/** In the order in which they count. */
export function sourceOrder({ sources }: Pick<Installation, 'sources'>): readonly SourceId[] {
  return [...sources.map(({ id }) => id), IMPORT];
}

/** Refreshes every configured source once. `acceptLoss`: sources whose missing records are really gone. */
export async function syncNow(
  installation: Installation,
  acceptLoss: readonly string[],
): Promise<readonly SyncReport[]> {
  const sync = syncOf(installation);
  const reports: SyncReport[] = [];
  for (const source of installation.sources) {
    reports.push(
      await sync(source, {
        signal: new AbortController().signal,
        acceptLoss: acceptLoss.includes(source.id),
      }),
    );
  }
  return reports;
}

/** Takes records of files (`-`: standard input) into the store. What was imported before stays. */
export async function importFiles(installation: Installation, files: readonly string[]): Promise<SyncReport> {
  const documents = await Promise.all(
    files.map(async (file) => {
      const bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
      const modified = file === '-' ? Date.now() : Math.floor((await stat(file)).mtimeMs);
      return {
        path: file === '-' ? pipedName(bytes) : basename(file),
        bytes,
        modified: Temporal.Instant.fromEpochMilliseconds(modified),
      };
    }),
  );
  const { policy } = installation.settings;
  const source: SeminarSource = {
    id: IMPORT,
    review: true,
    read: async () => ({
      type: 'records',
      complete: false,
      ...(await readDocuments(documents, {
        label: 'import',
        timezone: policy.timezone,
        dateOrder: policy.dateOrder,
        series: policy.series,
        setup: installation.clock.now(),
      })),
    }),
  };
  return syncOf(installation)(source, { signal: new AbortController().signal });
}

/** What comes from a pipe has no name: two texts are two records, the same text again is the same. */
function pipedName(bytes: Uint8Array): string {
  return `stdin-${hash('sha256', bytes, 'hex').slice(0, 10)}.txt`;
}

function syncOf(installation: Installation): ReturnType<typeof createSync> {
  const { store, context, clock } = installation;
  const turn = createRecordsTurn(store.lanes, { name: nameHolder(), isGone: isHolderGone }, clock);
  return createSync({ store, plan: () => context, sources: sourceOrder(installation), clock, turn });
}
