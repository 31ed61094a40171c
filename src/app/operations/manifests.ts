import { readFile } from 'node:fs/promises';
import { type Zippable, zipSync } from 'fflate';
import { createSlackManifest } from '../../platforms/slack/manifest.ts';
import { buildTeamsManifest } from '../../platforms/teams/manifest.ts';
import type { Settings } from '../../settings/load-settings.ts';

/** Slack's app manifest, as JSON. Socket Mode where its token is set, or where there is no address to send requests to. */
export function writeSlackManifest({ policy, slack }: Settings): string {
  const { command, publicUrl } = policy;
  const socket = slack?.appToken !== undefined || publicUrl === undefined;
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

const ICONS = new URL('../../platforms/teams/icons/', import.meta.url);
/** The same configuration gives the same bytes. Zip counts years from 1980, in local time. */
const MODIFIED = new Date(2026, 0, 1);

/** Teams' app package: a zip with the manifest and its icons at the root. Throws RangeError for what is missing. */
export async function packTeamsManifest(
  { policy, teams }: Settings,
  naming: TeamsNaming,
): Promise<Uint8Array> {
  const { publicUrl } = policy;
  if (teams?.appId === undefined) {
    throw new RangeError("MICROSOFT_APP_ID is missing: the app carries the bot's id, which Azure gave to it");
  }
  if (publicUrl === undefined || !publicUrl.startsWith('https://')) {
    throw new RangeError(
      'PUBLIC_URL is missing, or no https address: Teams shows it to whoever installs the app',
    );
  }
  const manifest = buildTeamsManifest({ appId: teams.appId, publicUrl, ...naming });
  const files: Zippable = {
    'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`),
    // Pictures are compressed already.
    'color.png': [await readFile(new URL('color.png', ICONS)), { level: 0 }],
    'outline.png': [await readFile(new URL('outline.png', ICONS)), { level: 0 }],
  };
  return zipSync(files, { mtime: MODIFIED });
}
