import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { SourceSetting } from '../../src/sources/source-setting.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

interface Asked {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A real server on loopback whose answer the test sets; it answers conditional requests as servers do. */
export interface Site {
  readonly url: string;
  readonly asked: readonly Asked[];
  serve(body: string | ((url: URL) => string), type?: string): void;
  fail(status: number): void;
}

export async function openSite(): Promise<Site> {
  let answer: { body: string | ((url: URL) => string); type: string; version: number } | number = 404;
  let version = 0;
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', headers: request.headers });
    if (typeof answer === 'number') {
      response.writeHead(answer).end('out of order');
      return;
    }
    const etag = `"v${answer.version}"`;
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const body =
      typeof answer.body === 'string'
        ? answer.body
        : answer.body(new URL(request.url ?? '/', 'http://localhost'));
    response.writeHead(200, { 'content-type': answer.type, etag }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    serve(body, type = 'text/plain') {
      version += 1;
      answer = { body, type, version };
    },
    fail(status) {
      answer = status;
    },
  };
}

export function aSetting(over: Partial<SourceSetting> = {}): SourceSetting {
  return {
    folder: '/nowhere',
    timezone: 'Australia/Brisbane',
    dateOrder: 'day-first',
    series: [{ id: 'tides', name: 'Tides and Waves' }],
    clock: new VirtualClock('2026-11-16T08:00:00+10:00'),
    ...over,
  };
}
