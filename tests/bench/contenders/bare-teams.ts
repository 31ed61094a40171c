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
  const post = async (n: number): Promise<void> => {
    const channel = { id: nativeChannel({ platform: 'teams' }, n) };
    await client.conversations.createConversation({
      isGroup: true,
      bot: activity.from,
      // The client's type asks for what it fills in itself.
      activity: activity as never,
      channelData: { channel, tenant: activity.channelData.tenant },
      tenantId: activity.channelData.tenant.id,
    } as never);
  };
  await sendAll(warmUp, concurrency, post);
  await tools.ready();
  const began = performance.now();
  await sendAll(channels, concurrency, post);
  return { ms: performance.now() - began };
});
