import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, relative, resolve } from 'node:path';
import type { Policy } from '../domain/policy.ts';
import type { ChannelAddress } from '../domain/route.ts';
import type { Workspace } from '../domain/workspace.ts';
import { type LocatedYaml, parseLocatedYaml } from '../support/located-yaml.ts';
import { Redactor } from '../support/redaction.ts';
import { problemsOf, valueAt } from '../support/schema-problems.ts';
import { checkWorkspaces, findLiteralSecrets } from './check-workspaces.ts';
import { Configuration } from './config-schema.ts';
import { type SlackSettings, slackOf, type TeamsSettings, teamsOf, type Written } from './credentials.ts';
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
  /** Those with credentials. */
  readonly slack: readonly SlackSettings[];
  readonly teams: readonly TeamsSettings[];
  /** All of those, as addresses are compared with. */
  readonly workspaces: readonly Workspace[];
  /** By id, mail address or handle, each in its workspace. */
  readonly admins: { readonly slack: readonly ChannelAddress[]; readonly teams: readonly ChannelAddress[] };
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
  const places = { file, lineOf: yaml.lineOf };
  // Before anything else is said of them: what is wrong is told with its value.
  const literal = findLiteralSecrets(yaml.value, places);
  if (literal.length > 0) throw new SettingsError(literal);
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
  const written: Written = (at) => valueAt(yaml.value, at);
  const slack = slackOf(environment, config, written);
  const teams = teamsOf(environment, config, written, isLoopback(host));
  const misled = checkWorkspaces({ slack, teams, config, places: { file, lineOf: yaml.lineOf } });
  if (misled.length > 0) throw new SettingsError(misled);
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
    slack,
    teams,
    workspaces: [...slack, ...teams].map(({ workspace }) => workspace),
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
