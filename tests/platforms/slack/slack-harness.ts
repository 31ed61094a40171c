import { MessageId, splitChannelId } from '../../../src/domain/ids.ts';
import type { ChannelAddress } from '../../../src/domain/route.ts';
import { isCertainNonArrival } from '../../../src/platforms/slack/non-arrival.ts';
import { createSlackService, type SlackServiceOptions } from '../../../src/platforms/slack/slack-service.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log, LogFields } from '../../../src/ports/log.ts';
import type { Fault, PlatformHarness, StandingMessage } from '../../contracts/platform-harness.ts';
import type { SlackFault } from '../../support/slack-server/faults.ts';
import { SlackServer, type SlackServerOptions } from '../../support/slack-server/slack-server.ts';

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  at: (instant, wake) => {
    const timer = setTimeout(wake, Math.max(0, Temporal.Now.instant().until(instant).total('milliseconds')));
    return () => clearTimeout(timer);
  },
};

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: LogFields;
}

/** A log that can be read afterwards. */
export function createLogBook(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (base: LogFields): Log => {
    const add =
      (level: LogLine['level']) =>
      (message: string, fields: LogFields = {}): void => {
        lines.push({ level, message, fields: { ...base, ...fields } });
      };
    return {
      debug: add('debug'),
      info: add('info'),
      warn: add('warn'),
      error: add('error'),
      with: (fields) => at({ ...base, ...fields }),
    };
  };
  return { ...at({}), lines };
}

/** A service that only posts, against a stand-in that is up already. */
export function serviceFor(slack: SlackServer, options: Partial<SlackServiceOptions> = {}) {
  return createSlackService({
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    command: '/seminar',
    desk: { handle: () => Promise.reject(new Error('nobody is at the desk')) },
    events: { seen: () => Promise.resolve(), lost: () => Promise.resolve() },
    clock: systemClock,
    log: createLogBook(),
    ...options,
  });
}

export function addressOf(target: string): ChannelAddress {
  return { platform: 'slack', target, text: `slack:${target}` };
}

export interface SlackHarness extends PlatformHarness {
  readonly slack: SlackServer;
}

/** For the platform contract, and for whatever else wants Slack with a stand-in behind it. */
export async function openSlackHarness(
  server: SlackServerOptions = {},
  options: Partial<SlackServiceOptions> = {},
): Promise<SlackHarness> {
  const slack = await SlackServer.start(server);
  slack.workspace.addChannel('data-science');
  slack.workspace.addChannel('robotics');
  // Short, because faults that hang are waited for in real time.
  const { chat } = await serviceFor(slack, { timeoutMs: 2000, ...options });
  return {
    slack,
    chat,
    addresses: [addressOf('#data-science'), addressOf('#robotics')],
    unknownAddress: addressOf('#no-such-channel'),
    messages: async (channel) =>
      slack.messagesIn(splitChannelId(channel).native).map(
        (message): StandingMessage => ({
          message: MessageId.parse(message.ts),
          ...(message.threadTs === undefined ? {} : { thread: MessageId.parse(message.threadTs) }),
          ...slack.display(message),
        }),
      ),
    deleteByPerson: async (channel, message) => {
      if (!slack.workspace.delete(splitChannelId(channel).native, message))
        throw new Error('nothing to delete');
    },
    door: {
      writes: () => slack.writes.length,
      arrange: (fault) => slack.faults.next(slackFaultOf(fault)),
      goAway: async () => {
        await slack.goAway();
        await spendDeadConnections(slack.apiUrl);
      },
      restore: () => slack.comeBack(),
    },
    close: () => slack.close(),
  };
}

/**
 * A connection that was kept alive may still be written to before its end is noticed, and whether that arrived nobody
 * can tell. Asked until a new connection is refused, so that the next request is the plain case.
 */
async function spendDeadConnections(url: string): Promise<void> {
  for (;;) {
    const refused = await fetch(url).then(
      () => false,
      (error: unknown) => isCertainNonArrival(error),
    );
    if (refused) return;
  }
}

function slackFaultOf(fault: Fault): SlackFault {
  switch (fault.type) {
    case 'resetBefore':
    case 'resetAfter':
    case 'halfAnswer':
    case 'serverError':
      return fault;
    case 'hang':
      return { type: 'hang', stored: true };
    case 'throttle':
      return fault.afterMs === undefined
        ? { type: 'throttle' }
        : { type: 'throttle', seconds: fault.afterMs / 1000 };
    case 'channelGone':
      return { type: 'refuse', error: 'is_archived' };
    case 'credentialsBad':
      return { type: 'refuse', error: 'token_revoked' };
    case 'editRefused':
      return { type: 'refuse', error: 'edit_window_closed' };
  }
}
