import type { Settings } from '../../settings/load-settings.ts';
import { type Service, startService } from '../service.ts';
import { systemClock } from '../system-clock.ts';
import { createDemoSource } from './demo-source.ts';

/** The service on a store in memory, with the demonstration's records and no platform but the preview. */
export function startDemo(settings: Settings): Promise<Service> {
  const { slack: _slack, teams: _teams, ...rest } = settings;
  return startService(rest, {
    databaseUrl: 'sqlite::memory:',
    sources: [createDemoSource(systemClock, settings.policy.timezone)],
  });
}
