import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, relative, resolve } from 'node:path';
import type { Policy } from '../domain/policy.ts';
import { type LocatedYaml, parseLocatedYaml } from '../support/located-yaml.ts';
import { Redactor } from '../support/redaction.ts';
import { problemsOf } from '../support/schema-problems.ts';
import { Configuration } from './config-schema.ts';
import { type Environment, parseEnvironment, type Variables } from './environment.ts';
import { policyOf } from './policy-of.ts';
import { SettingsError, type SettingsProblem } from './problem.ts';
import { fillVariables } from './variables.ts';

/** Everything that was configured: one frozen, validated object. */
export interface Settings {
  /** The configuration file, as people name it. */
  readonly file: string;
  /** Relative paths in the configuration start here. */
  readonly folder: string;
  readonly policy: Policy;
  readonly sources: readonly SourceEntry[];
  readonly databaseUrl: string;
  readonly http: { readonly host: string; readonly port: number; readonly loopback: boolean };
  readonly slack?: SlackSettings;
  readonly teams?: TeamsSettings;
  readonly reconcile: 'history' | 'none';
  readonly admins: { readonly slack: readonly string[]; readonly teams: readonly string[] };
  readonly intakeToken?: string;
  readonly logLevel: string;
  /** Knows every secret that was read. */
  readonly redactor: Redactor;
}

/** One entry of `sources`, not yet validated by its own schema. */
export interface SourceEntry {
  readonly type: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** `config/lectern.yaml:31` for a path within the entry. */
  placeOf(path: readonly PropertyKey[]): string;
}

export interface SlackSettings {
  readonly botToken: string;
  readonly appToken?: string;
  readonly signingSecret?: string;
  readonly apiUrl: string;
}

interface TeamsSettings {
  readonly appId?: string;
  readonly appPassword?: string;
  readonly tenantId?: string;
  readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly local: boolean;
}

/** Reads the file and the variables. Throws SettingsError with everything that is wrong. */
export function loadSettings(options: { readonly config?: string; readonly variables: Variables }): Settings {
  const redactor = new Redactor();
  const environment = parseEnvironment(options.variables, redactor);
  const path = resolve(options.config ?? environment.LECTERN_CONFIG ?? 'config/lectern.yaml');
  const file = relative('.', path);
  if (!existsSync(path)) {
    throw new SettingsError([
      { place: file, problem: 'there is no such file; name yours with --config FILE or LECTERN_CONFIG' },
    ]);
  }
  const yaml = parseLocatedYaml(readFileSync(path, 'utf8'));
  if (yaml.problems.length > 0) {
    throw new SettingsError(
      yaml.problems.map(({ line, problem }) => ({
        place: `${file}:${line}`,
        problem: `not valid YAML: ${problem}`,
      })),
    );
  }
  const { value, missing } = fillVariables(yaml.value, options.variables, redactor);
  const unset = missing.map(
    ({ path: at, name }): SettingsProblem => ({
      place: `${file}:${yaml.lineOf(at)}`,
      field: at.map(String).join('.'),
      problem: `the variable ${name} is not set`,
    }),
  );
  const parsed = Configuration.safeParse(value ?? {});
  if (!parsed.success || unset.length > 0) {
    const wrong = parsed.success ? [] : problemsOf(parsed.error, yaml.value, Configuration);
    const located = wrong.map(({ path: at, ...rest }) => ({ line: yaml.lineOf(at), rest }));
    throw new SettingsError([
      ...unset,
      ...located
        .toSorted((a, b) => a.line - b.line)
        .map(({ line, rest }) => ({ place: `${file}:${line}`, ...rest })),
    ]);
  }
  const problems = crossCheck(parsed.data, file, yaml);
  if (problems.length > 0) throw new SettingsError(problems);
  return deepFreeze(
    assemble({ file, folder: dirname(path), config: parsed.data, environment, redactor, yaml }),
  );
}

function assemble(parts: {
  file: string;
  folder: string;
  config: Configuration;
  environment: Environment;
  redactor: Redactor;
  yaml: LocatedYaml;
}): Settings {
  const { file, folder, config, environment, redactor, yaml } = parts;
  const host = environment.HOST ?? '127.0.0.1';
  const slack = slackOf(environment);
  const teams = teamsOf(environment, isLoopback(host));
  return {
    file,
    folder,
    policy: policyOf(config, environment.PUBLIC_URL),
    sources: config.sources.map((value, index) => ({
      type: value.type,
      value,
      placeOf: (path) => `${file}:${yaml.lineOf(['sources', index, ...path])}`,
    })),
    databaseUrl: environment.DATABASE_URL ?? 'sqlite:data/lectern.db',
    http: { host, port: environment.PORT ?? 3000, loopback: isLoopback(host) },
    ...(slack ? { slack } : {}),
    ...(teams ? { teams } : {}),
    reconcile: config.slack.reconcile,
    admins: config.admins,
    ...(environment.LECTERN_INTAKE_TOKEN ? { intakeToken: environment.LECTERN_INTAKE_TOKEN } : {}),
    logLevel: environment.LOG_LEVEL ?? 'info',
    redactor,
  };
}

/** What the schema cannot see: names that must exist elsewhere in the file. */
function crossCheck(config: Configuration, file: string, yaml: LocatedYaml): SettingsProblem[] {
  const known = Object.keys(config.series);
  const unknownIn = (list: 'routes' | 'digests'): SettingsProblem[] =>
    config[list].flatMap(({ match }, index) =>
      ('series' in match && match.series ? match.series : [])
        .filter((id) => !known.includes(id))
        .map((id) => ({
          place: `${file}:${yaml.lineOf([list, index, 'match', 'series'])}`,
          field: `${list}.${index}.match.series`,
          value: id,
          problem: `there is no such series; ${known.length > 0 ? `there are ${known.join(', ')}` : 'none is defined'}`,
        })),
    );
  return [...unknownIn('routes'), ...unknownIn('digests')];
}

function slackOf(environment: Environment): SlackSettings | undefined {
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
  const url = environment.SLACK_API_URL ?? 'https://slack.com/api/';
  return {
    botToken,
    ...(appToken ? { appToken } : {}),
    ...(signingSecret ? { signingSecret } : {}),
    apiUrl: url.endsWith('/') ? url : `${url}/`,
  };
}

function teamsOf(environment: Environment, loopback: boolean): TeamsSettings | undefined {
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
  const appType = environment.MICROSOFT_APP_TYPE ?? 'SingleTenant';
  if (appId === undefined) {
    if (!local && appPassword === undefined) return undefined;
    if (!local) throw new SettingsError([{ place: 'MICROSOFT_APP_ID', problem: 'is missing' }]);
    return { appType, local };
  }
  if (!local && appPassword === undefined && appType !== 'UserAssignedMSI') {
    throw new SettingsError([{ place: 'MICROSOFT_APP_PASSWORD', problem: 'is missing' }]);
  }
  if (!local && tenantId === undefined && appType !== 'MultiTenant') {
    throw new SettingsError([{ place: 'MICROSOFT_APP_TENANT_ID', problem: 'is missing' }]);
  }
  return {
    appId,
    ...(appPassword ? { appPassword } : {}),
    ...(tenantId ? { tenantId } : {}),
    appType,
    local,
  };
}

function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === 'localhost' || bare === '::1') return true;
  return isIP(bare) === 4 && bare.startsWith('127.');
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Temporal values, the redactor and the like guard themselves; only plain data is frozen.
  if (prototype !== Object.prototype && !Array.isArray(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
