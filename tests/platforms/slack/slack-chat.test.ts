import { afterEach, describe, expect, it } from 'vitest';
import { type ChannelId, channelIdOf, LaneId, MessageId, splitChannelId } from '../../../src/domain/ids.ts';
import { ReadBudget } from '../../../src/platforms/slack/read-budget.ts';
import type { ChatPlatform, FindQuery } from '../../../src/ports/chat-platform.ts';
import { announcementCard, movedCard, replyCard } from '../../contracts/sample-cards.ts';
import { ALL_SCOPES, SlackServer, type SlackServerOptions } from '../../support/slack-server/slack-server.ts';
import { addressOf, createLogBook, serviceFor } from './slack-harness.ts';

const lane = LaneId.parse('slack:T0STANDIN');
let slack: SlackServer;
afterEach(() => slack.close());

async function open(options: SlackServerOptions = {}): Promise<SlackServer> {
  slack = await SlackServer.start(options);
  return slack;
}

const chatOf = async (options: Parameters<typeof serviceFor>[1] = {}): Promise<ChatPlatform> =>
  (await serviceFor(slack, { timeoutMs: 2000, ...options })).chat;

const lately = (channel: ChannelId, keys: readonly string[]): FindQuery => ({
  channel,
  keys,
  from: Temporal.Now.instant().subtract({ minutes: 5 }),
  to: Temporal.Now.instant().add({ minutes: 5 }),
});

describe('resolving', () => {
  it('finds a name on any page, reads the list once for all names, and knows the number of members', async () => {
    await open();
    for (let index = 0; index < 1100; index += 1) slack.workspace.addChannel(`channel-${index}`);
    const last = slack.workspace.addChannel('zoology', { members: 345 });
    const chat = await chatOf();
    expect(await chat.resolve(addressOf('#zoology'))).toEqual({
      type: 'resolved',
      channel: channelIdOf(lane, last.id),
      name: '#zoology',
      kind: 'channel',
      members: 345,
    });
    await Promise.all(
      ['#channel-1', '#channel-999', '#CHANNEL-7'].map((name) => chat.resolve(addressOf(name))),
    );
    expect(slack.journal.filter((entry) => entry.method === 'conversations.list')).toHaveLength(2);
  });

  it('takes an id as it is, and asks for its name', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science', { members: 3 });
    const chat = await chatOf();
    expect(await chat.resolve(addressOf(id))).toMatchObject({ name: '#data-science', members: 3 });
    expect(await chat.resolve(addressOf('C0NOBODY00'))).toMatchObject({
      type: 'unresolved',
      transient: false,
    });
  });

  it('resolves a person to the direct messages with them, where posts arrive', async () => {
    await open();
    const { id } = slack.workspace.addUser('mira');
    const chat = await chatOf();
    const resolved = await chat.resolve(addressOf(id));
    expect(resolved).toMatchObject({ type: 'resolved', kind: 'person', name: `@${id}` });
    if (resolved.type !== 'resolved') return;
    expect(await chat.resolve(addressOf(id))).toEqual(resolved);
    expect(await chat.post({ channel: resolved.channel, card: movedCard, key: 'key-1' })).toMatchObject({
      type: 'posted',
    });
    expect(slack.messagesIn(splitChannelId(resolved.channel).native)).toHaveLength(1);
  });

  it('says which scope a direct message needs', async () => {
    await open({ scopes: ALL_SCOPES.filter((scope) => scope !== 'im:write') });
    const { id } = slack.workspace.addUser('mira');
    expect(await (await chatOf()).resolve(addressOf(id))).toMatchObject({
      type: 'unresolved',
      transient: false,
      mend: 'Add the scope im:write under OAuth & Permissions, install the app again, and restart.',
    });
  });

  it('sees private channels only where it was granted to, and asks for no more than that', async () => {
    await open({ scopes: ALL_SCOPES.filter((scope) => scope !== 'groups:read') });
    slack.workspace.addChannel('secret', { type: 'private' });
    slack.workspace.addChannel('open');
    const chat = await chatOf();
    expect(await chat.resolve(addressOf('#open'))).toMatchObject({ type: 'resolved' });
    expect(await chat.resolve(addressOf('#secret'))).toMatchObject({
      type: 'unresolved',
      mend: 'Look at the spelling of #secret; if it is private, type /invite @lectern in it.',
    });
    slack.scopes.add('groups:read');
    expect(await (await chatOf()).resolve(addressOf('#secret'))).toMatchObject({ type: 'resolved' });
  });

  it('warns of a channel that the bot is not in, with what to type', async () => {
    await open();
    slack.workspace.addChannel('data-science', { member: false });
    const log = createLogBook();
    expect(await (await chatOf({ log })).resolve(addressOf('#data-science'))).toMatchObject({
      type: 'resolved',
    });
    expect(
      log.lines.flatMap((line) => (line.level === 'warn' && line.fields.mend ? [line.fields.mend] : [])),
    ).toEqual(['type /invite @lectern in #data-science']);
  });

  it('tells what is worth asking again from what is not', async () => {
    await open();
    const { id } = slack.workspace.addChannel('old', { archived: true });
    const chat = await chatOf({ timeoutMs: 2000 });
    expect(await chat.resolve(addressOf('nonsense!'))).toMatchObject({
      type: 'unresolved',
      transient: false,
    });
    expect(await chat.resolve(addressOf(id))).toMatchObject({
      transient: false,
      mend: 'Unarchive #old, or route the seminars to another channel.',
    });
    for (const fault of [
      { type: 'resetBefore' },
      { type: 'throttle', seconds: 3 },
      { type: 'serverError', stored: false },
      { type: 'hang', stored: false },
    ] as const) {
      slack.faults.next(fault, 'conversations.list');
      expect(await chat.resolve(addressOf('#any'))).toMatchObject({ type: 'unresolved', transient: true });
    }
    slack.botToken = 'xoxb-another';
    expect(await (await chatOf()).resolve(addressOf('#any'))).toMatchObject({ transient: false });
  });

  it('asks again for a name that the last reading did not have, but not at once', async () => {
    await open();
    let now = Temporal.Now.instant();
    const clock = { now: () => now, at: () => () => undefined };
    const chat = await chatOf({ clock });
    expect(await chat.resolve(addressOf('#new'))).toMatchObject({ type: 'unresolved' });
    slack.workspace.addChannel('new');
    expect(await chat.resolve(addressOf('#new'))).toMatchObject({ type: 'unresolved' });
    now = now.add({ seconds: 31 });
    expect(await chat.resolve(addressOf('#new'))).toMatchObject({ type: 'resolved' });
    expect(slack.journal.filter((entry) => entry.method === 'conversations.list')).toHaveLength(2);
  });
});

