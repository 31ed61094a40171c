import { configuredAddresses } from '../pipeline/targets/resolve-targets.ts';
import type { SeminarSource } from '../ports/seminar-source.ts';
import type { Settings } from '../settings/load-settings.ts';
import { createPinoLog } from '../support/pino-log.ts';
import { ReleaseStack } from '../support/release-stack.ts';
import { composeCaretaker } from './compose/compose-caretaker.ts';
import { composeCore } from './compose/compose-core.ts';
import { composeDispatcher } from './compose/compose-delivery.ts';
import { openDoors } from './compose/compose-doors.ts';
import { composeConnections, composePreview, connectAll } from './compose/compose-platforms.ts';
import { composeIntake, composeRefresher, composeSync } from './compose/compose-sources.ts';
import { createSources } from './create-sources.ts';
import type { Duty } from './duty.ts';
import { followAddresses } from './follow-addresses.ts';
import { isHolderGone, nameHolder } from './holder-name.ts';
import { openConfiguredStore } from './open-configured-store.ts';
import { stopWithin } from './stop-within.ts';
import { systemClock } from './system-clock.ts';
import { startTicker } from './ticker.ts';

/** Of the ten seconds that a stop may take. What is in flight gets most of it: it is worth the most. */
const STOP_MS = { sources: 1_000, drain: 4_500, dispatcher: 5_000, platforms: 1_500, http: 1_000 } as const;

export interface Service {
  readonly url: string;
  readonly log: ReturnType<typeof createPinoLog>;
  /** Drains and lets go of everything, within ten seconds; idempotent. */
  stop(): Promise<void>;
}

export interface ServiceParts {
  /** Instead of the configured ones: the demonstration's. */
  readonly sources?: readonly SeminarSource[];
  readonly databaseUrl?: string;
}

/** Composes the service from its parts and starts them, in the order in which they need each other. */
export async function startService(settings: Settings, parts: ServiceParts = {}): Promise<Service> {
  const clock = systemClock;
  const log = createPinoLog(settings.logLevel, settings.redactor);
  const sources = parts.sources ?? createSources({ settings, clock });
  const resources = new ReleaseStack();
  const release = (ms: number, part: string, stop: () => void | Promise<void>): void =>
    resources.add(() => stopWithin(ms, part, stop, log));
  try {
    const store = await openConfiguredStore(parts.databaseUrl ?? settings.databaseUrl, { clock, log });
    resources.add(() => store.close());

    let caretaker: Duty | undefined;
    const core = composeCore({
      settings,
      clock,
      log,
      store,
      sources: sources.map(({ id }) => id),
      holder: { name: nameHolder(), isGone: isHolderGone },
      isCaretaker: () => caretaker?.isMine() ?? false,
    });
    const preview = composePreview(core);
    const connections = composeConnections(core);
    const dispatcher = composeDispatcher(core);
    const sync = composeSync(
      core,
      sources.map(({ id }) => id),
    );
    const refresher = composeRefresher(core, sources, sync);
    core.offerSync(refresher.refresh);

    const server = await openDoors(core, {
      preview,
      dispatcher,
      platforms: connections.health,
      intake: composeIntake(core, sync),
    });
    release(STOP_MS.http, 'http server', () => server.close(STOP_MS.http / 2));
    release(STOP_MS.platforms, 'preview', () => preview.stop());
    release(STOP_MS.platforms, 'platforms', () => connections.stop());
    resources.add(() => core.routing.stop());

    await core.routing.refresh();
    release(STOP_MS.dispatcher, 'dispatcher', () => dispatcher.stop({ drainMs: STOP_MS.drain }));
    // What an earlier run left behind is settled before sources bring anything new.
    await dispatcher.start();
    release(STOP_MS.sources, 'sources', () => refresher.stop());
    const addresses = configuredAddresses(settings.policy).map(({ text }) => text);
    const follower = followAddresses({ ...core, addresses });
    resources.add(() => follower.stop());
    caretaker = composeCaretaker(core, refresher, follower);
    release(STOP_MS.sources, 'caretaker', caretaker.stop);
    await caretaker.start();
    connectAll(connections, core, server, dispatcher).catch((error: unknown) =>
      log.error('platforms could not be connected', { error }),
    );
    resources.add(
      startTicker(
        [
          { name: 'sweep', cron: '* * * * *', run: dispatcher.sweep },
          { name: 'digests', cron: '*/5 * * * *', run: core.planning.digests },
          { name: 'roll', cron: '7 * * * *', run: async () => void (await core.planning.roll()) },
        ],
        log,
      ),
    );
    return { url: server.url, log, stop: () => resources.release() };
  } catch (error) {
    await resources.release();
    throw error;
  }
}
