import type { Workspace } from '../domain/workspace.ts';
import type { Configuration } from './config-schema.ts';
import type { Environment } from './environment.ts';
import { SettingsError } from './problem.ts';

/** One workspace of Slack. */
export interface SlackSettings {
  readonly workspace: Workspace;
  readonly botToken: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly apiUrl: string;
  readonly reconcile: 'history' | 'none';
  /** By which names people know its tokens: variables, or places in the configuration. */
  readonly called: { readonly botToken: string; readonly appToken: string };
}

/** One tenant of Teams. */
export interface TeamsSettings {
  readonly workspace: Workspace;
  readonly appId?: string;
  readonly appPassword?: string;
  readonly tenantId?: string;
  readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly local: boolean;
  readonly called: { readonly appId: string; readonly appPassword: string; readonly tenantId: string };
}

/** How the configuration writes a setting, before variables are filled in. */
export type Written = (path: readonly PropertyKey[]) => unknown;

const SLACK_API = 'https://slack.com/api/';

/** That of the environment first, then those of the configuration, in its order. Throws SettingsError. */
export function slackOf(
  environment: Environment,
  config: Configuration,
  written: Written,
): readonly SlackSettings[] {
  const { workspaces, reconcile } = config.slack;
  const usual = environment.SLACK_API_URL ?? SLACK_API;
  const unnamed = slackOfEnvironment(environment, usual, reconcile);
  const named = Object.entries(workspaces).map(([name, workspace]): SlackSettings => {
    const called = (field: string): string => nameOfSecret(['slack', 'workspaces', name, field], written);
    return {
      ...workspace,
      workspace: { platform: 'slack', name },
      apiUrl: withSlash(workspace.apiUrl ?? usual),
      reconcile: workspace.reconcile ?? reconcile,
      called: { botToken: called('botToken'), appToken: called('appToken') },
    };
  });
  return [...(unnamed ? [unnamed] : []), ...named];
}

/** That of the environment first, then those of the configuration, in its order. Throws SettingsError. */
export function teamsOf(
  environment: Environment,
  config: Configuration,
  written: Written,
  loopback: boolean,
): readonly TeamsSettings[] {
  const unnamed = teamsOfEnvironment(environment, loopback);
  const named = Object.entries(config.teams.tenants).map(([name, tenant]): TeamsSettings => {
    const called = (field: string): string => nameOfSecret(['teams', 'tenants', name, field], written);
    return {
      ...tenant,
      workspace: { platform: 'teams', name, native: tenant.tenantId },
      local: false,
      called: {
        appId: called('appId'),
        appPassword: called('appPassword'),
        tenantId: called('tenantId'),
      },
    };
  });
  return [...(unnamed ? [unnamed] : []), ...named];
}

/** The variable that it is taken from, else its place. */
function nameOfSecret(path: readonly string[], written: Written): string {
  const text = written(path);
  const variable = typeof text === 'string' ? /^\$\{([A-Z][A-Z0-9_]*)\}$/.exec(text)?.[1] : undefined;
  return variable ?? path.join('.');
}

function slackOfEnvironment(
  environment: Environment,
  apiUrl: string,
  reconcile: 'history' | 'none',
): SlackSettings | undefined {
  const {
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
    SLACK_SIGNING_SECRET: signingSecret,
  } = environment;
  if (botToken === undefined) {
    if (appToken === undefined && signingSecret === undefined) return undefined;
    throw new SettingsError([
      {
        place: 'SLACK_BOT_TOKEN',
        problem: 'is missing; Slack needs it beside the app token or the signing secret',
      },
    ]);
  }
  if (appToken === undefined && signingSecret === undefined) {
    throw new SettingsError([
      {
        place: 'SLACK_APP_TOKEN',
        problem: 'is missing; give it for Socket Mode, or SLACK_SIGNING_SECRET to receive over HTTP',
      },
    ]);
  }
  return {
    workspace: { platform: 'slack' },
    botToken,
    ...(appToken ? { appToken } : {}),
    ...(signingSecret ? { signingSecret } : {}),
    apiUrl: withSlash(apiUrl),
    reconcile,
    called: { botToken: 'SLACK_BOT_TOKEN', appToken: 'SLACK_APP_TOKEN' },
  };
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function teamsOfEnvironment(environment: Environment, loopback: boolean): TeamsSettings | undefined {
  const local = environment.TEAMS_LOCAL === '1' || environment.TEAMS_LOCAL === 'true';
  if (local && !loopback) {
    throw new SettingsError([
      {
        place: 'TEAMS_LOCAL',
        value: environment.TEAMS_LOCAL ?? '',
        problem:
          'would take messages from anybody: it is allowed only while HOST is 127.0.0.1, ::1 or localhost',
      },
    ]);
  }
  const {
    MICROSOFT_APP_ID: appId,
    MICROSOFT_APP_PASSWORD: appPassword,
    MICROSOFT_APP_TENANT_ID: tenantId,
  } = environment;
  const called = {
    appId: 'MICROSOFT_APP_ID',
    appPassword: 'MICROSOFT_APP_PASSWORD',
    tenantId: 'MICROSOFT_APP_TENANT_ID',
  };
  const appType = environment.MICROSOFT_APP_TYPE ?? 'SingleTenant';
  const workspace: Workspace = { platform: 'teams', native: tenantId ?? 'local' };
  if (appId === undefined) {
    if (!local && appPassword === undefined) return undefined;
    if (!local) throw new SettingsError([{ place: 'MICROSOFT_APP_ID', problem: 'is missing' }]);
    return { workspace, appType, local, called };
  }
  if (!local && appPassword === undefined && appType !== 'UserAssignedMSI') {
    throw new SettingsError([{ place: 'MICROSOFT_APP_PASSWORD', problem: 'is missing' }]);
  }
  if (!local && tenantId === undefined && appType !== 'MultiTenant') {
    throw new SettingsError([{ place: 'MICROSOFT_APP_TENANT_ID', problem: 'is missing' }]);
  }
  return {
    workspace,
    appId,
    ...(appPassword ? { appPassword } : {}),
    ...(tenantId ? { tenantId } : {}),
    appType,
    local,
    called,
  };
}
