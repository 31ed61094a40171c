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
import { createPinoLog } from '../support/pino-log.ts';
import { createSources } from './create-sources.ts';
import { openConfiguredStore } from './open-configured-store.ts';
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

export interface InstallationOptions {
  readonly clock?: Clock;
}

/** Opens the configured store. Routes lead where a running service last found them to lead. */
export async function openInstallation(
  settings: Settings,
  { clock = systemClock }: InstallationOptions = {},
): Promise<Installation> {
  const log = commandLog(settings);
  const sources = createSources({ settings, clock });
  const store = await openConfiguredStore(settings.databaseUrl, { clock, log });
  return equip({ settings, store, clock, log, sources }, () => resolvedAddresses(settings, store));
}

/**
 * An empty store in memory. Routes lead where the real store (if there is one) says, else to channels that stand for
 * their addresses.
 */
export async function openDryInstallation(
  settings: Settings,
  { clock = systemClock, real }: InstallationOptions & { readonly real?: Pick<Store, 'read'> } = {},
): Promise<Installation> {
  const log = commandLog(settings);
  const sources = createSources({ settings, clock });
  const store = await openConfiguredStore('sqlite::memory:', { clock, log });
  return equip({ settings, store, clock, log, sources }, async () => {
    const standIns = addressesOf(settings).map((one) => [one.text, standInOf(one, settings)] as const);
    const known = real ? await resolvedAddresses(settings, real) : [];
    const addresses = new Map([...standIns, ...known]);
    await nameChannels(store, addresses);
    return addresses;
  });
}

async function equip(
  parts: Pick<Installation, 'settings' | 'store' | 'clock' | 'log' | 'sources'>,
  resolve: () => Promise<ReadonlyMap<string, ChannelId>>,
): Promise<Installation> {
  const { settings, store } = parts;
  try {
    const addresses = await resolve();
    const context = { policy: settings.policy, routes: buildRouteIndex(settings.policy, addresses) };
    return { ...parts, addresses, context, close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** A command says by itself what it did; its log is for what goes wrong. */
export function commandLog(settings: Settings): Log {
  return createPinoLog(settings.logLevel === 'info' ? 'warn' : settings.logLevel, settings.redactor);
}

/** Where a running service last found the addresses, as far as that holds in the present mode. */
async function resolvedAddresses(
  settings: Settings,
  { read }: Pick<Store, 'read'>,
): Promise<ReadonlyMap<string, ChannelId>> {
  const addresses = new Map<string, ChannelId>();
  for (const address of addressesOf(settings)) {
    const channel = await read.directory.resolved(address.text);
    if (channel !== undefined && leadsInMode(channel, address, settings))
      addresses.set(address.text, channel);
  }
  return addresses;
}

/** A rehearsal posts to the preview alone; what it led there is not where a live service posts. */
function leadsInMode(channel: ChannelId, { platform, text }: ChannelAddress, { policy }: Settings): boolean {
  if (policy.mode === 'rehearsal' && platform !== 'preview') return channel === rehearsalChannel(text);
  return splitChannelId(channel).platform === platform;
}

/** In a dry run a channel is called what the configuration calls it. */
function nameChannels(store: Store, addresses: ReadonlyMap<string, ChannelId>): Promise<void> {
  return store.transaction(async (tx) => {
    for (const [name, id] of addresses) {
      await tx.directory.putChannel({ id, lane: splitChannelId(id).lane, name, kind: 'channel' });
    }
  });
}

/** A dry run asks no platform. */
function standInOf({ platform, workspace, target, text }: ChannelAddress, { policy }: Settings): ChannelId {
  if (platform === 'preview') return channelIdOf(LaneId.parse('preview:local'), target);
  if (policy.mode === 'rehearsal') return rehearsalChannel(text);
  return channelIdOf(LaneId.parse(`${platform}:${workspace ?? 'workspace'}`), target);
}

function addressesOf({ policy }: Settings): readonly ChannelAddress[] {
  return [...policy.routes, ...policy.digests].flatMap(({ to }) => to);
}
