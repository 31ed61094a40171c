import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Failure } from '../../domain/failure.ts';
import { isCertainNonArrival } from './non-arrival.ts';

/** What the words of a failure need to know. */
export interface FailureContext {
  /** As people read it: "#data-science"; a native id where the name is not known. */
  readonly channel: string;
  /** As people invite it. */
  readonly bot: string;
  /** By which name its administrator knows the bot token. */
  readonly token?: string;
}

/**
 * What the SDK threw, as the decision that follows from it. The one place that looks at its errors. Whatever is not
 * certainly a refusal or a request that never arrived is `unknown`.
 */
export function failureOf(error: unknown, context: FailureContext): Failure {
  if (error instanceof WebAPIRateLimitedError) {
    // Slack limits a method for the workspace, so everything of its kind waits, not this channel alone.
    return {
      type: 'throttled',
      afterMs: Math.max(error.retryAfter, 1) * 1000,
      scope: 'lane',
      reason: 'Slack asked to wait',
    };
  }
  if (error instanceof WebAPIPlatformError) return refusalOf(error, context);
  if (error instanceof WebAPIHTTPError) return statusFailure(error.statusCode);
  if (error instanceof WebAPIRequestError && isCertainNonArrival(error.original)) {
    return { type: 'retry', reason: 'Slack could not be reached' };
  }
  return { type: 'unknown', reason: 'the connection to Slack failed before an answer' };
}

/** Slack's own name for a refusal, such as `not_in_channel`; undefined for anything else. */
export function refusalCode(error: unknown): string | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  // A body that is no JSON arrives here too, whole, in the place of the code.
  return /^[a-z][a-z0-9_]{2,60}$/.test(error.data.error) ? error.data.error : undefined;
}

function statusFailure(status: number): Failure {
  const reason = `status ${status} instead of an answer`;
  // Slack itself answers 200 or 429. A 4xx comes from something in between that let nothing through.
  return status >= 400 && status < 500 && status !== 408
    ? { type: 'retry', reason }
    : { type: 'unknown', reason };
}

function refusalOf(error: WebAPIPlatformError, context: FailureContext): Failure {
  const code = refusalCode(error);
  if (code === undefined) return { type: 'unknown', reason: 'the answer was not from Slack' };
  const reason = `Slack refused: ${code}`;
  const channelMend = CHANNEL_GONE[code];
  if (channelMend) return { type: 'channelGone', reason, mend: channelMend(context) };
  if (code === 'missing_scope') {
    const needed =
      'needed' in error.data && typeof error.data.needed === 'string' ? error.data.needed : 'it needs';
    return { type: 'credentialsBad', reason: `${reason} (${needed})`, mend: mendScope(needed) };
  }
  if (CREDENTIALS_BAD.has(code)) return { type: 'credentialsBad', reason, mend: mendToken(context) };
  if (THROTTLED.has(code)) return { type: 'throttled', afterMs: 30_000, scope: 'lane', reason };
  if (code === 'message_not_found' || code === 'thread_not_found') return { type: 'messageGone', reason };
  if (EDIT_REFUSED.has(code)) return { type: 'editRefused', reason };
  if (MAY_HAVE_HAPPENED.has(code)) return { type: 'unknown', reason };
  if (code === 'request_timeout') return { type: 'retry', reason };
  const detail = error.data.response_metadata?.messages?.[0];
  return { type: 'giveUp', reason: detail === undefined ? reason : `${reason}: ${detail.slice(0, 200)}` };
}

function mendToken({ token = 'SLACK_BOT_TOKEN' }: FailureContext): string {
  return `Install the app again in Slack (OAuth & Permissions) and set ${token} to the token shown there.`;
}

function mendScope(scope: string): string {
  return `Add the scope ${scope} under OAuth & Permissions, install the app again, and restart.`;
}

/** The sentences begin so that they can be read after "To mend it:". */
const invite = ({ channel, bot }: FailureContext): string => `In ${channel}, type /invite @${bot}.`;
const permit = ({ channel, bot }: FailureContext): string =>
  `In the settings of ${channel}, allow @${bot} to post, or route the seminars to another channel.`;
const unarchive = ({ channel, bot }: FailureContext): string =>
  `Unarchive ${channel} and type /invite @${bot} in it, or route the seminars to another channel.`;
const askAdministrator = ({ channel }: FailureContext): string =>
  `Ask a Slack administrator why apps may not post in ${channel}.`;

/** Errors of chat.postMessage, chat.update and conversations.* after which the channel takes nothing (docs.slack.dev). */
const CHANNEL_GONE: Readonly<Record<string, ((context: FailureContext) => string) | undefined>> = {
  channel_not_found: ({ channel, bot }) =>
    `Look whether ${channel} still exists; if it is private, type /invite @${bot} in it.`,
  not_in_channel: invite,
  is_archived: unarchive,
  is_inactive: unarchive,
  channel_is_archived: unarchive,
  restricted_action: permit,
  restricted_action_read_only_channel: permit,
  restricted_action_thread_only_channel: permit,
  restricted_action_non_threadable_channel: permit,
  restricted_action_thread_locked: permit,
  messages_tab_disabled: () => 'Switch on the messages tab under App Home in the settings of the Slack app.',
  cannot_dm_bot: () => 'Name a person, not a bot.',
  user_not_found: () => 'Look whether this person is still in the workspace.',
  user_disabled: () => 'Look whether this person is still in the workspace.',
  user_not_visible: () => 'Look whether this person is still in the workspace.',
  ekm_access_denied: askAdministrator,
  enterprise_is_restricted: askAdministrator,
  external_channel_migrating: ({ channel }) => `Wait until Slack has moved ${channel}, then release it.`,
};

const CREDENTIALS_BAD: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'no_permission',
  'access_denied',
  'accesslimited',
  'not_allowed_token_type',
  'org_login_required',
  'team_access_not_granted',
  'team_disabled',
  'two_factor_setup_required',
  'user_removed_from_team',
]);

const THROTTLED: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

const EDIT_REFUSED: ReadonlySet<string> = new Set([
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
  'compliance_exports_prevent_deletion',
]);

/** Of these Slack says that "some aspect of the operation" may have succeeded, or says nothing. */
const MAY_HAVE_HAPPENED: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'team_added_to_org',
]);
