import { setTimeout as pass } from 'node:timers/promises';

/** A database that is restarted is back within this. */
const PATIENCE_MS = 60_000;

/** The suite itself is no part of the trouble: what it asks of the store is asked again while that is away. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > until) throw error;
      await pass(100);
    }
  }
}
