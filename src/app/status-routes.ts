import type { ServerResponse } from 'node:http';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { DispatcherHealth } from '../pipeline/dispatch/options.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpRoute, PlatformHealth } from '../ports/platform-service.ts';
import type { StoreReader } from '../ports/store.ts';

export interface StatusParts {
  readonly read: Pick<StoreReader, 'outbox'>;
  readonly clock: Clock;
  readonly platforms: () => Readonly<Record<string, PlatformHealth>>;
  readonly dispatcher: () => DispatcherHealth;
}

/** `/healthz`: the process answers. `/readyz`: store, platforms and dispatcher do their work. `/metrics`: figures. */
export function createStatusRoutes(parts: StatusParts): readonly HttpRoute[] {
  const registry = createRegistry(parts);
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: (_request, response) => reply(response, 200, 'text/plain', 'ok\n'),
    },
    {
      method: 'GET',
      path: '/readyz',
      async handle(_request, response) {
        const body = await readinessOf(parts);
        const text = `${JSON.stringify(body, undefined, 2)}\n`;
        reply(response, body.ready ? 200 : 503, 'application/json', text);
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      async handle(_request, response) {
        reply(response, 200, registry.contentType, await registry.metrics());
      },
    },
  ];
}

async function readinessOf({ read, platforms, dispatcher }: StatusParts) {
  // One look at an index: probes come every few seconds.
  const store = await read.outbox.nextDue().then(
    () => true,
    () => false,
  );
  const health = { platforms: platforms(), dispatcher: dispatcher() };
  const ready = store && health.dispatcher.ready && isEachPlatformHeard(health.platforms);
  return { ready, store, ...health };
}

/**
 * Of each platform one workspace at least. Whoever sends requests here stops where the service is not ready: the trouble
 * of one workspace must not cut off the others. How each is stands beside it.
 */
function isEachPlatformHeard(platforms: Readonly<Record<string, PlatformHealth>>): boolean {
  const all = Object.entries(platforms).map(([name, { ready }]) => ({
    platform: name.split(':')[0],
    ready,
  }));
  return all.every(({ platform }) => all.some((one) => one.platform === platform && one.ready));
}

function createRegistry({ read, clock, platforms, dispatcher }: StatusParts): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'lectern_notices',
    help: 'Notices in each state of delivery.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const [state, count] of Object.entries(await read.outbox.count())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'lectern_overdue_seconds',
    help: 'For how long the notice that waits longest could have been sent; 0 while none waits.',
    registers,
    async collect() {
      const due = await read.outbox.nextDue();
      this.set(due ? Math.max(0, clock.now().since(due).total('seconds')) : 0);
    },
  });
  new Gauge({
    name: 'lectern_platform_ready',
    help: '1 while the platform can be posted to and heard, for each of its workspaces.',
    labelNames: ['platform'],
    registers,
    collect() {
      this.reset();
      for (const [platform, { ready }] of Object.entries(platforms())) this.set({ platform }, ready ? 1 : 0);
    },
  });
  new Gauge({
    name: 'lectern_in_flight',
    help: 'Requests to platforms under way.',
    labelNames: ['lane'],
    registers,
    collect() {
      this.reset();
      for (const { lane, inFlight } of dispatcher().lanes) this.set({ lane }, inFlight);
    },
  });
  return registry;
}

/** Nothing in between may keep what was true a moment ago. */
function reply(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
