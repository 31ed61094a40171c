import { setImmediate as nextTurn } from 'node:timers/promises';

/** A write transaction holds the event loop and the database for about so long (rule 19). */
const CHUNK_MS = 10;
const FIRST_SIZE = 16;
const LARGEST_SIZE = 1000;

/**
 * Works through the items in chunks of about 10 ms, in order, giving others a turn in between. The size follows the
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
    const began = performance.now();
    await work(chunk);
    done += chunk.length;
    size = nextSize(chunk.length, performance.now() - began);
    if (done < items.length) await nextTurn();
  }
}

/** As `inChunks`, for work on single items that awaits nothing: every 10 ms others get a turn. */
export async function inTurns<T>(
  items: readonly T[],
  work: (item: T) => void,
  signal?: AbortSignal,
): Promise<void> {
  let began = performance.now();
  for (const item of items) {
    work(item);
    if (performance.now() - began < CHUNK_MS) continue;
    await nextTurn();
    signal?.throwIfAborted();
    began = performance.now();
  }
}

/** At most twice as many as before: the next records may cost more. */
function nextSize(done: number, tookMs: number): number {
  const fitting = Math.floor((done * CHUNK_MS) / Math.max(tookMs, 0.1));
  return Math.max(1, Math.min(fitting, done * 2, LARGEST_SIZE));
}
