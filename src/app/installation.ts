import type { ChannelId } from '../domain/ids.ts';
import { channelIdOf, LaneId, splitChannelId } from '../domain/ids.ts';
import type { ChannelAddress } from '../domain/route.ts';
import type { PlanContext } from '../pipeline/plan/plan-context.ts';
import { rehearsalChannel } from '../pipeline/targets/rehearsal.ts';
import { buildRouteIndex } from '../pipeline/targets/route-index.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { SeminarSource } from '../ports/seminar-source.ts';
import type { Store } from '../ports/store.ts';
import type { Settings } from '../settings/load-settings.ts';
import { openStore } from '../store/open-store.ts';
import { createPinoLog } from '../support/pino-log.ts';
import { createSources } from './create-sources.ts';
import { systemClock } from './system-clock.ts';

/** What a command that runs once works with: the store and the configuration, no platform. */
export interface Installation {
  readonly settings: Settings;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly sources: readonly SeminarSource[];
  readonly context: PlanContext;
  readonly addresses: ReadonlyMap<string, ChannelId>;
  close(): Promise<void>;
}

/** Opens the configured store, or, for dry runs, an empty one in memory. Routes lead where they were last resolved to. */
export async function openInstallation(
  settings: Settings,
  options: { readonly dry?: boolean } = {},
): Promise<Installation> {
  const clock = systemClock;
  const log = createPinoLog(settings.logLevel === 'info' ? 'warn' : settings.logLevel, settings.redactor);
  const store = await openStore(options.dry ? 'sqlite::memory:' : settings.databaseUrl, { clock, log });
  const addresses = await addressesOf(settings, options.dry ? undefined : store);
  if (options.dry) await nameChannels(store, addresses);
  return {
    settings,
    store,
    clock,
    log,
    sources: createSources({ settings, clock }),
    addresses,
    context: { policy: settings.policy, routes: buildRouteIndex(settings.policy, addresses) },
    close: () => store.close(),
  };
}

/** In a dry run a channel is called what the configuration calls it. */
function nameChannels(store: Store, addresses: ReadonlyMap<string, ChannelId>): Promise<void> {
  return store.transaction(async (tx) => {
    for (const [name, id] of addresses) {
      await tx.directory.putChannel({ id, lane: splitChannelId(id).lane, name, kind: 'channel' });
    }
  });
}

async function addressesOf(
  settings: Settings,
  store: Store | undefined,
): Promise<ReadonlyMap<string, ChannelId>> {
  const addresses = new Map<string, ChannelId>();
  for (const address of [...settings.policy.routes, ...settings.policy.digests].flatMap(({ to }) => to)) {
    const channel = store ? await store.read.directory.resolved(address.text) : standInOf(address, settings);
    if (channel !== undefined) addresses.set(address.text, channel);
  }
  return addresses;
}

/** A dry run asks no platform: a channel stands for its address, and is named like it. */
function standInOf(address: ChannelAddress, settings: Settings): ChannelId {
  if (address.platform === 'preview') return channelIdOf(LaneId.parse('preview:local'), address.target);
  if (settings.policy.mode === 'rehearsal') return rehearsalChannel(address.text);
  return channelIdOf(LaneId.parse(`${address.platform}:${address.workspace ?? 'workspace'}`), address.target);
}
