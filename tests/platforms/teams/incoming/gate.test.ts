import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTeamsService } from '../../../../src/platforms/teams/teams-service.ts';
import { BotFrameworkSigner } from '../../../support/teams-server/signing.ts';
import { APP_ID, openRig, type TeamsRig, until } from '../teams-rig.ts';

let rig: TeamsRig;
afterEach(() => rig.close());

const GARBAGE: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['no JSON', 'hello'],
  ['half of it', '{"type":"message"'],
  ['null', 'null'],
  ['a number', '7'],
  ['a list', '[]'],
  ['a list of activities', '[{"type":"message"}]'],
  ['an empty object', '{}'],
  [
    'no type',
    '{"channelId":"msteams","serviceUrl":"http://127.0.0.1/","conversation":{"id":"a"},"recipient":{"id":"b"}}',
  ],
  ['a type that is no word', '{"type":{},"channelId":"msteams"}'],
  [
    'an address that is none',
    '{"type":"message","channelId":"msteams","serviceUrl":"file:///etc/passwd","conversation":{"id":"a"},"recipient":{"id":"b"}}',
  ],
  ['a prototype', '{"__proto__":{"type":"message"}}'],
  ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
];

async function post(body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(rig.bot, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return response.status;
}
/** `fetch` does not let a `Host` be chosen. */
function postAs(host: string, body: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = request(rig.bot, {
      method: 'POST',
      headers: { host, 'content-type': 'application/json' },
    });
    outgoing.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

describe('POST /api/messages', () => {
  beforeEach(async () => {
    rig = await openRig();
  });

  it.each(GARBAGE)('answers %s with 400 and goes on', async (_name, body) => {
    expect(await post(body)).toBe(400);
    const answer = await rig.client.say('29:person-ada', 'next');
    expect(answer.status).toBe(200);
    await until(() => rig.desk.asked[0]);
  });

  it('reads no more than an activity can have', async () => {
    expect(await post(JSON.stringify({ type: 'message', text: 'x'.repeat(300_000) }))).toBe(413);
  });

  it('takes JSON only, so that no form of a web page gets through', async () => {
    expect(await post('{}', { 'content-type': 'text/plain' })).toBe(415);
  });

  it('hears nobody but this machine while nothing is signed', async () => {
    const activity = JSON.stringify({ type: 'message' });
    expect(await postAs('lectern.example', activity)).toBe(403);
    expect(await post(activity, { 'x-forwarded-for': '192.0.2.1' })).toBe(403);
    expect(await post(activity, { origin: 'https://evil.example' })).toBe(403);
  });

  it('calls no address away from this machine while nothing is signed', async () => {
    const client = rig.server.clientFor(rig.bot);
    const answer = await client.send({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: 'https://evil.example/',
      from: { id: '29:person-ada' },
      recipient: rig.server.world.bot,
      conversation: { id: 'a:chat-ada', conversationType: 'personal' },
      text: 'next',
    });
    expect(answer.status).toBe(403);
    expect(rig.desk.asked).toEqual([]);
  });

  it('answers an invoke that it never asked for with 501', async () => {
    const answer = await rig.client.send({
      type: 'invoke',
      name: 'composeExtension/query',
      channelId: 'msteams',
      serviceUrl: rig.server.url,
      from: { id: '29:person-ada' },
      recipient: rig.server.world.bot,
      conversation: { id: 'a:chat-ada', conversationType: 'personal' },
      value: {},
    });
    expect(answer.status).toBe(501);
  });

  it('answers once what is delivered twice', async () => {
    rig.server.shelf.install('a:chat-ada');
    const message = (id: string, text: string) =>
      rig.client.send({
        type: 'message',
        id,
        channelId: 'msteams',
        serviceUrl: rig.server.url,
        from: { id: '29:person-ada' },
        recipient: rig.server.world.bot,
        conversation: { id: 'a:chat-ada', conversationType: 'personal' },
        text,
      });
    for (const [id, text] of [
      ['1', 'next'],
      ['1', 'next'],
      ['2', 'week'],
    ] as const) {
      expect((await message(id, text)).status).toBe(200);
    }
    await until(() => rig.server.shelf.standing('a:chat-ada')[1]);
    expect(rig.desk.asked.map(({ wish }) => wish.type)).toEqual(['next', 'week']);
  });

  it('asks to be sent again what it could not record, and keeps the reason for the log', async () => {
    const printed = vi.spyOn(console, 'error');
    rig.directory.seen = () => Promise.reject(new Error('disk full'));
    const answer = await rig.client.installed('a:chat-ada', '29:person-ada');
    expect(answer).toEqual({ status: 500, body: undefined });
    expect(rig.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', fields: { error: new Error('disk full') } }),
    );
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('takes nothing more once it stops, after what was under way is answered', async () => {
    let answerNow: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      answerNow = resolve;
    });
    rig.server.shelf.install('a:chat-ada');
    const usual = rig.desk.answer;
    rig.desk.answer = async (wish) => {
      await held;
      return usual(wish);
    };
    await rig.client.say('29:person-ada', 'next');
    await until(() => rig.desk.asked[0]);
    const stopping = rig.service.stop();
    expect((await rig.client.say('29:person-ada', 'today')).status).toBe(503);
    answerNow();
    await stopping;
    expect(rig.server.shelf.standing('a:chat-ada')).toHaveLength(1);
  });
});

describe('with an app id', () => {
  beforeEach(async () => {
    rig = await openRig({ signed: true });
  });

  const SERVICE_URL = 'https://smba.example/emea/';
  const say = (authorization?: string, tenant = rig.server.world.tenantId) =>
    rig.client.send(
      {
        type: 'installationUpdate',
        action: 'add',
        channelId: 'msteams',
        serviceUrl: SERVICE_URL,
        from: { id: '29:person-ada', name: 'Ada Marsh' },
        recipient: rig.server.world.bot,
        conversation: { id: 'a:chat-ada', conversationType: 'personal', tenantId: tenant },
      },
      authorization === undefined ? {} : { authorization },
    );

  it('hears what the Bot Framework signed', async () => {
    const answer = await say(rig.server.signer.sign(APP_ID, SERVICE_URL));
    expect(answer.status).toBe(200);
    expect(rig.directory.byName('Ada Marsh')).toMatchObject({ kind: 'person' });
  });

  it.each<readonly [string, (rig: TeamsRig) => string | undefined]>([
    ['nothing', () => undefined],
    ['garbage', () => 'Bearer garbage'],
    ['another scheme', () => 'Basic Zm9vOmJhcg=='],
    ['a key that is not Microsoft’s', () => new BotFrameworkSigner().sign(APP_ID, SERVICE_URL)],
    ['a token for another bot', ({ server }) => server.signer.sign('another-app', SERVICE_URL)],
    ['a token for another address', ({ server }) => server.signer.sign(APP_ID, 'https://other.example/')],
    ['an old token', ({ server }) => server.signer.sign(APP_ID, SERVICE_URL, { exp: 1_000_000_000 })],
    [
      'another issuer',
      ({ server }) => server.signer.sign(APP_ID, SERVICE_URL, { iss: 'https://evil.example' }),
    ],
  ])('refuses %s', async (_name, authorization) => {
    expect((await say(authorization(rig))).status).toBe(401);
    expect(rig.directory.seenIds).toEqual([]);
  });

  it('prints nothing for what has no token', async () => {
    const printed = vi.spyOn(console, 'error');
    for (const authorization of [undefined, 'Bearer garbage', 'Basic Zm9vOmJhcg==']) {
      expect((await say(authorization)).status).toBe(401);
    }
    expect(printed).not.toHaveBeenCalled();
    printed.mockRestore();
  });

  it('asks to be sent again what it cannot check, while Microsoft’s keys cannot be had', async () => {
    const authorization = rig.server.signer.sign(APP_ID, SERVICE_URL);
    await rig.server.goAway();
    expect((await say(authorization)).status).toBe(503);
    expect(rig.directory.seenIds).toEqual([]);
    await rig.server.restore();
    expect((await say(authorization)).status).toBe(200);
  });

  it('refuses another tenant, signed as it is', async () => {
    const answer = await say(rig.server.signer.sign(APP_ID, SERVICE_URL), 'another-tenant');
    expect(answer.status).toBe(403);
    expect(rig.directory.seenIds).toEqual([]);
  });
});

describe('without what it needs', () => {
  beforeEach(async () => {
    rig = await openRig();
  });
  it.each([
    [{}, /MICROSOFT_APP_ID.*TEAMS_LOCAL=1/],
    [{ appId: APP_ID }, /MICROSOFT_APP_TENANT_ID/],
    [{ appId: APP_ID, tenantId: 'a-tenant' }, /MICROSOFT_APP_PASSWORD/],
  ])('%o is refused with a sentence', async (options, sentence) => {
    const { desk, directory, log } = rig;
    const clock = { now: () => Temporal.Now.instant(), at: () => () => {} };
    const creating = createTeamsService({
      local: false,
      desk,
      events: directory,
      directory,
      clock,
      log,
      ...options,
    });
    await expect(creating).rejects.toThrow(sentence);
  });
});
