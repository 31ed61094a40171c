import { describe, expect, it } from 'vitest';
import { channelIdOf, personIdOf, SeminarId } from '../../../src/domain/ids.ts';
import { encodeIntent } from '../../../src/domain/intent.ts';
import { actionPayload, commandPayload } from '../../support/slack-server/callers.ts';
import type { SlackServer } from '../../support/slack-server/slack-server.ts';
import type { Acknowledgement } from '../../support/slack-server/socket-mode.ts';
import { lane, openSocket } from './socket-rig.ts';

describe('Socket Mode', () => {
  it('acknowledges a command at once, hands it to the desk, and answers the asker alone', async () => {
    const { slack, desk, start, command } = await openSocket();
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
    const { slack, desk, start, command } = await openSocket();
    await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    desk.patience = promise;
    await command('next');
    expect(slack.responses).toEqual([]);
    resolve();
    await slack.answered(1);
  });

  it('does a delivery once, however often Slack repeats it', async () => {
    const { slack, desk, start, command } = await openSocket();
    await start();
    const user = slack.workspace.addUser('mira').id;
    await command('next', { trigger: 'trigger.1', user });
    await command('next', { trigger: 'trigger.1', user });
    await command('today', { trigger: 'trigger.2', user });
    await slack.answered(2);
    expect(desk.asked.map(({ wish }) => wish.type)).toEqual(['next', 'today']);
  });

  it('hands over what a button carries, and acknowledges buttons that only open an address', async () => {
    const { slack, desk, start } = await openSocket();
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
    const { slack, desk, start, command } = await openSocket();
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
    const { slack, desk, log, start, command } = await openSocket();
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
    const { slack, log, start, command } = await openSocket();
    const service = await start();
    slack.faults.next({ type: 'throttle', seconds: 0 }, 'response_url');
    await command('next');
    await slack.answered(1);
    slack.faults.next({ type: 'resetAfter' }, 'response_url');
    await command('next');
    await slack.answered(2);
    slack.faults.next({ type: 'serverError', stored: false }, 'response_url');
    await command('next');
    await service.stop();
    expect(slack.journal.filter((entry) => entry.method === 'response_url')).toHaveLength(4);
    expect(slack.responses).toHaveLength(2);
    expect(JSON.stringify(log.lines)).not.toContain('/commands/');
  });
});

describe('the connection', () => {
  it.each([
    ['is recycled by Slack', (server: SlackServer) => server.socket.refresh()],
    ['breaks off', (server: SlackServer) => server.socket.cut()],
  ])('comes back when it %s', async (_, end) => {
    const { slack, start, command } = await openSocket();
    const service = await start();
    expect(service.health()).toEqual({ ready: true, detail: 'connected (Socket Mode)' });
    end(slack);
    await slack.socket.connected(2);
    await command('next');
    await slack.answered(1);
    expect(service.health().ready).toBe(true);
  });

  it('comes back when Slack was away, and when tries to reconnect fail', async () => {
    const { slack, start, command } = await openSocket();
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
    const { create } = await openSocket();
    const service = await create({ appToken: 'xapp-wrong' });
    await expect(service.start()).rejects.toThrow(
      'Slack refused SLACK_APP_TOKEN (invalid_auth). Make one under Basic Information, App-Level Tokens, with the scope connections:write.',
    );
    expect(service.health().ready).toBe(false);
  });

  it('survives that its token is revoked later, and says so', async () => {
    const { slack, start } = await openSocket();
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
    const { slack, create } = await openSocket();
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
    const { slack, desk, start, command } = await openSocket();
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
    const { slack, desk, start, command } = await openSocket();
    const service = await start();
    desk.patience = new Promise(() => undefined);
    await command('next');
    await service.stop();
    expect(slack.responses).toEqual([]);
  });
});
