import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { slackPayload } from '../scene/payload.ts';
import { botToken, nativeChannel } from '../scene/world.ts';
import { sendAll } from './send-all.ts';

/** `@slack/web-api` and nothing else: each channel gets one message, `concurrency` at a time. */
const Task = z.object({
  url: z.string(),
  channels: z.number(),
  concurrency: z.number(),
  warmUp: z.number(),
});

serveTask(async (given, tools) => {
  const { url, channels, concurrency, warmUp } = Task.parse(given);
  const client = new WebClient(botToken(0), {
    slackApiUrl: `${url}/api/`,
    retryConfig: { retries: 0 },
    // Its own queue would hold back what the loop has begun.
    maxRequestConcurrency: concurrency,
  });
  const payload = slackPayload();
  const post = async (n: number): Promise<void> => {
    await client.chat.postMessage({ ...payload, channel: nativeChannel({ platform: 'slack' }, n) });
  };
  await sendAll(warmUp, concurrency, post);
  await tools.ready();
  const began = performance.now();
  await sendAll(channels, concurrency, post);
  return { ms: performance.now() - began };
});
