import { z } from 'zod';

/** One reminder: to be sent to a channel at an instant, in epoch milliseconds. */
export const Job = z.object({ channel: z.string(), at: z.number() });
export type Job = z.infer<typeof Job>;

/** What else one might use to send something later. */
interface Scheduler {
  /** Resolves when all are accepted. `send` is called when each is due, as the scheduler sees it. */
  schedule(jobs: readonly Job[], send: (channel: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** `databaseUrl`: an empty PostgreSQL, for those that keep jobs in one. */
export type OpenScheduler = (databaseUrl: string | undefined) => Promise<Scheduler>;
