import type { Log } from '../ports/log.ts';
import { sleep } from '../support/sleep.ts';

/**
 * Stops a part, but waits for it no longer than `ms`: one that hangs must not keep the others from stopping, nor one that
 * cannot stop, since its database went away at the same moment. What it leaves undone the store has on record, and the
 * next start settles it. Never rejects.
 */
export async function stopWithin(
  ms: number,
  part: string,
  stop: () => void | Promise<void>,
  log: Log,
): Promise<void> {
  const patience = new AbortController();
  await Promise.race([
    attempt(stop).catch((error: unknown) => log.error('a part could not be stopped', { part, error })),
    sleep(ms, patience.signal).then(() => {
      if (!patience.signal.aborted) log.warn('a part did not stop in time', { part, ms });
    }),
  ]).finally(() => patience.abort());
}

async function attempt(stop: () => void | Promise<void>): Promise<void> {
  await stop();
}
