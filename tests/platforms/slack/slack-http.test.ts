import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeIntent } from '../../../src/domain/intent.ts';
import type { PlatformService } from '../../../src/ports/platform-service.ts';
import {
  actionPayload,
  commandPayload,
  eventPayload,
  type SignedRequest,
  signRequest,
} from '../../support/slack-server/callers.ts';
import { SlackServer } from '../../support/slack-server/slack-server.ts';
import { DeskBook, EventsBook } from './desk-book.ts';
import { createLogBook, serviceFor } from './slack-harness.ts';

let slack: SlackServer;
let desk: DeskBook;
let events: EventsBook;
let log: ReturnType<typeof createLogBook>;
let service: PlatformService;
let server: Server;
let address: string;
let user: string;

beforeEach(async () => {
  slack = await SlackServer.start();
  desk = new DeskBook();
  events = new EventsBook();
  log = createLogBook();
  user = slack.workspace.addUser('mira').id;
  service = await serviceFor(slack, { signingSecret: slack.signingSecret, desk, events, log });
  // As the service's one server does it: the route gets the request with its body unread.
  server = createServer((request, response) => {
    const route = service.routes.find((one) => one.method === request.method && one.path === request.url);
    if (!route) response.writeHead(404).end();
    else void route.handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  address = `http://127.0.0.1:${bound.port}/slack/events`;
});
afterEach(async () => {
  await service.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await slack.close();
});

const send = async ({ body, headers }: SignedRequest): Promise<number> =>
  (await fetch(address, { method: 'POST', body, headers })).status;
const now = (): number => Math.floor(Date.now() / 1000);
const sign = (content: Parameters<typeof signRequest>[1], at = now()): SignedRequest =>
  signRequest(slack.signingSecret, content, at);
const asking = (text: string, trigger?: string) => ({
  form: commandPayload(slack.callers, {
    user,
    channel: 'C0ANYWHERE',
    command: '/seminar',
    text,
    ...(trigger === undefined ? {} : { trigger }),
  }),
});

describe('Slack over HTTP', () => {
  it('answers a signed command to the asker alone', async () => {
    await service.start();
    expect(await send(sign(asking('next')))).toBe(200);
    await slack.answered(1);
    expect(desk.asked.map(({ wish, actor }) => [wish.type, actor.standing])).toEqual([['next', 'member']]);
    expect(slack.responses[0]?.body).toMatchObject({ response_type: 'ephemeral' });
    expect(service.health()).toEqual({ ready: true, detail: 'receives at /slack/events' });
  });

  it('acknowledges before the desk has answered', async () => {
    await service.start();
    const { promise, resolve } = Promise.withResolvers<void>();
    desk.patience = promise;
    expect(await send(sign(asking('next')))).toBe(200);
    expect(slack.responses).toEqual([]);
    resolve();
    await slack.answered(1);
  });

  it('takes buttons and events at the same address', async () => {
    await service.start();
    const action = { type: 'button', action_id: 'ask.1', value: encodeIntent({ type: 'help' }) };
    const payload = JSON.stringify(actionPayload(slack.callers, { user, channel: 'C1', action }));
    expect(await send(sign({ form: { payload } }))).toBe(200);
    await slack.answered(1);
    expect(desk.asked.map(({ wish }) => wish.type)).toEqual(['help']);
    const { id } = slack.workspace.addChannel('data-science');
    expect(
      await send(sign({ json: eventPayload(slack.callers, { type: 'channel_left', channel: id }) })),
    ).toBe(200);
    await events.toldOf(1);
  });

  it('answers the challenge by which Slack makes sure of the address', async () => {
    await service.start();
    const { body, headers } = sign({ json: { type: 'url_verification', challenge: 'abc', token: 't' } });
    const response = await fetch(address, { method: 'POST', body, headers });
    expect(await response.json()).toEqual({ challenge: 'abc' });
  });

  it.each([
    ['signed with another secret', () => signRequest('another secret', asking('next'))],
    ['dated six minutes ago', () => sign(asking('next'), now() - 360)],
    ['dated six minutes from now', () => sign(asking('next'), now() + 360)],
    [
      'with another body than the one signed',
      () => ({ ...sign(asking('next')), body: 'command=%2Fseminar' }),
    ],
    [
      'unsigned',
      () => ({ ...sign(asking('next')), headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    ],
    [
      'with a signature of another form',
      () => {
        const { body, headers } = sign(asking('next'));
        return { body, headers: { ...headers, 'x-slack-signature': 'v1=abc' } };
      },
    ],
  ])('refuses a request %s', async (_, make) => {
    await service.start();
    expect(await send(make())).toBe(401);
    expect(desk.asked).toEqual([]);
    expect(JSON.stringify(log.lines)).not.toContain(slack.signingSecret);
  });

  it('does a replayed request once', async () => {
    await service.start();
    const request = sign(asking('next'));
    expect(await send(request)).toBe(200);
    expect(await send(request)).toBe(200);
    expect(await send(sign(asking('today')))).toBe(200);
    await slack.answered(2);
    expect(desk.asked.map(({ wish }) => wish.type)).toEqual(['next', 'today']);
  });

  it('lets Slack look at the certificate, and believes nothing of such a request', async () => {
    await service.start();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await send({ body: 'ssl_check=1&token=x', headers })).toBe(200);
    expect(await send({ body: `ssl_check=1&${new URLSearchParams(asking('next').form)}`, headers })).toBe(
      401,
    );
    expect(desk.asked).toEqual([]);
  });

  it('refuses what is far too long, and what is no JSON', async () => {
    await service.start();
    expect(await send(sign({ form: { text: 'x'.repeat(1_100_000) } }))).toBe(413);
    const broken = signRequest(slack.signingSecret, { form: {} });
    expect(
      await send({ ...broken, headers: { ...broken.headers, 'content-type': 'application/json' } }),
    ).toBe(400);
  });

  it('sends Slack away before it is started and after it is stopped, so that events are repeated', async () => {
    expect(await send(sign(asking('next')))).toBe(503);
    await service.start();
    expect(await send(sign(asking('next', 'trigger.1')))).toBe(200);
    await slack.answered(1);
    await service.stop();
    expect(await send(sign(asking('next')))).toBe(503);
    expect(desk.asked).toHaveLength(1);
  });
});
