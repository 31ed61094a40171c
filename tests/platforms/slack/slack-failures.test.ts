import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/domain/failure.ts';
import { type channelIdOf, MessageId } from '../../../src/domain/ids.ts';
import { failureOf } from '../../../src/platforms/slack/failure-of.ts';
import { isCertainNonArrival } from '../../../src/platforms/slack/non-arrival.ts';
import { createSdkLog } from '../../../src/platforms/slack/sdk-log.ts';
import { createWebClient } from '../../../src/platforms/slack/web-client.ts';
import type { PostOutcome } from '../../../src/ports/chat-platform.ts';
import { announcementCard, movedCard } from '../../contracts/sample-cards.ts';
import type { SlackFault } from '../../support/slack-server/faults.ts';
import { SlackServer } from '../../support/slack-server/slack-server.ts';
import { createLogBook, openSlackHarness, type SlackHarness } from './slack-harness.ts';

const context = { channel: '#data-science', bot: 'lectern' };

describe('what becomes of a post', () => {
  let harness: SlackHarness;
  let channel: ReturnType<typeof channelIdOf>;
  beforeEach(async () => {
    harness = await openSlackHarness();
    const resolved = await harness.chat.resolve(harness.addresses[0]);
    if (resolved.type !== 'resolved') throw new Error(resolved.reason);
    channel = resolved.channel;
  });
  afterEach(() => harness.close());

  const postInto = async (fault: SlackFault): Promise<PostOutcome> => {
    harness.slack.faults.next(fault);
    const outcome = await harness.chat.post({ channel, card: announcementCard, key: 'key-1' });
    expect(harness.slack.writes).toHaveLength(1);
    return outcome;
  };

  const refusals: readonly (readonly [string, Failure['type']])[] = [
    ['channel_not_found', 'channelGone'],
    ['not_in_channel', 'channelGone'],
    ['is_archived', 'channelGone'],
    ['restricted_action', 'channelGone'],
    ['restricted_action_read_only_channel', 'channelGone'],
    ['user_not_found', 'channelGone'],
    ['invalid_auth', 'credentialsBad'],
    ['token_revoked', 'credentialsBad'],
    ['account_inactive', 'credentialsBad'],
    ['missing_scope', 'credentialsBad'],
    ['msg_too_long', 'giveUp'],
    ['msg_blocks_too_long', 'giveUp'],
    ['invalid_blocks', 'giveUp'],
    ['no_text', 'giveUp'],
    ['some_refusal_of_tomorrow', 'giveUp'],
    ['message_not_found', 'messageGone'],
    ['thread_not_found', 'messageGone'],
    ['cant_update_message', 'editRefused'],
    ['edit_window_closed', 'editRefused'],
    ['cant_delete_message', 'editRefused'],
    ['ratelimited', 'throttled'],
    ['message_limit_exceeded', 'throttled'],
    ['request_timeout', 'retry'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
    ['service_unavailable', 'unknown'],
  ];
  it.each(refusals)('Slack says %s: %s', async (error, type) => {
    expect(await postInto({ type: 'refuse', error })).toMatchObject({ type });
  });

  it.each([
    ['not_in_channel', 'In #data-science, type /invite @lectern.'],
    [
      'is_archived',
      'Unarchive #data-science and type /invite @lectern in it, or route the seminars to another channel.',
    ],
  ])('says how to mend %s, by the channel’s name', async (error, mend) => {
    expect(await postInto({ type: 'refuse', error })).toMatchObject({ mend });
  });

  it('names the scope that is missing', async () => {
    harness.slack.scopes.delete('chat:write');
    const outcome = await harness.chat.post({ channel, card: announcementCard, key: 'key-1' });
    expect(outcome).toEqual({
      type: 'credentialsBad',
      reason: 'Slack refused: missing_scope (chat:write)',
      mend: 'Add the scope chat:write under OAuth & Permissions, install the app again, and restart.',
    });
  });

  it.each([
    [{ type: 'serverError', stored: false, status: 503 }, 'unknown'],
    [{ type: 'serverError', stored: false, status: 408 }, 'unknown'],
    [{ type: 'serverError', stored: false, status: 302 }, 'unknown'],
    [{ type: 'serverError', stored: false, status: 403 }, 'retry'],
    [{ type: 'serverError', stored: false, status: 404 }, 'retry'],
    [{ type: 'garbage' }, 'unknown'],
  ] as const)('an intermediary answers %o: %s', async (fault, type) => {
    expect(await postInto(fault)).toMatchObject({ type });
  });

  it.each([
    [1, 1000],
    [30, 30_000],
    [0, 1000],
    ['Wed, 21 Oct 2031 07:28:00 GMT', 10_000],
    ['soon', 10_000],
    [undefined, 10_000],
  ])('Retry-After %s: waits %i ms, the whole lane', async (seconds, afterMs) => {
    const fault: SlackFault = seconds === undefined ? { type: 'throttle' } : { type: 'throttle', seconds };
    expect(await postInto(fault)).toMatchObject({ type: 'throttled', afterMs, scope: 'lane' });
  });

  it('a throttled post holds up no other call', async () => {
    harness.slack.faults.next({ type: 'throttle', seconds: 30 });
    const posts = ['key-1', 'key-2', 'key-3'].map((key) =>
      harness.chat.post({ channel, card: movedCard, key }),
    );
    expect((await Promise.all(posts)).map((outcome) => outcome.type).sort()).toEqual([
      'posted',
      'posted',
      'throttled',
    ]);
  });

  it.each([
    [{ type: 'resetAfter' }, 'unknown'],
    [{ type: 'serverError', stored: true }, 'unknown'],
    [{ type: 'halfAnswer' }, 'unknown'],
    [{ type: 'garbage' }, 'unknown'],
  ] as const)('edits and removals meet %o once each: %s', async (fault, type) => {
    const posted = await harness.chat.post({ channel, card: announcementCard, key: 'key-1' });
    if (posted.type !== 'posted') throw new Error(posted.reason);
    const at = { channel, message: posted.message };
    harness.slack.faults.next(fault);
    expect(await harness.chat.update(at, movedCard)).toMatchObject({ type });
    harness.slack.faults.next(fault);
    expect(await harness.chat.remove(at)).toMatchObject({ type });
    expect(harness.slack.writes.map((entry) => entry.method)).toEqual([
      'chat.postMessage',
      'chat.update',
      'chat.delete',
    ]);
  });

  it('refuses to edit what another app posted', async () => {
    const foreign = harness.slack.workspace.store({
      channel: harness.slack.journal.length > 0 ? nativeOf(channel) : '',
      broadcast: false,
      user: 'U0SOMEBODY',
      text: 'not ours',
      mrkdwn: true,
      blocks: [],
      unfurls: false,
    });
    const at = { channel, message: MessageId.parse(foreign.ts) };
    expect(await harness.chat.update(at, movedCard)).toMatchObject({ type: 'editRefused' });
    expect(await harness.chat.remove(at)).toMatchObject({ type: 'editRefused' });
  });

  it('never sends a card that Slack would refuse, and says what is wrong with it', async () => {
    const outcome = await harness.chat.post({
      channel,
      card: { kind: 'announcement', summary: '', blocks: [{ type: 'divider' }] },
      key: 'key-1',
    });
    expect(outcome).toEqual({ type: 'giveUp', reason: 'Slack would refuse this card: text is empty' });
    expect(harness.slack.writes).toEqual([]);
  });
});

describe('requests that certainly did not arrive', () => {
  const postTo = async (apiUrl: string): Promise<Failure> => {
    const client = createWebClient('xoxb-any', { apiUrl, timeoutMs: 2000, log: createLogBook() });
    return client.chat.postMessage({ channel: 'C1', text: 'x' }).then(
      () => Promise.reject(new Error('it arrived')),
      (error: unknown) => failureOf(error, context),
    );
  };

  it('nobody listens', async () => {
    const slack = await SlackServer.start();
    await slack.close();
    expect(await postTo(slack.apiUrl)).toMatchObject({ type: 'retry' });
  });

  it('the name does not resolve', async () => {
    expect(await postTo('http://no-such-host.invalid/api/')).toMatchObject({ type: 'retry' });
  });

  it('the other side does not speak TLS: nobody can tell, so it is unknown', async () => {
    const plain = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const address = plain.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    expect(await postTo(`https://127.0.0.1:${address.port}/api/`)).toMatchObject({ type: 'unknown' });
    await new Promise((resolve) => plain.close(resolve));
  });

  const caused = (cause: unknown): Error => new TypeError('fetch failed', { cause });
  const withCode = (code: string, more: object = {}): Error =>
    Object.assign(new Error(code), { code, ...more });
  it.each([
    [caused(withCode('ECONNREFUSED', { syscall: 'connect' })), true],
    [caused(withCode('ETIMEDOUT', { syscall: 'connect' })), true],
    [caused(withCode('UND_ERR_CONNECT_TIMEOUT')), true],
    [caused(withCode('EAI_AGAIN', { syscall: 'getaddrinfo' })), true],
    [caused(withCode('CERT_HAS_EXPIRED')), true],
    [caused(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')])), true],
    [caused(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNRESET')])), false],
    [caused(withCode('ECONNRESET', { syscall: 'read' })), false],
    [caused(withCode('ETIMEDOUT', { syscall: 'read' })), false],
    [caused(withCode('EPIPE', { syscall: 'write' })), false],
    [caused(withCode('UND_ERR_SOCKET')), false],
    [caused(withCode('UND_ERR_HEADERS_TIMEOUT')), false],
    [new DOMException('The operation was aborted due to timeout', 'TimeoutError'), false],
    ['a string', false],
    [undefined, false],
  ])('%s: %s', (error, certain) => {
    expect(isCertainNonArrival(error)).toBe(certain);
  });
});

describe('why the SDK’s own repeating is off', () => {
  it('with it, a reset after storing leaves two copies: the stand-in would show it', async () => {
    const slack = await SlackServer.start();
    const { id } = slack.workspace.addChannel('data-science');
    slack.faults.next({ type: 'resetAfter' });
    const eager = new WebClient(slack.botToken, {
      slackApiUrl: slack.apiUrl,
      logger: createSdkLog(createLogBook()),
      retryConfig: { retries: 2, minTimeout: 1, maxTimeout: 1 },
    });
    await eager.chat.postMessage({ channel: id, text: 'once?' });
    expect(slack.messagesIn(id)).toHaveLength(2);
    await slack.close();
  });
});

function nativeOf(channel: string): string {
  return channel.slice(channel.indexOf('/') + 1);
}
