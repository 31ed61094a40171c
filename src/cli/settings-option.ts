import { readVariables } from '../settings/environment.ts';
import { loadSettings, type Settings } from '../settings/load-settings.ts';
import { type Options, textOption } from './definition.ts';

/** Loads what `--config` names. Throws SettingsError with everything that is wrong. */
export function settingsOf(options: Options): Settings {
  const config = textOption(options, 'config');
  return loadSettings({ ...(config === undefined ? {} : { config }), variables: readVariables() });
}
