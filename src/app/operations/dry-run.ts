import type { NoticeId } from '../../domain/ids.ts';
import type { DeliveryState } from '../../domain/notice.ts';
import { planDigests } from '../../pipeline/plan/plan-digests.ts';
import type { SyncReport } from '../../pipeline/sync/sync-report.ts';
import { createSync } from '../../pipeline/sync/sync-source.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KnownChannel } from '../../ports/store/directory.ts';
import type { Store } from '../../ports/store.ts';
import type { Settings } from '../../settings/load-settings.ts';
import { commandLog, type Installation, openDryInstallation } from '../installation.ts';
import { openExistingStoreToRead } from '../open-configured-store.ts';
import { systemClock } from '../system-clock.ts';
import { takeOver } from './take-over.ts';

export interface DryRun {
  readonly installation: Installation;
  readonly reports: readonly SyncReport[];
  /** What the real store knows; empty where there is none yet. */
  readonly known: {
    readonly channels: readonly KnownChannel[];
    /** Configured address → the channel that it leads to. */
    readonly resolved: ReadonlyMap<string, string>;
    /** Of notices whose time has come: how far the real store has got with them. */
    readonly states: ReadonlyMap<NoticeId, DeliveryState>;
  };
}

/**
 * Reads every source into a store in memory and plans: what would be owed, with nothing sent and nothing kept. What the
 * real store knows of the sources' records is taken over (see `take-over.ts`); it is only read. The caller closes the
 * installation.
 */
export async function runDry(
  settings: Settings,
  { clock = systemClock }: { readonly clock?: Clock } = {},
): Promise<DryRun> {
  const real = await openExistingStoreToRead(settings.databaseUrl, { clock, log: commandLog(settings) });
  try {
    const installation = await openDryInstallation(settings, { clock, ...(real ? { real } : {}) });
    try {
      if (real) await takeOver(real.read, installation);
      const reports = await readAll(installation);
      return { installation, reports, known: await knownOf(real, installation) };
    } catch (error) {
      await installation.close();
      throw error;
    }
  } finally {
    await real?.close();
  }
}

async function readAll({
  store,
  sources,
  context,
  clock,
  addresses,
}: Installation): Promise<readonly SyncReport[]> {
  const sync = createSync({ store, plan: () => context, sources: sources.map((source) => source.id), clock });
  const reports: SyncReport[] = [];
  for (const source of sources) reports.push(await sync(source, { signal: new AbortController().signal }));
  await store.transaction((tx) => planDigests(tx, context.policy, addresses, clock.now()));
  return reports;
}

async function knownOf(
  real: Pick<Store, 'read'> | undefined,
  { store, clock, settings }: Installation,
): Promise<DryRun['known']> {
  const resolved = new Map<string, string>();
  const states = new Map<NoticeId, DeliveryState>();
  if (!real) return { channels: [], resolved, states };
  const { routes, digests, operators } = settings.policy;
  for (const { text } of [...routes, ...digests].flatMap(({ to }) => to).concat(operators)) {
    const channel = await real.read.directory.resolved(text);
    if (channel !== undefined) resolved.set(text, channel);
  }
  for (const { id } of await store.read.outbox.find({ dueBefore: clock.now() })) {
    const notice = await real.read.outbox.get(id);
    if (notice) states.set(id, notice.state);
  }
  return { channels: await real.read.directory.channels(), resolved, states };
}
