import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { composeCard } from '../domain/cards/compose.ts';
import { createDesk } from '../pipeline/desk/desk.ts';
import { createDispatcher } from '../pipeline/dispatch/dispatcher.ts';
import type { PlanContext } from '../pipeline/plan/plan-context.ts';
import { planDigests } from '../pipeline/plan/plan-digests.ts';
import { replan } from '../pipeline/plan/replan.ts';
import { rollHorizon } from '../pipeline/plan/roll-horizon.ts';
import { createRefresher } from '../pipeline/sync/refresher.ts';
import { createSync } from '../pipeline/sync/sync-source.ts';
import { createPreviewService } from '../platforms/preview/preview-service.ts';
import { renderSlack } from '../platforms/slack/card/render-slack.ts';
import { renderTeams } from '../platforms/teams/card/render-teams.ts';
import type { Log } from '../ports/log.ts';
import type { SeminarSource } from '../ports/seminar-source.ts';
import type { Settings } from '../settings/load-settings.ts';
import { openStore } from '../store/open-store.ts';
import { createPinoLog } from '../support/pino-log.ts';
import { ReleaseStack } from '../support/release-stack.ts';
import { createWeb } from '../web/create-web.ts';
import { createChannelEvents } from './channel-events.ts';
import { createConnections } from './connections.ts';
import { createSources } from './create-sources.ts';
import { startHttpServer } from './http-server.ts';
import { openDirect } from './open-direct.ts';
import { createOperatorNotes } from './operator-notes.ts';
import { operatorWordOf } from './operator-words.ts';
import { platformConnections } from './platform-connections.ts';
import { createRouting } from './routing.ts';
import { createStatusRoutes } from './status-routes.ts';
import { systemClock } from './system-clock.ts';
import { startTicker } from './ticker.ts';

/** Of the ten seconds that a stop may take: sends under way first, then requests that are being answered. */
const DRAIN_MS = 6_000;
const HTTP_GRACE_MS = 2_000;

export interface Service {
  readonly url: string;
  readonly log: Log;
  /** Drains and lets go of everything; idempotent. */
  stop(): Promise<void>;
}

export interface ServiceParts {
  /** Instead of the configured ones: the demonstration's. */
  readonly sources?: readonly SeminarSource[];
  readonly databaseUrl?: string;
}

/** Composes the service from its parts and starts them, in the order in which they need each other. */
export async function startService(settings: Settings, parts: ServiceParts = {}): Promise<Service> {
  const { policy, redactor } = settings;
  const clock = systemClock;
  const log = createPinoLog(settings.logLevel, redactor);
  const resources = new ReleaseStack();
  try {
    const store = await openStore(parts.databaseUrl ?? settings.databaseUrl, { clock, log });
    resources.add(() => store.close());
    const sources = parts.sources ?? createSources({ settings, clock });

    const connected = false;
    const context = (): PlanContext => ({ policy, routes: routing.routes() });
    const roll = async (): Promise<void> => void (await rollHorizon(store, context(), clock.now()));
    const digests = async (): Promise<void> =>
      void (await store.transaction((tx) => planDigests(tx, policy, routing.addresses(), clock.now())));
    const routing = createRouting({
      policy,
      store,
      platforms: () => lanes(),
      settled: () => connected,
      clock,
      log,
      changed: async () => {
        await roll();
        await digests();
      },
    });
    const operators = createOperatorNotes({ store, clock, log, channels: () => routing.operators() });
    const events = createChannelEvents({
      store,
      log,
      clock,
      tellOperators: operators.tell,
      refresh: () => routing.refresh(),
    });
    const desk = createDesk({
      store,
      policy,
      routes: () => routing.routes(),
      clock,
      log,
      composeCard,
      openDirect: (actor) => openDirect(lanes(), actor.person),
      replan: async (tx, ids) => {
        const seminars = await tx.seminars.many(ids);
        await replan(
          tx,
          seminars.map((seminar) => ({ seminar })),
          context(),
          clock.now(),
        );
      },
    });

    const preview = createPreviewService({
      store,
      desk,
      policy,
      clock,
      log,
      draw: { slack: renderSlack, teams: (card) => renderTeams(card).card },
      loopback: settings.http.loopback,
    });
    const connections = createConnections(
      platformConnections({ settings, desk, events, store, clock, log }),
      log,
      async (service) => {
        server.add(service.routes);
        await routing.refresh();
        dispatcher.wake();
      },
    );
    const lanes = () => new Map([[preview.chat.lane, preview.chat] as const, ...connections.lanes()]);
    const dispatcher = createDispatcher({
      store,
      platforms: lanes,
      routes: () => routing.routes(),
      policy,
      clock,
      log,
      holder: `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`,
      random: Math.random,
      tellOperators: operators.tell,
    });

    const server = await startHttpServer({
      host: settings.http.host,
      port: settings.http.port,
      log,
      routes: [
        ...createStatusRoutes({
          read: store.read,
          platforms: () => ({ [preview.chat.lane]: preview.health(), ...connections.health() }),
          dispatcher: () => dispatcher.health(),
        }),
        ...preview.routes,
        ...createWeb({
          read: store.read,
          policy,
          clock,
          log,
          loopback: settings.http.loopback,
          panel: preview.panel,
        }),
      ],
    });
    resources.add(() => server.close(HTTP_GRACE_MS));
    resources.add(() => preview.stop());
    resources.add(() => connections.stop());
    resources.add(() => routing.stop());

    await routing.refresh();
    const sync = createSync({ store, plan: context, sources: sources.map((source) => source.id), clock });
    const refresher = createRefresher({
      sources,
      sync,
      clock,
      log,
      random: Math.random,
      done: (report) => {
        const text = operatorWordOf(report);
        if (text)
          operators.tell(text).catch((error: unknown) => log.error('operators could not be told', { error }));
      },
    });
    resources.add(() => refresher.stop());
    await dispatcher.start();
    resources.add(() => dispatcher.stop({ drainMs: DRAIN_MS }));
    // What was missed is settled before anything new is planned; then sources are read and platforms connected.
    void refresher.start().catch((error: unknown) => log.error('sources could not be read', { error }));
    void connections
      .start()
      .catch((error: unknown) => log.error('platforms could not be connected', { error }));
    resources.add(
      startTicker(
        [
          { name: 'sweep', cron: '* * * * *', run: () => dispatcher.sweep() },
          { name: 'digests', cron: '*/5 * * * *', run: digests },
          { name: 'roll', cron: '7 * * * *', run: roll },
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