describe('posting', () => {
  it('sends one request with metadata and without unfurling, mark-up or broadcast', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const chat = await chatOf();
    await chat.post({ channel: channelIdOf(lane, id), card: announcementCard, key: 'opaque-key' });
    const [entry] = slack.writes;
    const { text: _, blocks: __, ...rest } = entry?.form ?? {};
    expect(rest).toEqual({
      channel: id,
      metadata: '{"event_type":"lectern_notice","event_payload":{"key":"opaque-key"}}',
      mrkdwn: 'false',
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
    expect(slack.messagesIn(id)[0]?.unfurls).toBe(false);
    expect(slack.journal.filter((one) => one.method !== 'auth.test')).toHaveLength(1);
  });

  it('shows a reply in the channel too where that is asked for', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const channel = channelIdOf(lane, id);
    const chat = await chatOf();
    const root = await chat.post({ channel, card: announcementCard, key: 'key-1' });
    if (root.type !== 'posted') throw new Error(root.reason);
    await chat.post({ channel, card: replyCard, key: 'key-2', thread: root.message, broadcast: true });
    await chat.post({ channel, card: replyCard, key: 'key-3', thread: root.message });
    expect(slack.messagesIn(id).map((message) => message.broadcast)).toEqual([false, true, false]);
  });

  it('tells when the thread’s root is gone', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const outcome = await (await chatOf()).post({
      channel: channelIdOf(lane, id),
      card: replyCard,
      key: 'key-1',
      thread: MessageId.parse('1700000000.000100'),
    });
    expect(outcome).toMatchObject({ type: 'messageGone' });
  });
});

