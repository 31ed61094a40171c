import { readFile } from 'node:fs/promises';
import { type Zippable, zipSync } from 'fflate';
import type { Workspace } from '../../domain/workspace.ts';
import { createSlackManifest } from '../../platforms/slack/manifest.ts';
import { buildTeamsManifest } from '../../platforms/teams/manifest.ts';
import type { Settings } from '../../settings/load-settings.ts';

/**
 * Slack's app manifest, as JSON. Socket Mode where its token is set, or where there is no address to send requests to.
 * `name`: of which workspace, where they receive in different ways. Throws RangeError that names the choices.
 */
export function writeSlackManifest({ policy, slack }: Settings, name?: string): string {
  const { command, publicUrl } = policy;
  const meant = chooseWorkspace(slack, name, ({ appToken }) => String(appToken !== undefined));
  const socket = meant?.appToken !== undefined || publicUrl === undefined;
  const manifest = createSlackManifest({
    command,
    socket,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

export interface TeamsNaming {
  /** As people call it: `@Lectern`. */
  readonly name: string;
  readonly organisation: string;
  /** Three numbers; Teams takes an upload only where they grew. */
  readonly version: string;
}

/** By its name; without one, the only one, or any where all would get the same manifest. */
function chooseWorkspace<T extends { readonly workspace: Workspace }>(
  all: readonly T[],
  name: string | undefined,
  lookOf: (one: T) => string,
): T | undefined {
  const meant = name === undefined ? all : all.filter(({ workspace }) => workspace.name === name);
  const names = all.flatMap(({ workspace }) => workspace.name ?? []).join(', ');
  if (name !== undefined && meant.length === 0) {
    const known = names === '' ? 'the configuration names none' : `there are ${names}`;
    throw new RangeError(`"${name}" is no workspace or tenant of the configuration: ${known}`);
  }
  if (new Set(meant.map(lookOf)).size > 1) {
    throw new RangeError(
      `several are configured, and they need different manifests: say --workspace with one of ${names}`,
    );
  }
  return meant[0];
}

const ICONS = new URL('../../platforms/teams/icons/', import.meta.url);
/** The same configuration gives the same bytes. Zip counts years from 1980, in local time. */
const MODIFIED = new Date(2026, 0, 1);

/**
 * Teams' app package: a zip with the manifest and its icons at the root. `name`: of which tenant, where they have
 * different apps. Throws RangeError for what is missing, or names the choices.
 */
export async function packTeamsManifest(
  { policy, teams }: Settings,
  naming: TeamsNaming,
  name?: string,
): Promise<Uint8Array> {
  const { publicUrl } = policy;
  const meant = chooseWorkspace(teams, name, ({ appId = '' }) => appId);
  if (meant?.appId === undefined) {
    throw new RangeError("MICROSOFT_APP_ID is missing: the app carries the bot's id, which Azure gave to it");
  }
  if (publicUrl === undefined || !publicUrl.startsWith('https://')) {
    throw new RangeError(
      'PUBLIC_URL is missing, or no https address: Teams shows it to whoever installs the app',
    );
  }
  const manifest = buildTeamsManifest({ appId: meant.appId, publicUrl, ...naming });
  const files: Zippable = {
    'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`),
    // Pictures are compressed already.
    'color.png': [await readFile(new URL('color.png', ICONS)), { level: 0 }],
    'outline.png': [await readFile(new URL('outline.png', ICONS)), { level: 0 }],
  };
  return zipSync(files, { mtime: MODIFIED });
}
