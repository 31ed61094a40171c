import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { z } from 'zod';
import { Job, type OpenScheduler } from './scheduler.ts';

/** Jobs that lie ahead are found by looking: as often as the database stands without being busy with it. */
const POLL_MS = 20;
const CONCURRENCY = 64;

const logger = new Logger(() => () => {});
const Payload = Job.pick({ channel: true });

/** Jobs in PostgreSQL, fetched one by one. */
export const openGraphileWorker: OpenScheduler = async (databaseUrl) => {
  const connectionString = z.string().parse(databaseUrl);
  const utils = await makeWorkerUtils({ connectionString, logger });
  await utils.migrate();
  let runner: Awaited<ReturnType<typeof run>> | undefined;
  return {
    async schedule(jobs, send) {
      for (let from = 0; from < jobs.length; from += 1_000) {
        await utils.addJobs(
          jobs.slice(from, from + 1_000).map(({ channel, at }) => ({
            identifier: 'send',
            payload: { channel },
            runAt: new Date(at),
          })),
        );
      }
      runner = await run({
        connectionString,
        logger,
        concurrency: CONCURRENCY,
        maxPoolSize: 16,
        pollInterval: POLL_MS,
        noHandleSignals: true,
        taskList: { send: (payload) => send(Payload.parse(payload).channel) },
      });
    },
    async stop() {
      await runner?.stop();
      await utils.release();
    },
  };
};
