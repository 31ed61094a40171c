import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work lets others have their turn this often: a look-up takes some five turns, and waits before each. */
const TURN_MS = 2;
/** Of cheap items so many go by before the time is looked at. */
const ITEMS = 16;

/**
 * For loops over much: awaited once a step, it gives the event loop a turn whenever two milliseconds have gone by since
 * the last. Throws when aborted.
 */
export function takeTurns(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - since < TURN_MS) return;
    await nextTurn();
    since = performance.now();
  };
}

/** The same for work on many items that awaits nothing, at a tenth of the cost for each. */
export async function forEachInTurns<T>(
  items: Iterable<T>,
  work: (item: T, index: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const turn = takeTurns(signal);
  let index = 0;
  for (const item of items) {
    // Often enough for items that cost some microseconds.
    if (index % ITEMS === 0) await turn();
    work(item, index);
    index += 1;
  }
}
