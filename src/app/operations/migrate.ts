import type { Settings } from '../../settings/load-settings.ts';
import { migrateStore } from '../../store/open-store.ts';
import { commandLog } from '../installation.ts';
import { namingTheStore } from '../open-configured-store.ts';
import { systemClock } from '../system-clock.ts';

/** Brings the configured store up to date, and says from where. */
export function migrate(settings: Settings): ReturnType<typeof migrateStore> {
  const options = { clock: systemClock, log: commandLog(settings) };
  return namingTheStore(settings.databaseUrl, (url) => migrateStore(url, options));
}
