import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TokenOutcome } from '../../../../src/platforms/teams/wire/authentication.ts';
import {
  type Connector,
  type ConnectorCall,
  createConnector,
  readRetryAfter,
} from '../../../../src/platforms/teams/wire/connector.ts';
import { failureOf } from '../../../../src/platforms/teams/wire/failures.ts';
import type { TeamsFault } from '../../../support/teams-server/faults.ts';
import { TeamsServer } from '../../../support/teams-server/teams-server.ts';

const TOKEN = 'a-token-of-the-test';

let server: TeamsServer;
let connector: Connector;
let token: () => Promise<TokenOutcome>;

beforeEach(async () => {
  server = await TeamsServer.start({ token: TOKEN });
  server.shelf.install(server.world.teams[0]?.id ?? '');
  server.shelf.install('19:group-0@thread.v2');
  token = () => Promise.resolve({ type: 'token', token: TOKEN });
  connector = createConnector({ token: () => token(), timeoutMs: 3_000, userAgent: 'test' });
});
afterEach(async () => {
  await connector.close();
  await server.stop();
});

const ACTIVITY = {
  type: 'message',
  from: { id: 'bot' },
  summary: 'River Lights',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        version: '1.5',
        body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'River Lights' }] }],
      },
    },
  ],
};
function callTo(path: readonly string[], method: ConnectorCall['method'] = 'POST', body: unknown = ACTIVITY) {
  return connector.call({ method, serviceUrl: server.url, path, ...(method === 'DELETE' ? {} : { body }) });
}
const SEND = ['v3', 'conversations', '19:group-0@thread.v2', 'activities'];
const attempt = { doing: 'post', name: 'Kelp committee', kind: 'group' } as const;

/** The platform's answers, and what they mean for a post: each after exactly one request. */
const MEANINGS: readonly (readonly [TeamsFault, string])[] = [
  [{ type: 'resetBefore' }, 'unknown'],
  [{ type: 'resetAfter' }, 'unknown'],
  [{ type: 'halfAnswer' }, 'unknown'],
  [{ type: 'status', status: 500 }, 'unknown'],
  [{ type: 'status', status: 502 }, 'unknown'],
  [{ type: 'status', status: 503 }, 'unknown'],
  [{ type: 'status', status: 503, retryAfter: '1' }, 'unknown'],
  [{ type: 'status', status: 504, stored: true }, 'unknown'],
  [{ type: 'status', status: 408 }, 'unknown'],
  [{ type: 'status', status: 409, code: 'Conflict' }, 'retry'],
  [{ type: 'status', status: 412, code: 'PreconditionFailed' }, 'throttled'],
  [{ type: 'status', status: 429, code: 'Throttled', retryAfter: '1' }, 'throttled'],
  [{ type: 'status', status: 429, code: 'Throttled' }, 'throttled'],
  [{ type: 'status', status: 400, code: 'BadArgument' }, 'giveUp'],
  [{ type: 'status', status: 413, code: 'MessageSizeTooBig' }, 'giveUp'],
  [{ type: 'status', status: 307 }, 'giveUp'],
  [{ type: 'status', status: 401, code: 'Unauthorized' }, 'credentialsBad'],
  [{ type: 'status', status: 403, code: 'MessageWritesBlocked' }, 'channelGone'],
  [{ type: 'status', status: 403, code: 'BotNotInConversationRoster' }, 'channelGone'],
  [{ type: 'status', status: 403, code: 'BotDisabledByAdmin' }, 'channelGone'],
  [{ type: 'status', status: 403, code: 'SomethingNew' }, 'channelGone'],
  [{ type: 'status', status: 404, code: 'ConversationNotFound' }, 'channelGone'],
];

