import { schedule } from 'node-cron';
import type { Log } from '../ports/log.ts';

/**
 * Calls in UTC, where there is no daylight saving to lose a slot in. A tick only wakes: what is due is decided from the
 * store, so a missed or doubled tick is harmless. Returns the function that ends it.
 */
export function startTicker(
  jobs: readonly { readonly name: string; readonly cron: string; run(): Promise<void> }[],
  log: Log,
): () => Promise<void> {
  const tasks = jobs.map((job) =>
    schedule(
      job.cron,
      async () => {
        try {
          await job.run();
        } catch (error) {
          log.error('tick failed', { job: job.name, error });
        }
      },
      { timezone: 'UTC', noOverlap: true, name: job.name },
    ),
  );
  return async () => {
    for (const task of tasks) await task.destroy();
  };
}
