import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { Job, type OpenScheduler } from './scheduler.ts';

const QUEUE = 'reminders';
const Payload = Job.pick({ channel: true });

/** Jobs in PostgreSQL, fetched in batches, looked for as often as it allows. */
export const openPgBoss: OpenScheduler = async (databaseUrl) => {
  const boss = new PgBoss(z.string().parse(databaseUrl));
  const failures: unknown[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  await boss.createQueue(QUEUE);
  return {
    async schedule(jobs, send) {
      for (let from = 0; from < jobs.length; from += 1_000) {
        await boss.insert(
          QUEUE,
          jobs
            .slice(from, from + 1_000)
            .map(({ channel, at }) => ({ data: { channel }, startAfter: new Date(at) })),
        );
      }
      await boss.work(
        QUEUE,
        { batchSize: 100, localConcurrency: 4, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
        async (batch) => void (await Promise.all(batch.map(({ data }) => send(Payload.parse(data).channel)))),
      );
    },
    async stop() {
      await boss.stop({ graceful: false });
      if (failures.length > 0) throw failures[0];
    },
  };
};