describe('one call, one request', () => {
  it.each(MEANINGS)('%o means %s', async (fault, meaning) => {
    server.arrange(fault);
    const answer = await callTo(SEND);
    expect(failureOf(answer, attempt)).toMatchObject({ type: meaning });
    // The second would be answered well: had it been sent, it would stand.
    expect(server.journal()).toHaveLength(1);
    const stored =
      fault.type === 'resetAfter' || fault.type === 'halfAnswer' || ('stored' in fault && fault.stored);
    expect(server.shelf.standing()).toHaveLength(stored ? 1 : 0);
  });

  it('a post that nobody answers ends in time, and is not repeated', async () => {
    server.arrange({ type: 'hang', stored: true });
    expect(failureOf(await callTo(SEND), attempt)).toMatchObject({ type: 'unknown' });
    expect(server.journal()).toHaveLength(1);
  });

  it('nobody listening: certainly not sent', async () => {
    await server.goAway();
    expect(failureOf(await callTo(SEND), attempt)).toMatchObject({ type: 'retry' });
  });

  it('a name that does not resolve: certainly not sent', async () => {
    const answer = await connector.call({
      method: 'POST',
      serviceUrl: 'http://teams.invalid/',
      path: SEND,
      body: ACTIVITY,
    });
    expect(failureOf(answer, attempt)).toMatchObject({ type: 'retry' });
  });

  it('a connection that was closed while idle leaves nothing unknown', async () => {
    expect(await callTo(SEND)).toMatchObject({ type: 'answered', status: 201 });
    await server.goAway();
    await server.restore();
    expect(await callTo(SEND)).toMatchObject({ type: 'answered', status: 201 });
    expect(server.journal()).toHaveLength(2);
  });
});

describe('edits and removals', () => {
  const at = [...SEND, '1700000000000'];
  it.each([
    [404, 'ActivityNotFoundInConversation', 'messageGone'],
    [404, 'ConversationNotFound', 'channelGone'],
    [403, 'BotNotInConversationRoster', 'channelGone'],
    [403, 'MessageEditNotAllowed', 'editRefused'],
    [405, 'MethodNotAllowed', 'editRefused'],
    [502, 'ServiceError', 'unknown'],
    [429, 'Throttled', 'throttled'],
  ])('%i %s means %s', async (status, code, meaning) => {
    for (const [method, doing] of [
      ['PUT', 'edit'],
      ['DELETE', 'remove'],
    ] as const) {
      server.arrange({ type: 'status', status, code });
      expect(failureOf(await callTo(at, method), { ...attempt, doing })).toMatchObject({ type: meaning });
    }
    expect(server.journal()).toHaveLength(2);
  });
});

describe('the token', () => {
  it('is sent, and its refusal by Teams is told apart', async () => {
    expect(await callTo(SEND)).toMatchObject({ status: 201 });
    token = () => Promise.resolve({ type: 'token', token: 'another' });
    expect(failureOf(await callTo(SEND), attempt)).toMatchObject({ type: 'credentialsBad' });
  });

  it('that Microsoft refuses keeps everything back', async () => {
    token = () => Promise.resolve({ type: 'refused', reason: 'invalid_client' });
    expect(failureOf(await callTo(SEND), attempt)).toMatchObject({ type: 'credentialsBad' });
    expect(server.journal()).toEqual([]);
  });

  it('that cannot be had now, or not in time, is worth another try: nothing was sent', async () => {
    token = () => Promise.resolve({ type: 'unreachable', reason: 'down' });
    expect(failureOf(await callTo(SEND), attempt)).toMatchObject({ type: 'retry' });
    token = () => new Promise(() => {});
    expect(failureOf(await callTo(SEND), attempt)).toMatchObject({ type: 'retry' });
    expect(server.journal()).toEqual([]);
  });
});

describe('what a person is told to do', () => {
  it.each([
    ['channel', 'BotNotInConversationRoster', /install Lectern in the team of Marine › General/],
    ['group', 'BotNotInConversationRoster', /add Lectern to the chat/],
    ['person', 'MessageWritesBlocked', /blocked or removed Lectern.*add it again/],
    ['channel', 'BotDisabledByAdmin', /Teams admin centre/],
  ] as const)('%s, %s', async (kind, code, mend) => {
    server.arrange({ type: 'status', status: 403, code });
    const failure = failureOf(await callTo(SEND), { doing: 'post', name: 'Marine › General', kind });
    expect(failure).toMatchObject({ type: 'channelGone', mend: expect.stringMatching(mend) });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2031-03-05T01:00:00Z');
  it.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['Wed, 05 Mar 2031 01:00:09 GMT', 9_000],
    ['Wed, 05 Mar 2031 00:59:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s', (header, ms) => expect(readRetryAfter(header, now)).toBe(ms));
});
