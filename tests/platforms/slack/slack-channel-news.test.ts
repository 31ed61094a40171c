import { describe, expect, it } from 'vitest';
import { channelIdOf } from '../../../src/domain/ids.ts';
import { eventPayload } from '../../support/slack-server/callers.ts';
import type { Acknowledgement } from '../../support/slack-server/socket-mode.ts';
import { lane, openSocket, type SocketRig } from './socket-rig.ts';

describe('news of channels', () => {
  const deliver = ({ slack }: SocketRig, event: Record<string, unknown>): Promise<Acknowledgement> =>
    slack.socket.deliver('events_api', eventPayload(slack.callers, event));

  it('tells of invitations and new names', async () => {
    const rig = await openSocket();
    const { slack, events, start } = rig;
    await start();
    const channel = slack.workspace.addChannel('data-science', { members: 7 });
    const bot = slack.identity.botUserId;
    await deliver(rig, {
      type: 'member_joined_channel',
      user: 'U0SOMEBODY',
      channel: channel.id,
      channel_type: 'C',
    });
    await deliver(rig, { type: 'member_joined_channel', user: bot, channel: channel.id, channel_type: 'C' });
    await events.toldOf(1);
    channel.name = 'data-and-rivers';
    await deliver(rig, {
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
    const rig = await openSocket();
    const { slack, events, start } = rig;
    const { chat } = await start();
    const channel = slack.workspace.addChannel('data-science');
    const address = (target: string) => ({ platform: 'slack', target, text: `slack:${target}` }) as const;
    expect(await chat.resolve(address('#data-science'))).toMatchObject({ type: 'resolved' });
    channel.name = 'rivers';
    await deliver(rig, { type: 'channel_rename', channel: { id: channel.id, name: 'rivers', created: 1 } });
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
    const rig = await openSocket();
    const { slack, events, start } = rig;
    const { chat } = await start();
    const { id } = slack.workspace.addChannel('data-science');
    await chat.resolve({ platform: 'slack', target: '#data-science', text: 'slack:#data-science' });
    await deliver(rig, { type, channel: id, actor_id: 'U0SOMEBODY' });
    await events.toldOf(1);
    expect(events.told).toMatchObject([{ type: 'lost', channel: channelIdOf(lane, id), reason }]);
    const [told] = events.told;
    expect(told?.type === 'lost' && told.mend).toContain(mend);
  });

  it('does a repeated event once', async () => {
    const rig = await openSocket();
    const { slack, events, start } = rig;
    await start();
    const { id } = slack.workspace.addChannel('data-science');
    const event = eventPayload(slack.callers, { type: 'channel_left', channel: id }, 'Ev1');
    await slack.socket.deliver('events_api', event);
    await slack.socket.deliver('events_api', event);
    await deliver(rig, { type: 'channel_deleted', channel: id });
    await events.toldOf(2);
    expect(events.told).toHaveLength(2);
  });

  it('says so when the app was uninstalled', async () => {
    const rig = await openSocket();
    const { start } = rig;
    const service = await start();
    expect(service.health().ready).toBe(true);
    await deliver(rig, { type: 'app_uninstalled' });
    expect(service.health()).toEqual({ ready: false, detail: 'the app was uninstalled' });
  });

  it('understands plain words that are written to the bot itself', async () => {
    const rig = await openSocket();
    const { slack, desk, start } = rig;
    const service = await start();
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
    await deliver(rig, { ...message, bot_id: 'B0OTHER' });
    await deliver(rig, { ...message, subtype: 'message_changed' });
    const arrival = slack.arrival((entry) => entry.method === 'chat.postMessage');
    await deliver(rig, message);
    await arrival;
    await service.stop();
    expect(desk.asked.map(({ wish }) => wish.type)).toEqual(['today']);
    expect(desk.asked[0]?.actor.direct).toBe(channelIdOf(lane, direct.id));
    expect(slack.messagesIn(direct.id).map((one) => slack.display(one).shown.trim())).toEqual(['Answer 1']);
  });
});
