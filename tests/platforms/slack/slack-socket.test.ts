import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelIdOf, LaneId, personIdOf, SeminarId } from '../../../src/domain/ids.ts';
import { encodeIntent } from '../../../src/domain/intent.ts';
import { SlackSetupError } from '../../../src/platforms/slack/identity.ts';
import type { SlackServiceOptions } from '../../../src/platforms/slack/slack-service.ts';
import type { PlatformService } from '../../../src/ports/platform-service.ts';
import { actionPayload, commandPayload, eventPayload } from '../../support/slack-server/callers.ts';
import { SlackServer } from '../../support/slack-server/slack-server.ts';
import type { Acknowledgement } from '../../support/slack-server/socket-mode.ts';
import { DeskBook, EventsBook } from './desk-book.ts';
import { createLogBook, serviceFor } from './slack-harness.ts';

const lane = LaneId.parse('slack:T0STANDIN');
let slack: SlackServer;
let desk: DeskBook;
let events: EventsBook;
let log: ReturnType<typeof createLogBook>;
let services: PlatformService[];

beforeEach(async () => {
  slack = await SlackServer.start();
  desk = new DeskBook();
  events = new EventsBook();
  log = createLogBook();
  services = [];
});
afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()));
  await slack.close();
});

async function create(options: Partial<SlackServiceOptions> = {}): Promise<PlatformService> {
  const service = await serviceFor(slack, { appToken: slack.appToken, desk, events, log, ...options });
  services.push(service);
  return service;
}

async function start(options: Partial<SlackServiceOptions> = {}): Promise<PlatformService> {
  const service = await create(options);
  await service.start();
  return service;
}

function command(
  text: string,
  more: { trigger?: string; user?: string; command?: string } = {},
): Promise<Acknowledgement> {
  const user = more.user ?? slack.workspace.addUser('mira').id;
  const asking = { user, channel: 'C0ANYWHERE', command: '/seminar', text, ...more };
  return slack.socket.deliver('slash_commands', commandPayload(slack.callers, asking));
}

