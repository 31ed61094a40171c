import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { MemoryWatch } from '../harness/memory-watch.ts';
import { Job, type OpenScheduler } from '../peers/scheduler.ts';
import { slackPayload } from '../scene/payload.ts';
import { botToken, nativeChannel } from '../scene/world.ts';
import { sendAll } from './send-all.ts';

/** A peer's scheduler, and the client that Lectern uses too, sending one card that is drawn already. */
const Task = z.object({
  peer: z.enum(['setTimeout', 'node-schedule', 'croner', 'graphile-worker', 'pg-boss']),
  url: z.string(),
  databaseUrl: z.string().optional(),
  jobs: z.array(Job),
  warmUp: z.number(),
  concurrency: z.number(),
});

/** Loaded one by one: no peer's modules count as another's memory. */
const OPEN: Readonly<Record<z.infer<typeof Task>['peer'], () => Promise<OpenScheduler>>> = {
  setTimeout: async () => (await import('../peers/timeout.ts')).openTimeout,
  'node-schedule': async () => (await import('../peers/node-schedule.ts')).openNodeSchedule,
  croner: async () => (await import('../peers/croner.ts')).openCroner,
  'graphile-worker': async () => (await import('../peers/graphile-worker.ts')).openGraphileWorker,
  'pg-boss': async () => (await import('../peers/pg-boss.ts')).openPgBoss,
};

serveTask(async (given, tools) => {
  const { peer, url, databaseUrl, jobs, warmUp, concurrency } = Task.parse(given);
  const client = new WebClient(botToken(0), {
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    maxRequestConcurrency: concurrency,
  });
  const payload = slackPayload();
  const post = async (channel: string): Promise<void> => {
    await client.chat.postMessage({ ...payload, channel });
  };
  await sendAll(warmUp, concurrency, (n) => post(nativeChannel({ platform: 'slack' }, n)));
  const open = await OPEN[peer]();
  const scheduler = await open(databaseUrl);
  const memory = new MemoryWatch();
  const all = Promise.withResolvers<void>();
  let sent = 0;
  await scheduler.schedule(jobs, async (channel) => {
    try {
      await post(channel);
      sent += 1;
      if (sent === jobs.length) all.resolve();
    } catch (error) {
      all.reject(error);
    }
  });
  if (Date.now() > (jobs[0]?.at ?? 0)) throw new Error(`${peer} was late before anything was due`);
  await tools.ready();
  await all.promise;
  const addedMb = memory.stop();
  await scheduler.stop();
  return { addedMb };
});
