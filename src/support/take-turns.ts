import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work lets others have their turn this often: a look-up takes some five turns, and waits before each. */
const TURN_MS = 2;

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