describe('finding', () => {
  it('believes only what this bot posted, with our kind of metadata', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const foreign = { channel: id, broadcast: false, text: 'x', mrkdwn: false, blocks: [], unfurls: false };
    const metadata = { event_type: 'lectern_notice', event_payload: { key: 'key-1' } };
    slack.workspace.store({ ...foreign, user: 'U0OTHER', botId: 'B0OTHER', metadata });
    slack.workspace.store({ ...foreign, user: 'U0OTHER', metadata });
    slack.workspace.store({
      ...foreign,
      user: slack.identity.botUserId,
      botId: slack.identity.botId,
      metadata: { ...metadata, event_type: 'something_else' },
    });
    const found = await (await chatOf()).find(lately(channelIdOf(lane, id), ['key-1']));
    expect(found).toEqual({ type: 'read', complete: true, messages: new Map() });
  });

  it.each([
    ['without the scope', { scopes: ALL_SCOPES.filter((scope) => !scope.endsWith(':history')) }, true],
    ['without membership', {}, false],
  ] as const)('%s absence proves nothing', async (_, options, member) => {
    await open(options);
    const { id } = slack.workspace.addChannel('data-science', { member });
    const found = await (await chatOf()).find(lately(channelIdOf(lane, id), ['key-1']));
    expect(found).toEqual({ type: 'read', complete: false, messages: new Map() });
  });

  it('says that it cannot look where the administrator said not to, without asking', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const chat = await chatOf({ reconcile: 'none' });
    expect(chat.capabilities.find).toBe(false);
    const found = await chat.find(lately(channelIdOf(lane, id), ['key-1']));
    expect(found).toMatchObject({ type: 'read', complete: false });
    expect(slack.journal.map((entry) => entry.method)).toEqual(['auth.test']);
  });

  it('reading has no outcome to be unsure of: what fails is worth another try', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const chat = await chatOf({ timeoutMs: 2000 });
    const query = lately(channelIdOf(lane, id), ['key-1']);
    for (const fault of [
      { type: 'resetBefore' },
      { type: 'serverError', stored: false },
      { type: 'halfAnswer' },
      { type: 'garbage' },
    ] as const) {
      slack.faults.next(fault, 'conversations.history');
      expect(await chat.find(query)).toMatchObject({ type: 'retry' });
    }
    slack.faults.next({ type: 'throttle', seconds: 9 }, 'conversations.history');
    expect(await chat.find(query)).toMatchObject({ type: 'throttled', afterMs: 9000 });
    slack.faults.next({ type: 'refuse', error: 'token_revoked' }, 'conversations.history');
    expect(await chat.find(query)).toMatchObject({ type: 'credentialsBad' });
  });

  it('is incomplete when time runs out between two pages', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const channel = channelIdOf(lane, id);
    const chat = await chatOf({ timeoutMs: 3000 });
    for (let index = 0; index < 201; index += 1)
      await chat.post({ channel, card: replyCard, key: `key-${index}` });
    slack.faults.decide = ({ method }) =>
      slack.journal.filter((entry) => entry.method === method).length > 1
        ? { type: 'hang', stored: false }
        : undefined;
    const found = await chat.find(lately(channel, ['key-200', 'key-0']));
    expect(found).toMatchObject({ type: 'read', complete: false });
    expect(found.type === 'read' && [...found.messages.keys()]).toEqual(['key-200']);
  });

  it('finds a thread’s root once, however many pages of replies there are, and copies oldest first', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const channel = channelIdOf(lane, id);
    const chat = await chatOf({ timeoutMs: 10_000 });
    const post = async (key: string, thread?: MessageId): Promise<MessageId> => {
      const message = { channel, card: replyCard, key };
      const outcome = await chat.post(thread === undefined ? message : { ...message, thread });
      if (outcome.type !== 'posted') throw new Error(outcome.reason);
      return outcome.message;
    };
    const root = await post('key-root');
    const first = await post('key-twice', root);
    for (let index = 0; index < 210; index += 1) await post(`key-${index}`, root);
    const second = await post('key-twice', root);
    const found = await chat.find({ ...lately(channel, ['key-root', 'key-twice', 'key-209']), thread: root });
    if (found.type !== 'read') throw new Error(found.reason);
    expect(found.complete).toBe(true);
    expect(found.messages.get('key-root')).toEqual([root]);
    expect(found.messages.get('key-twice')).toEqual([first, second]);
    expect(found.messages.get('key-209')).toHaveLength(1);
  });

  it('uses the window inclusively, to the microsecond', async () => {
    await open();
    const { id } = slack.workspace.addChannel('data-science');
    const channel = channelIdOf(lane, id);
    const chat = await chatOf();
    const posted = await chat.post({ channel, card: replyCard, key: 'key-1' });
    if (posted.type !== 'posted') throw new Error(posted.reason);
    const micros = BigInt(posted.message.replace('.', ''));
    const at = Temporal.Instant.fromEpochNanoseconds(micros * 1000n);
    const foundAt = async (from: Temporal.Instant, to: Temporal.Instant): Promise<number> => {
      const found = await chat.find({ channel, keys: ['key-1'], from, to });
      return found.type === 'read' ? found.messages.size : -1;
    };
    expect(await foundAt(at, at)).toBe(1);
    expect(await foundAt(at.add({ microseconds: 1 }), at.add({ minutes: 1 }))).toBe(0);
    expect(await foundAt(at.subtract({ minutes: 1 }), at.subtract({ microseconds: 1 }))).toBe(0);
  });
});

describe('the budget of reads', () => {
  it('says how long to wait where a tier is used up beyond the deadline', async () => {
    await open();
    const start = Temporal.Instant.from('2031-03-05T01:00:00Z');
    let now = start;
    const budget = new ReadBudget({ now: () => now, at: () => () => undefined });
    const deadline = { at: start.add({ seconds: 10 }) };
    for (let call = 0; call < 20; call += 1)
      expect(await budget.admit('conversations.list', deadline)).toBeUndefined();
    const refused = await budget.admit('conversations.list', deadline);
    expect(refused).toMatchObject({ type: 'throttled', scope: 'lane' });
    expect(refused?.type === 'throttled' && refused.afterMs).toBeGreaterThanOrEqual(60_000);
    expect(await budget.admit('conversations.history', deadline)).toBeUndefined();
    now = start.add({ seconds: 61 });
    expect(await budget.admit('conversations.list', { at: now })).toBeUndefined();
  });
});
