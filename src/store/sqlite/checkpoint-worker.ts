import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** `copy`: what there is; `tidy`: and give the file back, then end; `end`: at once. */
export type CheckpointTask = 'copy' | 'tidy' | 'end';

/** Pages of 4 KB. Fewer are not worth a sync of the database. */
const WORTH_PAGES = 4000;
/** A log that writers never let start afresh, since they add to it while it is copied. */
const LONG_PAGES = 16_000;
/** While one pass copies, some pages come in; the next has few to copy, and after it the log may start afresh. */
const PASSES = 4;
/** How long the shortening may wait for a writer to end, in milliseconds. */
const PATIENCE_MS = 200;

interface LogState {
  readonly log: number;
  readonly checkpointed: number;
}

/** The thread's whole work, see `checkpointer.ts`. */
function serve(file: string, port: NonNullable<typeof parentPort>): void {
  const database = new DatabaseSync(file, { timeout: PATIENCE_MS });
  // What checkpoints sync, they sync as durably as commits are.
  database.exec('pragma synchronous = full; pragma cache_size = -256');
  const checkpoint = (mode: 'noop' | 'passive' | 'truncate'): LogState => {
    const row = database.prepare(`pragma wal_checkpoint(${mode})`).get();
    return { log: Number(row?.log), checkpointed: Number(row?.checkpointed) };
  };
  const copy = (): void => {
    let state = checkpoint('noop');
    if (state.log - state.checkpointed < WORTH_PAGES) return;
    for (let pass = 0; pass < PASSES && state.checkpointed < state.log; pass += 1) {
      checkpoint('passive');
      state = checkpoint('noop');
    }
    if (state.log > LONG_PAGES) checkpoint('truncate');
  };
  port.on('message', (task: CheckpointTask) => {
    if (task === 'copy') return copy();
    if (task === 'tidy') checkpoint('truncate');
    database.close();
    port.close();
  });
}

if (parentPort) serve(String(workerData), parentPort);
