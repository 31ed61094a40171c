import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type HttpServer, hostOf, startHttpServer } from '../../src/app/http-server.ts';
import type { HttpRoute } from '../../src/ports/platform-service.ts';
import { createLog } from './kit.ts';

async function serve(routes: readonly HttpRoute[], options: { host?: string; port?: number } = {}) {
  const log = createLog();
  const server = await startHttpServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    routes,
    log,
  });
  onTestFinished(() => server.close(0));
  return { server, log };
}

const says = (path: string, text: string, method: HttpRoute['method'] = 'GET'): HttpRoute => ({
  method,
  path,
  handle: (_request, response) => void response.end(text),
});

const ask = async (server: HttpServer, path: string, method = 'GET'): Promise<string> => {
  const response = await fetch(`${server.url}${path}`, { method });
  return `${response.status} ${await response.text()}`;
};

describe('the one HTTP server', () => {
  it('serves exact paths, paths with names in them, and everything below a prefix', async () => {
    const { server } = await serve([
      says('/exact', 'exact'),
      says('/seminars/{id}', 'one'),
      says('/assets/*', 'below'),
      says('/events', 'posted', 'POST'),
    ]);
    expect(await ask(server, '/exact')).toBe('200 exact');
    expect(await ask(server, '/seminars/abcdefgh')).toBe('200 one');
    expect(await ask(server, '/seminars/a/b')).toMatch(/^404 /);
    expect(await ask(server, '/assets/deep/down.css')).toBe('200 below');
    expect(await ask(server, '/events', 'POST')).toBe('200 posted');
    expect(await ask(server, '/events')).toBe('404 There is nothing here.\n');
    expect(await ask(server, '/elsewhere')).toBe('404 There is nothing here.\n');
  });

  it('says nothing of what it is made of', async () => {
    const { server } = await serve([]);
    const { headers } = await fetch(`${server.url}/`);
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('takes routes while it runs', async () => {
    const { server } = await serve([]);
    expect(await ask(server, '/slack/events', 'POST')).toMatch(/^404 /);
    server.add([says('/slack/events', 'heard', 'POST')]);
    expect(await ask(server, '/slack/events', 'POST')).toBe('200 heard');
  });

  it('hands bodies over unread', async () => {
    const { server } = await serve([
      {
        method: 'POST',
        path: '/echo',
        async handle(request, response) {
          for await (const chunk of request) response.write(chunk);
          response.end();
        },
      },
    ]);
    const body = '{"signed": "byte for byte"}';
    const response = await fetch(`${server.url}/echo`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(await response.text()).toBe(body);
  });

  it('a handler that fails is logged, answers 500 without a word of it, and the next is served', async () => {
    const { server, log } = await serve([
      {
        method: 'GET',
        path: '/broken',
        handle: () => Promise.reject(new Error('the passcode is mangrove')),
      },
      says('/well', 'well'),
    ]);
    expect(await ask(server, '/broken')).toBe('500 Something went wrong; the log has it.\n');
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'request failed', fields: { path: '/broken' } },
    ]);
    expect(await ask(server, '/well')).toBe('200 well');
  });

  it('one that fails in the middle of its answer breaks the connection, so that nobody takes half for the whole', async () => {
    const { server } = await serve([
      {
        method: 'GET',
        path: '/half',
        async handle(_request, response) {
          response.write('half');
          throw new Error('no more');
        },
      },
    ]);
    const response = await fetch(`${server.url}/half`);
    await expect(response.text()).rejects.toThrow();
  });

  it('close lets what is under way end', async () => {
    let release = (): void => {};
    let entered = (): void => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const { server } = await serve([
      {
        method: 'GET',
        path: '/slow',
        async handle(_request, response) {
          entered();
          await new Promise<void>((resolve) => {
            release = resolve;
          });
          response.end('done');
        },
      },
    ]);
    const answer = ask(server, '/slow');
    await inside;
    const closed = server.close(60_000);
    release();
    expect(await answer).toBe('200 done');
    await closed;
    await expect(fetch(server.url)).rejects.toThrow();
  });

  it('close cuts off what is stuck: a request without an answer, one half sent, an event stream; twice is once', async () => {
    const { server } = await serve([
      { method: 'GET', path: '/never', handle() {} },
      {
        method: 'GET',
        path: '/stream',
        handle(_request, response) {
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(': hello\n\n');
        },
      },
    ]);
    const { port, hostname } = new URL(server.url);
    const never = get(`${server.url}/never`);
    never.on('error', () => {});
    const stuck = once(never, 'error');
    const half = connect(Number(port), hostname);
    half.on('error', () => {});
    half.write('POST /never HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\nhalf');
    const stream = await fetch(`${server.url}/stream`);
    const streaming = stream.text();
    const cut = expect(streaming).rejects.toThrow();
    const first = server.close(20);
    expect(server.close(60_000)).toBe(first);
    await first;
    await stuck;
    await cut;
    half.destroy();
  });

  it('a port that is taken, a host that is not here: one sentence each', async () => {
    const { server } = await serve([]);
    const port = Number(new URL(server.url).port);
    await expect(serve([], { port })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken, perhaps by another Lectern: stop that, or set PORT to a free one`,
    );
    await expect(serve([], { host: '192.0.2.1' })).rejects.toThrow(
      'HOST=192.0.2.1 is no address of this machine',
    );
  });

  it.each([
    ['0.0.0.0', '127.0.0.1'],
    ['::', '[::1]'],
    ['::1', '[::1]'],
    ['lectern.example.edu', 'lectern.example.edu'],
  ])('%s is looked at as %s', (host, shown) => {
    expect(hostOf(host)).toBe(shown);
  });

  it('writes an address that can be opened, for IPv6 as well', async () => {
    const { server } = await serve([says('/', 'here')], { host: '::1' });
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(await ask(server, '/')).toBe('200 here');
  });
});
