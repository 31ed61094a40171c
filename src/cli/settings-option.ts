import { existsSync } from 'node:fs';
import type { Settings } from '../settings/load-settings.ts';
import { type Options, textOption } from './definition.ts';

/** Loads what `--config` names. Rejects with SettingsError, which holds everything that is wrong. */
export async function settingsOf(options: Options): Promise<Settings> {
  const { readVariables } = await import('../settings/environment.ts');
  const { loadSettings } = await import('../settings/load-settings.ts');
  const config = textOption(options, 'config');
  return loadSettings({ ...(config === undefined ? {} : { config }), variables: readVariables() });
}

/** As `settingsOf`, for a command that can do without: undefined where no configuration is named and none is there. */
export async function settingsIfAny(options: Options): Promise<Settings | undefined> {
  const { readVariables } = await import('../settings/environment.ts');
  const { LECTERN_CONFIG: named = '' } = readVariables();
  const isThere = options.config !== undefined || named.trim() !== '' || existsSync('config/lectern.yaml');
  return isThere ? settingsOf(options) : undefined;
}