describe('Socket Mode', () => {
  it('acknowledges a command at once, hands it to the desk, and answers the asker alone', async () => {
    await start();
    const mira = slack.workspace.addUser('mira', { timezone: 'Europe/Berlin' });
    const { afterMs, payload } = await command('search glow-worms &amp; rivers', { user: mira.id });
    expect(payload).toEqual({});
    expect(afterMs).toBeLessThan(3000);
    await slack.answered(1);
    expect(desk.asked).toEqual([
      {
        wish: { type: 'search', words: 'glow-worms & rivers' },
        actor: {
          person: personIdOf(lane, mira.id),
          standing: 'member',
          timezone: 'Europe/Berlin',
          channel: channelIdOf(lane, 'C0ANYWHERE'),
        },
      },
    ]);
    const [response] = slack.responses;
    expect(response?.body).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      mrkdwn: false,
    });
    expect(response?.displayed.shown.trim()).toBe('Answer 1');
    expect(slack.writes).toEqual([]);
  });

  it('acknowledges before the desk has answered, however long that takes', async () => {
    await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    desk.patience = promise;
    await command('next');
    expect(slack.responses).toEqual([]);
    resolve();
    await slack.answered(1);
  });

  it('does a delivery once, however often Slack repeats it', async () => {
    await start();
    const user = slack.workspace.addUser('mira').id;
    await command('next', { trigger: 'trigger.1', user });
    await command('next', { trigger: 'trigger.1', user });
    await command('today', { trigger: 'trigger.2', user });
    await slack.answered(2);
    expect(desk.asked.map(({ wish }) => wish.type)).toEqual(['next', 'today']);
  });

  it('hands over what a button carries, and acknowledges buttons that only open an address', async () => {
    await start();
    const user = slack.workspace.addUser('mira').id;
    const seminar = SeminarId.parse('k3m9x2pq');
    const press = (action: Record<string, unknown>): Promise<Acknowledgement> =>
      slack.socket.deliver(
        'interactive',
        actionPayload(slack.callers, { user, channel: 'C0ANYWHERE', action }),
      );
    await press({ type: 'button', action_id: 'open.1', url: 'https://zoom.example/1' });
    await press({ type: 'static_select', action_id: 'from-another-version', selected_option: {} });
    await press({
      type: 'button',
      action_id: 'ask.2',
      value: encodeIntent({ type: 'remind', seminar, offset: '15m' }),
    });
    await slack.answered(1);
    expect(desk.asked.map(({ wish }) => wish)).toEqual([{ type: 'remind', seminar, offset: '15m' }]);
    await press({ type: 'button', action_id: 'ask.1', value: '{"type":"dropEverything"}' });
    await slack.answered(2);
    expect(desk.asked).toHaveLength(1);
    expect(slack.responses[1]?.displayed.shown).toContain('This button does not work any more');
  });

  it('acknowledges what nobody listens to', async () => {
    await start();
    expect((await command('x', { command: '/other' })).payload).toMatchObject({
      text: '/other is not known here. Try /seminar help.',
    });
    const shared = { ...commandPayload(slack.callers, { user: 'U1', channel: 'C1', command: '', text: '' }) };
    for (const body of [
      { type: 'shortcut', callback_id: 'any', user: { id: 'U1' }, team: { id: 'T0STANDIN' } },
      {
        type: 'view_submission',
        view: { id: 'V1', callback_id: 'any' },
        user: { id: 'U1' },
        team: { id: 'T0STANDIN' },
      },
    ]) {
      const { trigger_id } = { ...shared, trigger_id: `trigger-${body.type}` };
      await slack.socket.deliver('interactive', { ...body, trigger_id, is_enterprise_install: false });
    }
    expect(desk.asked).toEqual([]);
  });

  it('says that something went wrong where the desk fails', async () => {
    await start();
    desk.fails = true;
    await command('next');
    await slack.answered(1);
    expect(slack.responses[0]?.displayed.shown).toContain(
      'Something went wrong here, and nothing was changed.',
    );
    expect(log.lines.filter((line) => line.level === 'error').map((line) => line.message)).toEqual([
      'A wish could not be answered',
    ]);
  });

  it('tries an answer again that certainly did not arrive, and no other', async () => {
    await start();
    slack.faults.next({ type: 'throttle', seconds: 0 }, 'response_url');
    await command('next');
    await slack.answered(1);
    slack.faults.next({ type: 'resetAfter' }, 'response_url');
    await command('next');
    await slack.answered(2);
    slack.faults.next({ type: 'serverError', stored: false }, 'response_url');
    await command('next');
    await services[0]?.stop();
    expect(slack.journal.filter((entry) => entry.method === 'response_url')).toHaveLength(4);
    expect(slack.responses).toHaveLength(2);
    expect(JSON.stringify(log.lines)).not.toContain('/commands/');
  });
});

describe('who asks', () => {
  const standingOf = async (user: string, team?: string): Promise<string | undefined> => {
    const before = slack.responses.length;
    const action = { type: 'button', action_id: 'ask.1', value: encodeIntent({ type: 'next' }) };
    await slack.socket.deliver(
      'interactive',
      actionPayload(slack.callers, {
        user,
        channel: 'C1',
        action,
        ...(team === undefined ? {} : { userTeam: team }),
      }),
    );
    await slack.answered(before + 1);
    return desk.asked.at(-1)?.actor.standing;
  };

  it('tells members from guests and from people of other workspaces, asking once each', async () => {
    await start();
    const member = slack.workspace.addUser('mira').id;
    const guest = slack.workspace.addUser('gus', { guest: true }).id;
    const stranger = slack.workspace.addUser('stella', { stranger: true }).id;
    expect(await standingOf(member)).toBe('member');
    expect(await standingOf(guest)).toBe('guest');
    expect(await standingOf(stranger)).toBe('guest');
    expect(await standingOf(member, 'T0ELSEWHERE')).toBe('guest');
    expect(await standingOf(member)).toBe('member');
    expect(slack.journal.filter((entry) => entry.method === 'users.info')).toHaveLength(3);
  });

  it('counts everybody as a guest where Slack may not be asked, and warns once', async () => {
    slack.scopes.delete('users:read');
    await start();
    const { id } = slack.workspace.addUser('mira');
    expect(await standingOf(id)).toBe('guest');
    expect(await standingOf(id)).toBe('guest');
    expect(log.lines.filter((line) => line.message.includes('users:read'))).toHaveLength(1);
  });

  it('counts as a guest for this once where Slack does not answer, and asks again', async () => {
    await start();
    const { id } = slack.workspace.addUser('mira');
    slack.faults.next({ type: 'serverError', stored: false }, 'users.info');
    expect(await standingOf(id)).toBe('guest');
    expect(await standingOf(id)).toBe('member');
  });
});

