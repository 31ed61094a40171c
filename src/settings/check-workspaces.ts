import { chatAddressOf } from '../domain/address.ts';
import { editDistance } from '../domain/command-distance.ts';
import type { ChannelAddress } from '../domain/route.ts';
import { type Workspace, workspacesMeant } from '../domain/workspace.ts';
import { valueAt } from '../support/schema-problems.ts';
import type { Configuration } from './config-schema.ts';
import type { SlackSettings, TeamsSettings } from './credentials.ts';
import type { SettingsProblem } from './problem.ts';

interface Places {
  readonly file: string;
  lineOf(path: readonly PropertyKey[]): number;
}

type Path = readonly (string | number)[];

/** Where several workspaces are configured: each is another one, and each address says which it means. */
export function checkWorkspaces(parts: {
  readonly slack: readonly SlackSettings[];
  readonly teams: readonly TeamsSettings[];
  readonly config: Configuration;
  readonly places: Places;
}): readonly SettingsProblem[] {
  const { slack, teams, config, places } = parts;
  const configured = [...slack, ...teams].map(({ workspace }) => workspace);
  const misled = addressesIn(config).flatMap(([path, address]) => {
    const problem = judge(address, configured);
    return problem === undefined ? [] : [problemAt(path, places, problem, address.text)];
  });
  const shared = [
    ...findShared(slack, ({ botToken }) => botToken, ['slack', 'workspaces'], 'botToken', places),
    // Slack gives what comes for one app to any of its connections, so also to that of the other workspace.
    ...findShared(slack, ({ appToken }) => appToken, ['slack', 'workspaces'], 'appToken', places),
    ...findShared(teams, ({ tenantId }) => tenantId?.toLowerCase(), ['teams', 'tenants'], 'tenantId', places),
  ];
  return [...shared, ...misled];
}

/** Secrets are named in the file and kept in the environment. `written`: before variables are filled in. */
export function findLiteralSecrets(written: unknown, places: Places): readonly SettingsProblem[] {
  return [
    ...literalsIn(written, ['slack', 'workspaces'], ['botToken', 'appToken', 'signingSecret'], places),
    ...literalsIn(written, ['teams', 'tenants'], ['appPassword'], places),
  ];
}

function literalsIn(
  written: unknown,
  at: Path,
  fields: readonly string[],
  places: Places,
): readonly SettingsProblem[] {
  return entriesAt(written, at).flatMap(([name, entry]) =>
    fields.flatMap((field) => {
      const value = valueAt(entry, [field]);
      if (typeof value !== 'string' || value.includes('${')) return [];
      const path = [...at, name, field];
      const variable = `${name}_${at[0]}_${field.replace(/[A-Z]/g, '_$&')}`
        .toUpperCase()
        .replaceAll('-', '_');
      const problem = `a secret does not belong in this file: write "\${${variable}}" and set that variable`;
      return [problemAt(path, places, problem)];
    }),
  );
}

function entriesAt(value: unknown, path: Path): readonly (readonly [string, unknown])[] {
  const found = valueAt(value, path);
  return typeof found === 'object' && found !== null ? Object.entries(found) : [];
}

/** Everything in the configuration that names a channel or a person. */
function addressesIn(config: Configuration): readonly (readonly [Path, ChannelAddress])[] {
  const list = (path: Path, addresses: readonly ChannelAddress[]) =>
    addresses.map((address, index) => [[...path, index], address] as const);
  return [
    ...config.routes.flatMap(({ to }, index) => list(['routes', index, 'to'], to)),
    ...config.digests.flatMap(({ to }, index) => list(['digests', index, 'to'], to)),
    ...list(['operators'], config.operators),
    ...Object.entries(config.series).flatMap(([id, { organisers }]) =>
      organisers.flatMap((text, index) => {
        const address = chatAddressOf(text);
        return address ? [[['series', id, 'organisers', index], address] as const] : [];
      }),
    ),
    ...list(['admins', 'slack'], config.admins.slack),
    ...list(['admins', 'teams'], config.admins.teams),
  ];
}

/** What is wrong with it, and what could be written; undefined where it is plain which workspace is meant. */
function judge(address: ChannelAddress, configured: readonly Workspace[]): string | undefined {
  const { platform, workspace, target } = address;
  const there = configured.filter((one) => one.platform === platform);
  // Without any credentials nothing is led there yet: in rehearsal that is how everybody begins.
  if (there.length === 0) return undefined;
  const kind = platform === 'teams' ? 'tenant' : 'workspace';
  const names = there.flatMap(({ name }) => name ?? []);
  const meant = workspacesMeant(address, configured);
  if (workspace === undefined) {
    if (meant.length === 1) return undefined;
    return `several ${kind}s are configured; write ${choices(names.map((name) => `${platform}:${name}/${target}`))}`;
  }
  if (meant.length > 0) return undefined;
  const near = names.filter((name) => editDistance(name, workspace.toLowerCase()) <= 2);
  const offered = (near.length > 0 ? near : names).map((name) => `${platform}:${name}/${target}`);
  const unnamed = there.length > names.length ? [`${platform}:${target}`] : [];
  return `there is no ${kind} "${workspace}"; write ${choices([...offered, ...unnamed])}`;
}

function choices(texts: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(texts);
}

/** Two with one token or id are one: the second would take from the first what is meant for it. */
function findShared<T extends { readonly workspace: Workspace }>(
  all: readonly T[],
  idOf: (one: T) => string | undefined,
  path: Path,
  field: string,
  places: Places,
): readonly SettingsProblem[] {
  return all.flatMap((one, index) => {
    const value = idOf(one);
    const first = all.slice(0, index).find((other) => value !== undefined && idOf(other) === value);
    const { name } = one.workspace;
    if (!first || name === undefined) return [];
    const problem = `is that of ${first.workspace.name ?? 'the environment’s variables'} too; each needs its own`;
    return [problemAt([...path, name, field], places, problem)];
  });
}

function problemAt(path: Path, { file, lineOf }: Places, problem: string, value?: string): SettingsProblem {
  return {
    place: `${file}:${lineOf(path)}`,
    field: path.join('.'),
    ...(value === undefined ? {} : { value }),
    problem,
  };
}
