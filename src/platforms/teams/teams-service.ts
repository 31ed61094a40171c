import type { Card } from '../../domain/card.ts';
import { type ChannelId, LaneId, type MessageId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import type { ChannelEvents, PlatformHealth, PlatformService } from '../../ports/platform-service.ts';
import type { Asking } from './incoming/asking.ts';
import { TeamsGate } from './incoming/gate.ts';
import { createInstallations } from './incoming/installations.ts';
import { createListener } from './incoming/listener.ts';
import { createSeenMessages } from './incoming/seen-messages.ts';
import { createStandings, EVERYBODY_BELONGS } from './incoming/standing.ts';
import { createTurns } from './incoming/turns.ts';
import { TIMING } from './limits.ts';
import { createResolver } from './outgoing/resolver.ts';
import { createTeamLists } from './outgoing/team-lists.ts';
import { createTeamsChat } from './outgoing/teams-chat.ts';
import { createTenant, type KnownPlaces } from './outgoing/tenant.ts';
import { createAdapter } from './wire/adapter.ts';
import {
  type BotAuthentication,
  type BotCloud,
  createBotAuthentication,
  createLocalAuthentication,
} from './wire/authentication.ts';
import { createConnector, settleWithin } from './wire/connector.ts';

export interface TeamsOptions {
  readonly appId?: string;
  readonly appPassword?: string;
  readonly tenantId?: string;
  /** As the Azure portal says it. Default: `SingleTenant`. */
  readonly appType?: string;
  /**
   * Without authentication, for a client on this machine. The caller makes sure that the server is bound to loopback; each
   * request is looked at besides.
   */
  readonly local: boolean;
  /** By which names their administrator knows them. Default: the variables of the environment. */
  readonly called?: CredentialNames;
  /** Where activities come in, for the apps of all tenants. Default: one for this tenant alone. */
  readonly gate?: TeamsGate;
  readonly desk: Desk;
  readonly events: ChannelEvents;
  readonly directory: KnownPlaces;
  readonly clock: Clock;
  readonly log: Log;
  /** Called instead of whatever address Teams tells: a stand-in's, a proxy's. */
  readonly serviceUrl?: string;
  /** Azure's public cloud, if absent. */
  readonly cloud?: BotCloud;
  /** The longest that a call to Teams takes, in milliseconds. */
  readonly timeoutMs?: number;
  /** What a post shows now, for the way back from its details. Without it, details have none. */
  readonly recall?: (channel: ChannelId, message: MessageId) => Promise<Card | undefined>;
}

interface CredentialNames {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string;
}

const USER_AGENT = 'Lectern';
const VARIABLES: CredentialNames = {
  appId: 'MICROSOFT_APP_ID',
  appPassword: 'MICROSOFT_APP_PASSWORD',
  tenantId: 'MICROSOFT_APP_TENANT_ID',
};

/** Teams for one tenant. Throws with a sentence for the administrator where the credentials are incomplete. */
export async function createTeamsService(options: TeamsOptions): Promise<PlatformService> {
  const { desk, events, directory, clock, log, local, tenantId } = options;
  const lane = LaneId.parse(`teams:${tenantId ?? 'local'}`);
  const authentication = await authenticationOf(options);
  const timeoutMs = options.timeoutMs ?? TIMING.callMs;
  const connector = createConnector({ token: authentication.token, timeoutMs, userAgent: USER_AGENT });
  const tenant = createTenant({
    lane,
    directory,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(options.serviceUrl === undefined ? {} : { serviceUrl: options.serviceUrl }),
  });
  const lists = createTeamLists({ tenant, connector, events, clock, log });
  const resolver = createResolver(tenant, lists);
  const installations = createInstallations({ tenant, directory, events, lists });
  const standings =
    local || tenantId === undefined
      ? EVERYBODY_BELONGS
      : createStandings({ tenant, connector, tenantId, clock, log });
  const asking: Asking = {
    tenant,
    connector,
    desk,
    standings,
    log,
    pressMs: TIMING.pressMs,
    ...(options.recall ? { recall: options.recall } : {}),
  };
  const turns = createTurns(asking, installations, createSeenMessages(clock), log);
  const gate = options.gate ?? new TeamsGate(log);
  const listener = createListener({
    adapter: await createAdapter(authentication.senders),
    turns,
    tenant,
    local,
    ...(local || options.appId === undefined ? {} : { appId: options.appId }),
    ...(local || tenantId === undefined ? {} : { tenantId }),
  });
  let health: PlatformHealth = { ready: false, detail: 'not started' };
  return {
    chat: createTeamsChat({ tenant, connector, resolver, events, timeoutMs }),
    routes: [gate.route],
    start: async () => {
      health = await checkCredentials(authentication, timeoutMs, options.called ?? VARIABLES, log);
      gate.open(listener);
    },
    stop: async () => {
      health = { ready: false, detail: 'stopped' };
      await turns.close();
      gate.close(listener);
      await connector.close();
    },
    health: () => health,
  };
}

/** Without an app id anybody could speak for Teams: only this machine may, and only when told so. */
async function authenticationOf(options: TeamsOptions): Promise<BotAuthentication> {
  if (options.local) return createLocalAuthentication();
  const { appId, appPassword, tenantId, appType = 'SingleTenant', cloud, called = VARIABLES } = options;
  if (appId === undefined) {
    throw new Error(`Teams needs ${called.appId}; for a client on this machine alone, set TEAMS_LOCAL=1`);
  }
  if (tenantId === undefined) {
    throw new Error(`Teams needs ${called.tenantId}: the directory (tenant) id of your organisation`);
  }
  if (appPassword === undefined && !/^UserAssignedMSI$/i.test(appType)) {
    throw new Error(`Teams needs ${called.appPassword}, or MICROSOFT_APP_TYPE=UserAssignedMSI`);
  }
  return createBotAuthentication({
    appId,
    tenantId,
    appType,
    ...(appPassword === undefined ? {} : { appPassword }),
    ...(cloud ? { cloud } : {}),
  });
}

/** A sign-in service that is down does not keep us from receiving; each call asks for its token again. */
async function checkCredentials(
  authentication: BotAuthentication,
  timeoutMs: number,
  { appId, appPassword, tenantId }: CredentialNames,
  log: Log,
): Promise<PlatformHealth> {
  const outcome = await settleWithin(authentication.token(), AbortSignal.timeout(timeoutMs));
  switch (outcome.type) {
    case 'refused':
      throw new Error(`${outcome.reason}: check ${appId}, ${appPassword} and ${tenantId}`);
    case 'unreachable':
      log.warn('no token could be had from Microsoft yet', { reason: outcome.reason });
      return { ready: true, detail: `receiving; ${outcome.reason}` };
    case 'none':
      return { ready: true, detail: 'receiving from this machine, without authentication' };
    case 'token':
      return { ready: true, detail: 'receiving' };
  }
}
