import { createHmac } from 'node:crypto';
import type { Json } from './json.ts';

/** What Slack sends to an app, in its wire format, by whichever way the app receives. */
export interface Asking {
  readonly user: string;
  readonly channel: string;
  /** Names the delivery: the same one twice is a retry. */
  readonly trigger?: string;
}

export interface Identities {
  readonly teamId: string;
  readonly responseUrl: () => string;
  readonly mint: (prefix: string) => string;
}

export function commandPayload(
  ids: Identities,
  asking: Asking & { readonly command: string; readonly text: string },
): Readonly<Record<string, string>> {
  return {
    token: 'legacy-verification-token',
    team_id: ids.teamId,
    team_domain: 'stand-in',
    channel_id: asking.channel,
    channel_name: 'anything',
    user_id: asking.user,
    user_name: 'anybody',
    command: asking.command,
    text: asking.text,
    api_app_id: 'A0STANDIN',
    is_enterprise_install: 'false',
    response_url: ids.responseUrl(),
    trigger_id: asking.trigger ?? ids.mint('trigger.'),
  };
}

export function actionPayload(
  ids: Identities,
  asking: Asking & {
    readonly action: Json;
    readonly messageTs?: string;
    /** The workspace of the one who presses, where it is another. */
    readonly userTeam?: string;
  },
): Json {
  const ts = asking.messageTs ?? '1700000000.000100';
  return {
    type: 'block_actions',
    team: { id: ids.teamId, domain: 'stand-in' },
    user: { id: asking.user, username: 'anybody', name: 'anybody', team_id: asking.userTeam ?? ids.teamId },
    api_app_id: 'A0STANDIN',
    token: 'legacy-verification-token',
    container: { type: 'message', message_ts: ts, channel_id: asking.channel, is_ephemeral: false },
    trigger_id: asking.trigger ?? ids.mint('trigger.'),
    channel: { id: asking.channel, name: 'anything' },
    message: { type: 'message', ts, text: 'x', bot_id: 'B0' },
    response_url: ids.responseUrl(),
    is_enterprise_install: false,
    state: { values: {} },
    actions: [{ block_id: 'b', action_ts: '1700000000.000200', ...asking.action }],
  };
}

export function eventPayload(ids: Identities, event: Json, eventId?: string): Json {
  return {
    token: 'legacy-verification-token',
    team_id: ids.teamId,
    api_app_id: 'A0STANDIN',
    event,
    type: 'event_callback',
    event_id: eventId ?? ids.mint('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ team_id: ids.teamId, user_id: 'U0BOT', is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  };
}

export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A request as Slack signs it (docs.slack.dev/authentication/verifying-requests-from-slack). */
export function signRequest(
  secret: string,
  content: { readonly form: Readonly<Record<string, string>> } | { readonly json: Json },
  atSeconds = Math.floor(Date.now() / 1000),
): SignedRequest {
  const body =
    'form' in content ? new URLSearchParams(content.form).toString() : JSON.stringify(content.json);
  const hash = createHmac('sha256', secret).update(`v0:${atSeconds}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'form' in content ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-slack-request-timestamp': String(atSeconds),
      'x-slack-signature': `v0=${hash}`,
    },
  };
}