describe('user groups', () => {
  const groupsOf = async (user: string): Promise<readonly string[] | undefined> => {
    const before = slack.responses.length;
    const action = { type: 'button', action_id: 'ask.1', value: encodeIntent({ type: 'next' }) };
    await slack.socket.deliver('interactive', actionPayload(slack.callers, { user, channel: 'C1', action }));
    await slack.answered(before + 1);
    return desk.asked.at(-1)?.actor.groups;
  };
  const adminGroups = ['@seminar-organisers', '@nobody-knows'];
  const asked = (method: string) => slack.journal.filter((entry) => entry.method === method).length;

  it('tells the desk who belongs to those that the configuration names, asking once for all', async () => {
    const mira = slack.workspace.addUser('mira').id;
    const jun = slack.workspace.addUser('jun').id;
    const guest = slack.workspace.addUser('gus', { guest: true }).id;
    slack.workspace.groups.set('S1', { handle: 'seminar-organisers', users: [mira, guest] });
    slack.workspace.groups.set('S2', { handle: 'everybody', users: [mira, jun] });
    await start({ adminGroups });
    expect(await groupsOf(mira)).toEqual(['@seminar-organisers']);
    expect(await groupsOf(jun)).toBeUndefined();
    expect(await groupsOf(guest)).toBeUndefined();
    expect([asked('usergroups.list'), asked('usergroups.users.list')]).toEqual([1, 1]);
    expect(log.lines.filter(({ message }) => message.includes('no such user group'))).toHaveLength(1);
  });

  it('are not asked about where the configuration names none', async () => {
    const { id } = slack.workspace.addUser('mira');
    await start();
    await groupsOf(id);
    expect(asked('usergroups.list')).toBe(0);
  });

  it('make nobody an administrator where Slack may not be asked or does not answer', async () => {
    const { id } = slack.workspace.addUser('mira');
    slack.workspace.groups.set('S1', { handle: 'seminar-organisers', users: [id] });
    slack.scopes.delete('usergroups:read');
    await start({ adminGroups });
    expect(await groupsOf(id)).toBeUndefined();
    expect(await groupsOf(id)).toBeUndefined();
    expect(log.lines.filter(({ message }) => message.includes('usergroups:read'))).toHaveLength(1);
    slack.scopes.add('usergroups:read');
    slack.faults.next({ type: 'serverError', stored: false }, 'usergroups.users.list');
    expect(await groupsOf(id)).toBeUndefined();
  });
});

