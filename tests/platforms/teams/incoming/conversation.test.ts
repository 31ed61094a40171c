import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../../../src/domain/address.ts';
import type { ChannelId, MessageId } from '../../../../src/domain/ids.ts';
import { announcementCard, movedCard, replyCard } from '../../../contracts/sample-cards.ts';
import { readCard } from '../shown-card.ts';
import type { TeamsRig } from '../teams-rig.ts';
import { installTeam, openRig, until } from '../teams-rig.ts';

const ADA = '29:person-ada';
const CHAT = 'a:chat-ada';
const GROUP = '19:group-0@thread.v2';
const GENERAL = '19:general-0@thread.tacv2';

let rig: TeamsRig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

const lane = (): string => `teams:${rig.server.world.tenantId}`;
async function installChat(conversation: string): Promise<void> {
  rig.server.shelf.install(conversation);
  await rig.client.installed(conversation, ADA);
}
async function resolve(address: string): Promise<ChannelId> {
  const resolution = await rig.service.chat.resolve(parseAddress(address));
  if (resolution.type !== 'resolved') throw new Error(resolution.reason);
  return resolution.channel;
}
async function post(channel: ChannelId, thread?: MessageId): Promise<MessageId> {
  const message = { channel, card: announcementCard, key: 'key', ...(thread ? { thread } : {}) };
  const outcome = await rig.service.chat.post(message);
  if (outcome.type !== 'posted') throw new Error(`${outcome.type}: ${outcome.reason}`);
  return outcome.message;
}

describe('from an installation to a post', () => {
  it('in a team: every channel can be posted to, edited and cleared', async () => {
    await installTeam(rig);
    const channel = await resolve('teams:19:channel-1@thread.tacv2');
    expect(rig.directory.byName('Marine Informatics › Reading group 1')).toMatchObject({ members: 42 });
    const message = await post(channel);
    const [stored] = rig.server.shelf.standing('19:channel-1@thread.tacv2');
    expect(stored).toMatchObject({ id: message });
    expect(stored?.root).toBeUndefined();
    expect(await rig.service.chat.update({ channel, message }, movedCard)).toEqual({ type: 'done' });
    expect(await rig.service.chat.remove({ channel, message })).toEqual({ type: 'done' });
    expect(rig.server.writes().map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['create', 201],
      ['update', 200],
      ['delete', 200],
    ]);
  });

  it('after a message in a thread: posts still open threads of their own', async () => {
    rig.server.shelf.install(GENERAL);
    await rig.client.mention({ conversation: GENERAL, root: '1500000000000' }, ADA, 'next');
    await until(() => rig.server.shelf.standing(GENERAL)[0]);
    const message = await post(await resolve(`teams:${GENERAL}`));
    expect(rig.server.shelf.standing(GENERAL).find((one) => one.id === message)?.root).toBeUndefined();
  });

  it('a thread’s reply is edited in its thread', async () => {
    await installTeam(rig);
    const channel = await resolve(`teams:${GENERAL}`);
    const thread = await post(channel);
    const message = await post(channel, thread);
    expect(await rig.service.chat.update({ channel, message, thread }, replyCard)).toEqual({ type: 'done' });
    expect(rig.server.shelf.standing(GENERAL).map(({ root, edits }) => [root, edits])).toEqual([
      [undefined, 0],
      [thread, 1],
    ]);
  });

  it('in a group chat, where a reply is the next message', async () => {
    await installChat(GROUP);
    const channel = await resolve(`teams:${GROUP}`);
    const first = await post(channel);
    await post(channel, first);
    expect(rig.server.shelf.standing(GROUP).map(({ root }) => root)).toEqual([undefined, undefined]);
  });

  it('with a person, by their id or their directory’s', async () => {
    await installChat(CHAT);
    const channel = await resolve(`teams:${ADA}`);
    expect(await resolve('teams:0A1B2C3D-0000-4000-8000-0000000000A1')).toBe(channel);
    await post(channel);
    expect(rig.server.shelf.standing(CHAT)[0]?.activity).toMatchObject({
      from: { id: rig.server.world.bot.id },
      recipient: { id: ADA, aadObjectId: '0a1b2c3d-0000-4000-8000-0000000000a1' },
      conversation: { id: CHAT, tenantId: rig.server.world.tenantId },
    });
  });

  it('a person met in a channel: the chat is opened once, and known from then on', async () => {
    await installTeam(rig);
    rig.server.shelf.install(CHAT);
    const channel = await resolve(`teams:${ADA}`);
    await post(channel);
    await post(channel);
    const kinds = rig.server.journal().filter(({ conversation }) => conversation === CHAT);
    expect(kinds.map(({ kind }) => kind)).toEqual(['open', 'send', 'send']);
  });

  it('a person who blocked the bot', async () => {
    await installChat(CHAT);
    rig.server.shelf.block(CHAT);
    const outcome = await rig.service.chat.post({
      channel: await resolve(`teams:${ADA}`),
      card: announcementCard,
      key: 'key',
    });
    expect(outcome).toMatchObject({ type: 'channelGone', mend: expect.stringContaining('Ada Marsh') });
  });

  it('what is no post is not sent: a place nobody installed it in', async () => {
    await installTeam(rig);
    const [known] = await rig.directory.channels();
    if (!known) throw new Error('the team is known');
    rig.server.shelf.uninstall(GENERAL);
    const outcome = await rig.service.chat.post({ channel: known.id, card: announcementCard, key: 'key' });
    expect(outcome).toMatchObject({ type: 'channelGone' });
  });
});

