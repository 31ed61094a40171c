import { createServer } from 'node:http';
import { App, HTTPReceiver } from '@slack/bolt';
import { BareIndex, type Question } from '../scene/bare-index.ts';
import { SIGNING_SECRET } from '../scene/service.ts';

/**
 * What a look-up over Slack's signed endpoint costs at the least: Bolt verifies, acknowledges, and answers with the titles
 * that the bare query finds. `node bare-bolt.ts FILE`.
 */
const index = new BareIndex(process.argv[2] ?? '');
const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, endpoints: '/slack/events' });
const app = new App({
  receiver,
  authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B0BENCHBOT', botUserId: 'U0BENCHBOT' }),
});
app.command('/seminar', async ({ command, ack, respond }) => {
  await ack();
  const found = index.find(readQuestion(command.text)).map((body) => JSON.parse(body).title);
  await respond({ response_type: 'ephemeral', text: found.join('\n') || 'nothing' });
});
const server = createServer(receiver.requestListener);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ port: address.port });
});
process.on('disconnect', () => process.exit(0));

function readQuestion(text: string): Question {
  const [kind = '', ...words] = text.split(' ');
  if (kind !== 'search' && kind !== 'speaker' && kind !== 'next') throw new RangeError(`"${kind}"`);
  return { kind, text: words.join(' ') };
}
