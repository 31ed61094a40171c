import type { Failure } from '../../../domain/failure.ts';
import { TIMING } from '../limits.ts';
import type { ConnectorAnswer } from './connector.ts';

export interface Attempt {
  readonly doing: 'post' | 'edit' | 'remove';
  /** The place, as people read it. */
  readonly name: string;
  readonly kind: 'channel' | 'group' | 'person';
}

const MEND_CREDENTIALS =
  'check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID (or the tenant’s own in the configuration); a client secret may have expired: make a new one in the Azure portal';

/**
 * The one place where answers of the Bot Framework become decisions. Codes and statuses: Microsoft's page on the errors
 * of bots' messages. A 5xx may have been stored all the same, and so may what broke off.
 */
export function failureOf(answer: ConnectorAnswer, attempt: Attempt): Failure {
  switch (answer.type) {
    case 'unanswered':
      return { type: answer.sent === 'no' ? 'retry' : 'unknown', reason: answer.reason };
    case 'noToken':
      return answer.refused
        ? { type: 'credentialsBad', reason: answer.reason, mend: MEND_CREDENTIALS }
        : { type: 'retry', reason: answer.reason };
    case 'answered':
      return failureOfStatus(answer.status, answer.error?.codes ?? [], answer.error?.retryAfterMs, attempt);
  }
}

function failureOfStatus(
  status: number,
  codes: readonly string[],
  retryAfterMs: number | undefined,
  attempt: Attempt,
): Failure {
  const reason = `Teams answered ${[status, ...codes].join(' ')}`;
  switch (status) {
    case 401:
      return { type: 'credentialsBad', reason, mend: MEND_CREDENTIALS };
    case 403:
      // Only an edit can be refused while the conversation itself is fine.
      return attempt.doing !== 'post' && !codes.some((code) => SHUT_OUT.has(code))
        ? { type: 'editRefused', reason }
        : { type: 'channelGone', reason, mend: mendFor(codes, attempt) };
    case 404:
    case 410:
      return attempt.doing === 'post' || codes.includes('ConversationNotFound')
        ? { type: 'channelGone', reason, mend: mendFor(codes, attempt) }
        : { type: 'messageGone', reason };
    case 405:
    case 501:
      return attempt.doing === 'post' ? { type: 'giveUp', reason } : { type: 'editRefused', reason };
    case 409:
      return { type: 'retry', reason };
    case 412:
    case 429:
      return { type: 'throttled', scope: 'channel', afterMs: retryAfterMs ?? TIMING.throttledMs, reason };
    case 408:
      return { type: 'unknown', reason };
    default:
      return status >= 500 || status < 300 ? { type: 'unknown', reason } : { type: 'giveUp', reason };
  }
}

/** The bot, or this person, is out of the conversation. */
const SHUT_OUT = new Set([
  'MessageWritesBlocked',
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'BotDisabledByAdmin',
  'ForbiddenOperationException',
  'NotEnoughPermissions',
  'InvalidBotApiHost',
]);

function mendFor(codes: readonly string[], { kind, name }: Attempt): string {
  if (codes.includes('BotDisabledByAdmin')) {
    return 'an administrator has switched Lectern off: allow it in the Teams admin centre, under Manage apps';
  }
  switch (kind) {
    case 'person':
      return `${name} has blocked or removed Lectern: they open Apps in Teams, search for Lectern and add it again`;
    case 'group':
      return `add Lectern to the chat "${name}" again: open the chat, press + beside its tabs, choose Lectern`;
    case 'channel':
      return installInTeam(name);
  }
}

/** What somebody in the team does, once. */
export function installInTeam(name: string): string {
  return `install Lectern in the team of ${name}: in Teams press ••• beside the team, Manage team, Apps, Get more apps, Lectern, Add`;
}
