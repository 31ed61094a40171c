import type { Settings } from '../../settings/load-settings.ts';
import { migrateStore } from '../../store/open-store.ts';
import { createPinoLog } from '../../support/pino-log.ts';
import { systemClock } from '../system-clock.ts';

/** Brings the configured store up to date, and says from where. */
export function migrate(settings: Settings): ReturnType<typeof migrateStore> {
  return migrateStore(settings.databaseUrl, {
    clock: systemClock,
    log: createPinoLog('warn', settings.redactor),
  });
}