describe('news of channels', () => {
  const deliver = (event: Record<string, unknown>): Promise<Acknowledgement> =>
    slack.socket.deliver('events_api', eventPayload(slack.callers, event));

  it('tells of invitations and new names', async () => {
    await start();
    const channel = slack.workspace.addChannel('data-science', { members: 7 });
    const bot = slack.identity.botUserId;
    await deliver({
      type: 'member_joined_channel',
      user: 'U0SOMEBODY',
      channel: channel.id,
      channel_type: 'C',
    });
    await deliver({ type: 'member_joined_channel', user: bot, channel: channel.id, channel_type: 'C' });
    await events.toldOf(1);
    channel.name = 'data-and-rivers';
    await deliver({
      type: 'channel_rename',
      channel: { id: channel.id, name: 'data-and-rivers', created: 1 },
    });
    await events.toldOf(2);
    const known = { id: channelIdOf(lane, channel.id), lane, kind: 'channel', members: 7 };
    expect(events.told).toEqual([
      { type: 'seen', channel: { ...known, name: '#data-science' } },
      { type: 'seen', channel: { ...known, name: '#data-and-rivers' } },
    ]);
  });

  it('finds a channel under its new name at once', async () => {
    const { chat } = await start();
    const channel = slack.workspace.addChannel('data-science');
    const address = (target: string) => ({ platform: 'slack', target, text: `slack:${target}` }) as const;
    expect(await chat.resolve(address('#data-science'))).toMatchObject({ type: 'resolved' });
    channel.name = 'rivers';
    await deliver({ type: 'channel_rename', channel: { id: channel.id, name: 'rivers', created: 1 } });
    await events.toldOf(1);
    expect(await chat.resolve(address('#rivers'))).toMatchObject({ channel: channelIdOf(lane, channel.id) });
  });

  it.each([
    ['channel_left', 'I was removed from #data-science', 'Type /invite @lectern in #data-science'],
    [
      'channel_archive',
      '#data-science was archived',
      'Unarchive #data-science and type /invite @lectern in it',
    ],
    ['channel_deleted', '#data-science was deleted', 'Route the seminars to another channel.'],
  ])('%s: %s', async (type, reason, mend) => {
    const { chat } = await start();
    const { id } = slack.workspace.addChannel('data-science');
    await chat.resolve({ platform: 'slack', target: '#data-science', text: 'slack:#data-science' });
    await deliver({ type, channel: id, actor_id: 'U0SOMEBODY' });
    await events.toldOf(1);
    expect(events.told).toMatchObject([{ type: 'lost', channel: channelIdOf(lane, id), reason }]);
    const [told] = events.told;
    expect(told?.type === 'lost' && told.mend).toContain(mend);
  });

  it('does a repeated event once', async () => {
    await start();
    const { id } = slack.workspace.addChannel('data-science');
    const event = eventPayload(slack.callers, { type: 'channel_left', channel: id }, 'Ev1');
    await slack.socket.deliver('events_api', event);
    await slack.socket.deliver('events_api', event);
    await deliver({ type: 'channel_deleted', channel: id });
    await events.toldOf(2);
    expect(events.told).toHaveLength(2);
  });

  it('says so when the app was uninstalled', async () => {
    const service = await start();
    expect(service.health().ready).toBe(true);
    await deliver({ type: 'app_uninstalled' });
    expect(service.health()).toEqual({ ready: false, detail: 'the app was uninstalled' });
  });

  it('understands plain words that are written to the bot itself', async () => {
    await start();
    const { id } = slack.workspace.addUser('mira');
    const direct = slack.workspace.openDirect(id);
    const message = {
      type: 'message',
      channel_type: 'im',
      channel: direct.id,
      user: id,
      text: 'today',
      ts: '1.1',
    };
    await deliver({ ...message, bot_id: 'B0OTHER' });
    await deliver({ ...message, subtype: 'message_changed' });
    const arrival = slack.arrival((entry) => entry.method === 'chat.postMessage');
    await deliver(message);
    await arrival;
    await services[0]?.stop();
    expect(desk.asked.map(({ wish }) => wish.type)).toEqual(['today']);
    expect(desk.asked[0]?.actor.direct).toBe(channelIdOf(lane, direct.id));
    expect(slack.messagesIn(direct.id).map((one) => slack.display(one).shown.trim())).toEqual(['Answer 1']);
  });
});

