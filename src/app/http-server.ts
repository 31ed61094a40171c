import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Log } from '../ports/log.ts';
import type { HttpRoute } from '../ports/platform-service.ts';

export interface HttpServer {
  /** With the port that was really taken. */
  readonly url: string;
  /**
   * Platforms come when their credentials are accepted: their routes are added while the server runs. Workspaces of one
   * platform share theirs: one that is there already is left alone.
   */
  add(routes: readonly HttpRoute[]): void;
  /** Lets requests under way end for `graceMs`, then closes what is left. Idempotent. */
  close(graceMs: number): Promise<void>;
}

/** The one server: every route of every part, on one port. */
export async function startHttpServer(options: {
  readonly host: string;
  readonly port: number;
  readonly routes: readonly HttpRoute[];
  readonly log: Log;
}): Promise<HttpServer> {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  const router = express.Router();
  const mounted = new Set<HttpRoute>();
  const add = (routes: readonly HttpRoute[]): void => {
    for (const route of routes) if (!mounted.has(route)) mount(router, route, options.log);
    for (const route of routes) mounted.add(route);
  };
  add(options.routes);
  app.use(router);
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('There is nothing here.\n');
  });
  const server = createServer(app);
  // Slow clients must not hold connections for ever; event streams are written to and so stay open.
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  await listen(server, options.host, options.port);
  const address = server.address();
  const port = isAddressInfo(address) ? address.port : options.port;
  const shown = hostOf(options.host);
  let closing: Promise<void> | undefined;
  return {
    url: `http://${shown}:${port}`,
    add,
    close(graceMs) {
      closing ??= closeServer(server, graceMs);
      return closing;
    },
  };
}

/** As a browser takes it: "all addresses of this machine" is none that one can look at. */
export function hostOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function mount(router: express.Router, route: HttpRoute, log: Log): void {
  const path = route.path.endsWith('/*') ? `${route.path}rest` : route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  const handler: express.RequestHandler = async (request, response) => {
    try {
      await route.handle(request, response);
    } catch (error) {
      log.error('request failed', { path: route.path, error });
      if (!response.headersSent)
        response.status(500).type('text/plain').send('Something went wrong; the log has it.\n');
      else response.destroy();
    }
  };
  if (route.method === 'GET') router.get(path, handler);
  else router.post(path, handler);
}

/** Rejects with a sentence for whoever starts the service. */
function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(new Error(describeRefusal(error, host, port)));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
}

function describeRefusal({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} on ${host} is taken, perhaps by another Lectern: stop that, or set PORT to a free one`;
    case 'EACCES':
      return `port ${port} on ${host} is not for this user: set PORT to one above 1023`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is no address of this machine: set 127.0.0.1 for this machine alone, or 0.0.0.0`;
    default:
      return `port ${port} on ${host} cannot be listened at (${message})`;
  }
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
