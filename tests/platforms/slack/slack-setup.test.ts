import { describe, expect, it } from 'vitest';
import { SlackSetupError } from '../../../src/platforms/slack/identity.ts';
import { openSocket } from './socket-rig.ts';

describe('creating the service', () => {
  it('knows its workspace', async () => {
    const { create } = await openSocket();
    expect((await create()).chat.lane).toBe('slack:T0STANDIN');
  });

  it('says that the bot token is refused, and what to do', async () => {
    const { create } = await openSocket();
    const refused = create({ botToken: 'xoxb-wrong' });
    await expect(refused).rejects.toThrow(
      'Slack refused SLACK_BOT_TOKEN (invalid_auth). Install the app again in Slack (OAuth & Permissions)',
    );
    await expect(refused).rejects.toMatchObject({ transient: false });
  });

  it('says that Slack does not answer, and that this may pass', async () => {
    const { slack, create } = await openSocket();
    slack.faults.next({ type: 'hang', stored: false }, 'auth.test');
    const silent = create({ timeoutMs: 300 });
    await expect(silent).rejects.toBeInstanceOf(SlackSetupError);
    await expect(silent).rejects.toMatchObject({ transient: true });
  });

  it('warns of scopes that are missing', async () => {
    const { slack, log, create } = await openSocket();
    slack.scopes.delete('channels:history');
    await create();
    expect(log.lines).toContainEqual({
      level: 'warn',
      message: 'The Slack app lacks scopes; add them and install it again',
      fields: { platform: 'slack', missing: ['channels:history'] },
    });
  });
});
