import type { WebClient } from '@slack/web-api';
import { LaneId } from '../../domain/ids.ts';
import { failureOf, refusalCode } from './failure-of.ts';

/** Who the bot is, in which workspace, and what it was granted. */
export interface SlackIdentity {
  readonly lane: LaneId;
  readonly teamId: string;
  readonly team: string;
  readonly enterpriseId?: string;
  readonly botId: string;
  readonly botUserId: string;
  /** As people invite it: `/invite @lectern`. */
  readonly botName: string;
  readonly scopes: ReadonlySet<string>;
  /** By which name its administrator knows the bot token. */
  readonly called: string;
}

/** Slack cannot be used as it is set up. The message is for the administrator and names what to do. */
export class SlackSetupError extends Error {
  /** Worth another try by itself: Slack was not reached, nothing was refused. */
  readonly transient: boolean;

  constructor(message: string, transient: boolean) {
    super(message);
    this.name = 'SlackSetupError';
    this.transient = transient;
  }
}

/** Asks Slack who the token belongs to. Throws SlackSetupError, which calls the token as its administrator does. */
export async function readIdentity(
  client: WebClient,
  apiUrl: string,
  called = 'SLACK_BOT_TOKEN',
): Promise<SlackIdentity> {
  const answer = await client.auth.test().catch((error: unknown) => {
    const code = refusalCode(error);
    const failure = failureOf(error, { channel: 'Slack', bot: 'lectern', token: called });
    if (code === undefined || failure.type !== 'credentialsBad') {
      throw new SlackSetupError(`Slack does not answer at ${apiUrl}: ${failure.reason}.`, true);
    }
    throw new SlackSetupError(`Slack refused ${called} (${code}). ${failure.mend}`, false);
  });
  const { team_id: teamId, user_id: botUserId, bot_id: botId } = answer;
  if (!teamId || !botUserId || !botId) {
    throw new SlackSetupError(
      `${called} belongs to a person, not to a bot. Use the one that begins with xoxb-, under OAuth & Permissions.`,
      false,
    );
  }
  return {
    lane: LaneId.parse(`slack:${teamId}`),
    teamId,
    team: answer.team ?? teamId,
    ...(answer.enterprise_id ? { enterpriseId: answer.enterprise_id } : {}),
    botId,
    botUserId,
    botName: answer.user ?? 'lectern',
    scopes: new Set(answer.response_metadata?.scopes ?? []),
    called,
  };
}
