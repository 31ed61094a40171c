import { setImmediate as nextTurn } from 'node:timers/promises';

/** A write transaction holds the event loop and the database for about so long; ten is the most (rule 19). */
const CHUNK_MS = 8;
/** Work that awaits nothing: what collects garbage in between comes on top. */
const TURN_MS = 5;
const FIRST_SIZE = 16;
const LARGEST_SIZE = 1000;

/**
 * Works through the items in chunks of about 8 ms, in order, giving others a turn in between. The size follows the
 * time that the last chunk took; how the items are parted must not matter to `work`. Stops between chunks when aborted,
 * by throwing the signal's reason.
 */
export async function inChunks<T>(
  items: readonly T[],
  work: (chunk: readonly T[]) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let size = FIRST_SIZE;
  for (let done = 0; done < items.length; ) {
    signal?.throwIfAborted();
    const chunk = items.slice(done, done + size);
    const cost = measureCost();
    await work(chunk);
    done += chunk.length;
    size = nextSize(chunk.length, cost());
    if (done < items.length) await nextTurn();
  }
}

/** As `inChunks`, for work on single items that awaits nothing: every 5 ms others get a turn. */
export async function inTurns<T>(
  items: readonly T[],
  work: (item: T) => void,
  signal?: AbortSignal,
): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - began < TURN_MS) continue;
    await nextTurn();
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/**
 * What the loop was kept from others for, in milliseconds. Waiting (for the disk, for another's transaction) keeps nobody
 * from anything. On a machine that is short of processors most of the rest is not ours either: smaller chunks would not
 * make it shorter, but all of them dearer.
 */
function measureCost(): () => number {
  const loop = performance.eventLoopUtilization();
  const thread = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(thread);
    return Math.max((user + system) / 1000, performance.eventLoopUtilization(loop).active / 4);
  };
}

/** At most twice as many as before: the next records may cost more. */
function nextSize(done: number, tookMs: number): number {
  const fitting = Math.floor((done * CHUNK_MS) / Math.max(tookMs, 0.1));
  return Math.max(1, Math.min(fitting, done * 2, LARGEST_SIZE));
}
