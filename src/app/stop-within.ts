import type { Log } from '../ports/log.ts';
import { sleep } from '../support/sleep.ts';

/**
 * Stops a part, but waits for it no longer than `ms`: one that hangs must not keep the others from stopping. What it
 * leaves undone the store has on record, and the next start settles it.
 */
export async function stopWithin(
  ms: number,
  part: string,
  stop: () => void | Promise<void>,
  log: Log,
): Promise<void> {
  const patience = new AbortController();
  const outcome = await Promise.race([
    Promise.resolve(stop()).then(() => 'stopped' as const),
    sleep(ms, patience.signal).then(() => 'late' as const),
  ]).finally(() => patience.abort());
  if (outcome === 'late') log.warn('a part did not stop in time', { part, ms });
}
