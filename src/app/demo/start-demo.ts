import type { Settings } from '../../settings/load-settings.ts';
import { type Service, startService } from '../service.ts';
import { systemClock } from '../system-clock.ts';
import { createDemoSource } from './demo-source.ts';

/** The service on a store in memory, with the demonstration's records and no platform but the preview. */
export function startDemo(settings: Settings): Promise<Service> {
  const previewOnly: Settings = { ...settings, slack: [], teams: [], workspaces: [] };
  return startService(previewOnly, {
    databaseUrl: 'sqlite::memory:',
    sources: [createDemoSource(systemClock, settings.policy.timezone)],
  });
}
