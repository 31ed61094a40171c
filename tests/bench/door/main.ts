import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerSlack } from './slack-answers.ts';
import { answerTeams } from './teams-answers.ts';

/**
 * A lean stand-in of both platforms, in a process of its own: it answers in the shape of the real APIs, notes when each
 * post arrived and where, and does nothing else, so that what is measured is the contender. Whether requests are right is
 * the business of tests/support's strict stand-ins.
 */

/** What has arrived since the last report. */
let channels: string[] = [];
let arrivals: number[] = [];
/** `response_url`s that were answered, and when. */
let answered = new Map<string, number>();
let open = 0;
let mostOpen = 0;
let began = process.cpuUsage();

const server = createServer((request, response) => void receive(request, response));
// Longer than any pause of a bench: a connection that is closed between two requests is the network's matter.
server.keepAliveTimeout = 600_000;
server.on('connection', (socket) => {
  open += 1;
  mostOpen = Math.max(mostOpen, open);
  socket.on('close', () => {
    open -= 1;
  });
  socket.setNoDelay(true);
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = performance.timeOrigin + performance.now();
  const body = await readBody(request);
  const path = request.url ?? '/';
  if (path.startsWith('/api/')) {
    const { channel, json } = answerSlack(path.slice('/api/'.length), body, request.headers.authorization);
    if (channel !== undefined) note(channel, at);
    answer(response, 200, json);
  } else if (path.startsWith('/v3/')) {
    const { channel, status, json } = answerTeams(path, body);
    if (channel !== undefined) note(channel, at);
    answer(response, status, json);
  } else {
    answered.set(path, at);
    answer(response, 200, '{"ok":true}');
  }
}

function note(channel: string, at: number): void {
  channels.push(channel);
  arrivals.push(at);
}

function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', reject);
  });
}

function answer(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(json),
    'x-oauth-scopes':
      'chat:write,chat:write.public,channels:read,channels:history,commands,users:read,im:write',
  });
  response.end(json);
}

process.on('message', (order: { readonly type: 'report' | 'count' }) => {
  if (order.type === 'count') {
    process.send?.({ type: 'count', count: arrivals.length });
    return;
  }
  const { user, system } = process.cpuUsage(began);
  process.send?.({
    type: 'report',
    channels,
    at: Float64Array.from(arrivals),
    answered,
    connections: mostOpen,
    cpu: { user: user / 1_000, system: system / 1_000 },
  });
  channels = [];
  arrivals = [];
  answered = new Map();
  mostOpen = open;
  began = process.cpuUsage();
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address) process.send?.({ type: 'listens', port: address.port });
});