describe('what people write', () => {
  it('in the personal chat is answered there, with a card', async () => {
    await installChat(CHAT);
    await rig.client.say(ADA, 'search kelp');
    const answer = await until(() => rig.server.shelf.standing(CHAT)[0]);
    expect(readCard(answer.activity).shown).toBe('You asked: search.');
    expect(rig.desk.asked).toEqual([
      {
        wish: { type: 'search', words: 'kelp' },
        actor: {
          person: `${lane()}/${ADA}`,
          standing: 'member',
          channel: `${lane()}/${ADA}`,
          direct: `${lane()}/${ADA}`,
          command: '',
          timezone: 'Australia/Brisbane',
        },
      },
    ]);
  });

  it.each([
    ['next', { type: 'next' }],
    [' next', { type: 'next' }],
    ['', { type: 'next' }],
    ['&nbsp;search R&amp;D\n', { type: 'search', words: 'R&D' }],
  ])('behind a mention, "%s", is answered in the thread that asks', async (text, wish) => {
    await installTeam(rig);
    await rig.client.mention({ conversation: GENERAL, root: '1500000000000' }, ADA, text);
    const answer = await until(() => rig.server.shelf.standing(GENERAL)[0]);
    expect(answer.root).toBe('1500000000000');
    expect(rig.desk.asked).toMatchObject([
      {
        wish,
        actor: {
          channel: `${lane()}/${GENERAL}`,
          direct: `${lane()}/${ADA}`,
          command: '@Lectern',
          shared: true,
        },
      },
    ]);
    expect(rig.server.writes()).toHaveLength(1);
  });

  it('in a group chat is answered there', async () => {
    await installChat(GROUP);
    await rig.client.mention({ conversation: GROUP }, ADA, 'today');
    await until(() => rig.server.shelf.standing(GROUP)[0]);
    expect(rig.desk.asked).toMatchObject([
      { wish: { type: 'today' }, actor: { command: '@Lectern', shared: true } },
    ]);
  });

  it('with another person mentioned keeps that name', async () => {
    const { bot, tenantId } = rig.server.world;
    await rig.client.send({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: rig.server.url,
      from: { id: ADA },
      recipient: bot,
      conversation: { id: CHAT, conversationType: 'personal', tenantId },
      text: '<at>Lectern</at> speaker <at>Ottoline Fernsby</at>',
      entities: [
        { type: 'mention', text: '<at>Lectern</at>', mentioned: { id: bot.id } },
        { type: 'mention', text: '<at>Ottoline Fernsby</at>', mentioned: { id: '29:other' } },
      ],
    });
    await until(() => rig.desk.asked[0]);
    expect(rig.desk.asked[0]?.wish).toEqual({ type: 'speaker', name: 'Ottoline Fernsby' });
  });

  it('brings a place back that the store has lost', async () => {
    await rig.client.mention({ conversation: GENERAL }, ADA, 'next');
    await until(() => rig.directory.byName('Marine Informatics › General'));
  });

  it('gets an apology when the desk fails, and the reason goes to the log', async () => {
    await installChat(CHAT);
    rig.desk.answer = () => Promise.reject(new Error('the store is away'));
    await rig.client.say(ADA, 'next');
    const answer = await until(() => rig.server.shelf.standing(CHAT)[0]);
    expect(readCard(answer.activity).shown).toContain('Something went wrong on my side');
    expect(rig.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'a wish could not be answered' }),
    );
  });
});

describe('what is not meant for the bot', () => {
  const message = (extra: Readonly<Record<string, unknown>>) =>
    rig.client.send({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: rig.server.url,
      from: { id: ADA },
      recipient: rig.server.world.bot,
      conversation: { id: CHAT, conversationType: 'personal', tenantId: rig.server.world.tenantId },
      ...extra,
    });

  it('a card that the app’s own extension put in, a press without words, another bot', async () => {
    const span =
      '<span itemscope itemtype="http://schema.skype.com/InlineComposeCard" class="inline-compose-card"></span>';
    await message({ text: '', attachments: [{ contentType: 'text/html', content: span }] });
    await message({ text: span });
    await message({ value: { something: 'else' } });
    await message({ text: 'next', from: { id: '28:another', role: 'bot' } });
    await message({ text: 'week' });
    await until(() => rig.desk.asked[0]);
    expect(rig.desk.asked.map(({ wish }) => wish.type)).toEqual(['week']);
  });

  it('a value comes before the words', async () => {
    await message({ text: 'next', value: { intent: '{"type":"today"}' } });
    await until(() => rig.desk.asked[0]);
    expect(rig.desk.asked.map(({ wish }) => wish.type)).toEqual(['today']);
  });
});