describe('the connection', () => {
  it.each([
    ['is recycled by Slack', (server: SlackServer) => server.socket.refresh()],
    ['breaks off', (server: SlackServer) => server.socket.cut()],
  ])('comes back when it %s', async (_, end) => {
    const service = await start();
    expect(service.health()).toEqual({ ready: true, detail: 'connected (Socket Mode)' });
    end(slack);
    await slack.socket.connected(2);
    await command('next');
    await slack.answered(1);
    expect(service.health().ready).toBe(true);
  });

  it('comes back when Slack was away, and when tries to reconnect fail', async () => {
    const service = await start();
    slack.faults.next({ type: 'serverError', stored: false }, 'apps.connections.open');
    slack.faults.next({ type: 'refuse', error: 'internal_error' }, 'apps.connections.open');
    await slack.goAway();
    await slack.comeBack();
    await slack.socket.connected(2);
    await command('next');
    await slack.answered(1);
    expect(service.health().ready).toBe(true);
  });

  it('says that the app token is refused when it starts, with what to do', async () => {
    const service = await create({ appToken: 'xapp-wrong' });
    await expect(service.start()).rejects.toThrow(
      'Slack refused SLACK_APP_TOKEN (invalid_auth). Make one under Basic Information, App-Level Tokens, with the scope connections:write.',
    );
    expect(service.health().ready).toBe(false);
  });

  it('survives that its token is revoked later, and says so', async () => {
    const service = await start();
    slack.faults.decide = ({ method }) =>
      method === 'apps.connections.open' ? { type: 'refuse', error: 'invalid_auth' } : undefined;
    const asked = slack.arrival((entry) => entry.method === 'apps.connections.open');
    slack.socket.cut();
    await asked;
    while (!service.health().detail.includes('refused'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    slack.faults.decide = () => undefined;
    await slack.socket.connected(2);
    while (!service.health().ready) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it('starts without Slack’s hello, says that it is connecting, and stops in the middle of it', async () => {
    slack.socket.greets = false;
    const service = await create();
    const began = service.start();
    await slack.arrival((entry) => entry.method === 'apps.connections.open');
    expect(service.health().ready).toBe(false);
    expect(service.health().detail).toMatch(/^connecting since /);
    await service.stop();
    await began;
    expect(service.health().detail).toBe('stopped');
  });
});

describe('stopping', () => {
  it('answers what is under way, then is silent; twice is once', async () => {
    const service = await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    desk.patience = promise;
    await command('next');
    while (desk.asked.length === 0) await new Promise((done) => setTimeout(done, 5));
    const stopped = service.stop();
    resolve();
    await stopped;
    await service.stop();
    expect(slack.responses).toHaveLength(1);
    while (slack.socket.open > 0) await new Promise((done) => setTimeout(done, 5));
    expect(service.health()).toEqual({ ready: false, detail: 'stopped' });
  });

  it('does not wait for ever for a desk that never answers', async () => {
    const service = await start();
    desk.patience = new Promise(() => undefined);
    await command('next');
    await service.stop();
    expect(slack.responses).toEqual([]);
  });
});

describe('creating the service', () => {
  it('knows its workspace', async () => {
    expect((await create()).chat.lane).toBe('slack:T0STANDIN');
  });

  it('says that the bot token is refused, and what to do', async () => {
    const refused = create({ botToken: 'xoxb-wrong' });
    await expect(refused).rejects.toThrow(
      'Slack refused SLACK_BOT_TOKEN (invalid_auth). Install the app again in Slack (OAuth & Permissions)',
    );
    await expect(refused).rejects.toMatchObject({ transient: false });
  });

  it('says that Slack does not answer, and that this may pass', async () => {
    slack.faults.next({ type: 'hang', stored: false }, 'auth.test');
    const silent = create({ timeoutMs: 300 });
    await expect(silent).rejects.toBeInstanceOf(SlackSetupError);
    await expect(silent).rejects.toMatchObject({ transient: true });
  });

  it('warns of scopes that are missing', async () => {
    slack.scopes.delete('channels:history');
    await create();
    expect(log.lines).toContainEqual({
      level: 'warn',
      message: 'The Slack app lacks scopes; add them and install it again',
      fields: { platform: 'slack', missing: ['channels:history'] },
    });
  });
});
