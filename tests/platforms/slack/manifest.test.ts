import { describe, expect, it } from 'vitest';
import { createSlackManifest, SCOPES } from '../../../src/platforms/slack/manifest.ts';
import { METHODS } from '../../support/slack-server/web-api.ts';

describe('the manifest', () => {
  it('needs no address with Socket Mode', () => {
    const manifest = createSlackManifest({ command: '/seminar', socket: true });
    expect(JSON.stringify(manifest)).not.toMatch(/url/);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(manifest.features.slash_commands).toEqual([
      {
        command: '/seminar',
        description: 'Looks up seminars',
        usage_hint: 'next | today | week | search WORDS | help',
        should_escape: false,
      },
    ]);
  });

  it('sends commands, buttons and events to the one address without it', () => {
    const manifest = createSlackManifest({
      command: '/talks',
      publicUrl: 'https://lectern.example',
      socket: false,
    });
    const address = 'https://lectern.example/slack/events';
    expect(manifest.features.slash_commands[0]).toMatchObject({ command: '/talks', url: address });
    expect(manifest.settings.interactivity).toEqual({ is_enabled: true, request_url: address });
    expect(manifest.settings.event_subscriptions.request_url).toBe(address);
  });

  it('says what is missing where Slack could not reach the service', () => {
    expect(() => createSlackManifest({ command: '/seminar', socket: false })).toThrow('set PUBLIC_URL');
  });

  it('asks for no scope without a reason, and for all that the methods in use need', () => {
    const { bot, bot_optional: optional } = createSlackManifest({ command: '/seminar', socket: true })
      .oauth_config.scopes;
    expect([...bot].sort()).toEqual(
      [...Object.keys(SCOPES.required), ...Object.keys(SCOPES.optional)].sort(),
    );
    for (const scope of optional) expect(bot).toContain(scope);
    for (const { scopes } of Object.values(METHODS)) {
      if (scopes.length > 0) expect(bot.some((scope) => scopes.includes(scope))).toBe(true);
    }
    expect(bot.some((scope) => /admin|:write\.customize|users:read\.email/.test(scope))).toBe(false);
  });

  it('keeps to what Slack takes', () => {
    const { features, settings } = createSlackManifest({ command: '/seminar', socket: true });
    expect(features.slash_commands[0]?.command.length).toBeLessThanOrEqual(32);
    expect(new Set(settings.event_subscriptions.bot_events).size).toBe(
      settings.event_subscriptions.bot_events.length,
    );
  });
});
