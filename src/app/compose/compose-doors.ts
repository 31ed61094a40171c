import type { Dispatcher } from '../../pipeline/dispatch/dispatcher.ts';
import type { PreviewService } from '../../platforms/preview/preview-service.ts';
import type { HttpRoute, PlatformHealth } from '../../ports/platform-service.ts';
import { createWeb } from '../../web/create-web.ts';
import { type HttpServer, startHttpServer } from '../http-server.ts';
import { createStatusRoutes } from '../status-routes.ts';
import type { Core } from './compose-core.ts';

/** The one server with what is there from the start; platforms add their own when they are connected. */
export function openDoors(
  { store, settings, clock, log }: Core,
  parts: {
    readonly preview: PreviewService;
    readonly dispatcher: Dispatcher;
    readonly platforms: () => Readonly<Record<string, PlatformHealth>>;
    readonly intake: readonly HttpRoute[];
  },
): Promise<HttpServer> {
  const { preview, dispatcher } = parts;
  const { host, port, loopback } = settings.http;
  const { read } = store;
  return startHttpServer({
    host,
    port,
    log,
    routes: [
      ...createStatusRoutes({
        read,
        clock,
        platforms: () => ({ [preview.chat.lane]: preview.health(), ...parts.platforms() }),
        dispatcher: dispatcher.health,
      }),
      ...preview.routes,
      ...parts.intake,
      ...createWeb({ read, policy: settings.policy, clock, log, loopback, panel: preview.panel }),
    ],
  });
}
