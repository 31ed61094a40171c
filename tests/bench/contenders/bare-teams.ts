import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { ConnectorClient, MicrosoftAppCredentials } from 'botframework-connector';
import { z } from 'zod';
import { serveTask } from '../harness/child-task.ts';
import { teamsPayload } from '../scene/payload.ts';
import { nativeChannel } from '../scene/world.ts';
import { sendAll } from './send-all.ts';

/** The Bot Framework's own connector client and nothing else: each channel gets one thread. */
const Task = z.object({
  url: z.string(),
  channels: z.number(),
  concurrency: z.number(),
  warmUp: z.number(),
});

/** The client's type asks for fields of an activity that only Teams fills in. */
const Opening = z.custom<Parameters<ConnectorClient['conversations']['createConversation']>[0]>(
  (value) => typeof value === 'object',
);

serveTask(async (given, tools) => {
  const { url, channels, concurrency, warmUp } = Task.parse(given);
  const client = new ConnectorClient(new MicrosoftAppCredentials('', ''), {
    baseUri: url,
    noRetryPolicy: true,
    agentSettings: {
      http: new Agent({ keepAlive: true, maxSockets: concurrency }),
      https: new SecureAgent({ keepAlive: true }),
    },
  });
  const activity = teamsPayload();
  const { tenant } = activity.channelData;
  const post = async (n: number): Promise<void> => {
    const channel = { id: nativeChannel({ platform: 'teams' }, n) };
    await client.conversations.createConversation(
      Opening.parse({
        isGroup: true,
        bot: activity.from,
        activity,
        channelData: { channel, tenant },
        tenantId: tenant.id,
      }),
    );
  };
  await sendAll(warmUp, concurrency, post);
  await tools.ready();
  const began = performance.now();
  await sendAll(channels, concurrency, post);
  return { ms: performance.now() - began };
});
