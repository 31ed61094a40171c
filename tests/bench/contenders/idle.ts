import type { Server } from 'node:http';

/**
 * Node alone, or a platform's SDK by itself: loaded, listening on a free port, doing nothing. Told by the argument:
 * `node`, `Slack`, `Teams`, `Slack and Teams`. Only what is named is loaded.
 */
const what = process.argv[2] ?? 'node';
const { createServer } = await import('node:http');
const servers: Server[] = [createServer()];

if (what.includes('Slack')) {
  const { App, HTTPReceiver } = await import('@slack/bolt');
  const receiver = new HTTPReceiver({ signingSecret: 'bench' });
  new App({ token: 'xoxb-bench', receiver, tokenVerificationEnabled: false });
  servers.push(createServer(receiver.requestListener));
}
if (what.includes('Teams')) {
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = await import('botbuilder');
  const { default: express } = await import('express');
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const app = express();
  app.post('/api/messages', express.json(), (request, response, next) => {
    adapter.process(request, response, async () => {}).catch(next);
  });
  servers.push(createServer(app));
}
for (const server of servers)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
process.send?.({ type: 'ready' });
process.on('disconnect', () => process.exit(0));
