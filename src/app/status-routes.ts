import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { DispatcherHealth } from '../pipeline/dispatch/options.ts';
import type { HttpRoute, PlatformHealth } from '../ports/platform-service.ts';
import type { StoreReader } from '../ports/store.ts';

export interface StatusParts {
  readonly read: StoreReader;
  readonly platforms: () => Readonly<Record<string, PlatformHealth>>;
  readonly dispatcher: () => DispatcherHealth;
}

/** `/healthz`: the process answers. `/readyz`: store, platforms and dispatcher do their work. `/metrics`: figures. */
export function createStatusRoutes(parts: StatusParts): readonly HttpRoute[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'lectern_notices',
    help: 'Notices in each state of delivery.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries(await parts.read.outbox.count()))
        this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'lectern_platform_ready',
    help: '1 while the platform can be posted to and heard.',
    labelNames: ['platform'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [platform, health] of Object.entries(parts.platforms()))
        this.set({ platform }, health.ready ? 1 : 0);
    },
  });
  new Gauge({
    name: 'lectern_in_flight',
    help: 'Requests to platforms under way.',
    labelNames: ['lane'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { lane, inFlight } of parts.dispatcher().lanes) this.set({ lane }, inFlight);
    },
  });

  return [
    {
      method: 'GET',
      path: '/healthz',
      handle(_request, response) {
        response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n');
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      async handle(_request, response) {
        const store = await parts.read.outbox.count().then(
          () => true,
          () => false,
        );
        const platforms = parts.platforms();
        const dispatcher = parts.dispatcher();
        const ready = store && dispatcher.ready && Object.values(platforms).every((health) => health.ready);
        const body = {
          ready,
          store,
          platforms,
          dispatcher: { ready: dispatcher.ready, lanes: dispatcher.lanes },
        };
        response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' });
        response.end(`${JSON.stringify(body, undefined, 2)}\n`);
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      async handle(_request, response) {
        const text = await registry.metrics();
        response.writeHead(200, { 'content-type': registry.contentType }).end(text);
      },
    },
  ];
}
