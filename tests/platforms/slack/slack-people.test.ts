import { describe, expect, it } from 'vitest';
import { encodeIntent } from '../../../src/domain/intent.ts';
import { actionPayload } from '../../support/slack-server/callers.ts';
import { openSocket, type SocketRig } from './socket-rig.ts';

describe('who asks', () => {
  const standingOf = async (
    { slack, desk }: SocketRig,
    user: string,
    team?: string,
  ): Promise<string | undefined> => {
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
    const rig = await openSocket();
    const { slack, start } = rig;
    await start();
    const member = slack.workspace.addUser('mira').id;
    const guest = slack.workspace.addUser('gus', { guest: true }).id;
    const stranger = slack.workspace.addUser('stella', { stranger: true }).id;
    expect(await standingOf(rig, member)).toBe('member');
    expect(await standingOf(rig, guest)).toBe('guest');
    expect(await standingOf(rig, stranger)).toBe('guest');
    expect(await standingOf(rig, member, 'T0ELSEWHERE')).toBe('guest');
    expect(await standingOf(rig, member)).toBe('member');
    expect(slack.journal.filter((entry) => entry.method === 'users.info')).toHaveLength(3);
  });

  it('counts everybody as a guest where Slack may not be asked, and warns once', async () => {
    const rig = await openSocket();
    const { slack, log, start } = rig;
    slack.scopes.delete('users:read');
    await start();
    const { id } = slack.workspace.addUser('mira');
    expect(await standingOf(rig, id)).toBe('guest');
    expect(await standingOf(rig, id)).toBe('guest');
    expect(log.lines.filter((line) => line.message.includes('users:read'))).toHaveLength(1);
  });

  it('counts as a guest for this once where Slack does not answer, and asks again', async () => {
    const rig = await openSocket();
    const { slack, start } = rig;
    await start();
    const { id } = slack.workspace.addUser('mira');
    slack.faults.next({ type: 'serverError', stored: false }, 'users.info');
    expect(await standingOf(rig, id)).toBe('guest');
    expect(await standingOf(rig, id)).toBe('member');
  });
});

describe('user groups', () => {
  const groupsOf = async (
    { slack, desk }: SocketRig,
    user: string,
  ): Promise<readonly string[] | undefined> => {
    const before = slack.responses.length;
    const action = { type: 'button', action_id: 'ask.1', value: encodeIntent({ type: 'next' }) };
    await slack.socket.deliver('interactive', actionPayload(slack.callers, { user, channel: 'C1', action }));
    await slack.answered(before + 1);
    return desk.asked.at(-1)?.actor.groups;
  };
  const adminGroups = ['@seminar-organisers', '@nobody-knows'];
  const asked = ({ slack }: SocketRig, method: string) =>
    slack.journal.filter((entry) => entry.method === method).length;

  it('tells the desk who belongs to those that the configuration names, asking once for all', async () => {
    const rig = await openSocket();
    const { slack, log, start } = rig;
    const mira = slack.workspace.addUser('mira').id;
    const jun = slack.workspace.addUser('jun').id;
    const guest = slack.workspace.addUser('gus', { guest: true }).id;
    slack.workspace.groups.set('S1', { handle: 'seminar-organisers', users: [mira, guest] });
    slack.workspace.groups.set('S2', { handle: 'everybody', users: [mira, jun] });
    await start({ adminGroups });
    expect(await groupsOf(rig, mira)).toEqual(['@seminar-organisers']);
    expect(await groupsOf(rig, jun)).toBeUndefined();
    expect(await groupsOf(rig, guest)).toBeUndefined();
    expect([asked(rig, 'usergroups.list'), asked(rig, 'usergroups.users.list')]).toEqual([1, 1]);
    expect(log.lines.filter(({ message }) => message.includes('no such user group'))).toHaveLength(1);
  });

  it('are not asked about where the configuration names none', async () => {
    const rig = await openSocket();
    const { slack, start } = rig;
    const { id } = slack.workspace.addUser('mira');
    await start();
    await groupsOf(rig, id);
    expect(asked(rig, 'usergroups.list')).toBe(0);
  });

  it('make nobody an administrator where Slack may not be asked or does not answer', async () => {
    const rig = await openSocket();
    const { slack, log, start } = rig;
    const { id } = slack.workspace.addUser('mira');
    slack.workspace.groups.set('S1', { handle: 'seminar-organisers', users: [id] });
    slack.scopes.delete('usergroups:read');
    await start({ adminGroups });
    expect(await groupsOf(rig, id)).toBeUndefined();
    expect(await groupsOf(rig, id)).toBeUndefined();
    expect(log.lines.filter(({ message }) => message.includes('usergroups:read'))).toHaveLength(1);
    slack.scopes.add('usergroups:read');
    slack.faults.next({ type: 'serverError', stored: false }, 'usergroups.users.list');
    expect(await groupsOf(rig, id)).toBeUndefined();
  });
});
