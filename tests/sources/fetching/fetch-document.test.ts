import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isOpenAddress } from '../../../src/sources/fetching/allowed-address.ts';
import { FetchError, fetchDocument } from '../../../src/sources/fetching/fetch-document.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (url: string, extra: Partial<Parameters<typeof fetchDocument>[0]> = {}) =>
  fetchDocument({
    url,
    allowHosts: ['127.0.0.1'],
    accept: '*/*',
    signal: new AbortController().signal,
    ...extra,
  });

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof FetchError ? error.message : `not a FetchError: ${String(error)}`),
  );

describe('isOpenAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('refuses %s', (address) => expect(isOpenAddress(address)).toBe(false));
  it.each([
    '93.184.216.34',
    '2606:2800:220:1:248:1893:25c8:1946',
    '::ffff:93.184.216.34',
    '64:ff9b::5db8:d822',
  ])('allows %s', (address) => expect(isOpenAddress(address)).toBe(true));
});

describe('fetchDocument', () => {
  it('brings a document, and asks with its validators the next time', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers['if-none-match']);
      if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"', 'content-type': 'text/calendar' }).end('BEGIN');
    });
    const first = await get(url);
    expect(first).toMatchObject({
      type: 'document',
      contentType: 'text/calendar',
      validators: { etag: '"v1"' },
    });
    expect(await get(url, { since: { etag: '"v1"' } })).toEqual({ type: 'unchanged' });
    expect(seen).toEqual([undefined, '"v1"']);
  });

  it('refuses this machine unless it is named, by address and by name', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked += 1;
      response.end('secret');
    });
    expect(await messageOf(get(url, { allowHosts: [] }))).toContain(
      "private network; name it in the source's allowHosts",
    );
    const byName = url.replace('127.0.0.1', 'localhost');
    expect(await messageOf(get(byName, { allowHosts: [] }))).toContain('allowHosts');
    expect(asked).toBe(0);
    expect(await get(byName, { allowHosts: ['localhost'] })).toMatchObject({ type: 'document' });
  });

  it('judges every redirect anew', async () => {
    const inner = await serve((_request, response) => response.end('secret'));
    const outer = await serve((_request, response) =>
      response.writeHead(302, { location: inner.replace('127.0.0.1', 'localhost') }).end(),
    );
    expect(await messageOf(get(outer))).toContain('localhost lies on this machine');
    const elsewhere = await serve((_request, response) =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    );
    expect(await messageOf(get(elsewhere))).toContain('file: is not allowed');
  });

  it('follows a bounded number of redirects', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end());
    expect(await messageOf(get(url))).toContain('redirects more than 5 times');
  });

  it('is bounded in size, also where no length is announced', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200);
      const push = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', push);
      };
      push();
    });
    const limits = { timeoutMs: 30_000, maxBytes: 1024 * 1024, maxRedirects: 5 };
    expect(await messageOf(get(url, { limits }))).toContain('is larger than 1 MiB');
  });

  it('is bounded in time', async () => {
    const url = await serve(() => {});
    const limits = { timeoutMs: 200, maxBytes: 1024, maxRedirects: 5 };
    expect(await messageOf(get(url, { limits }))).toContain('did not answer within 0.2 s');
  });

  it('hands over what the server says about coming back, and hides the query', async () => {
    const url = await serve((_request, response) => response.writeHead(503, { 'retry-after': '7' }).end());
    const error = await get(`${url}/feed?key=hunter2`).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FetchError);
    expect(error).toMatchObject({ retryAfterMs: 7000 });
    expect(String(error)).toMatch(/\/feed answered 503/);
    expect(String(error)).not.toContain('hunter2');
  });

  it('an instant to come back at counts from the clock of the server', async () => {
    const wait = async (headers: Record<string, string>): Promise<unknown> => {
      const url = await serve((_request, response) => response.writeHead(429, headers).end());
      const error = await get(url).catch((thrown: unknown) => thrown);
      return error instanceof FetchError ? error.retryAfterMs : error;
    };
    const date = 'Tue, 02 Mar 2027 10:00:00 GMT';
    expect(await wait({ date, 'retry-after': 'Tue, 02 Mar 2027 10:05:00 GMT' })).toBe(300_000);
    expect(await wait({ date, 'retry-after': 'Tue, 02 Mar 2027 09:00:00 GMT' })).toBeUndefined();
    expect(await wait({ date, 'retry-after': 'soon' })).toBeUndefined();
  });

  it('names what could not be reached', async () => {
    expect(await messageOf(get('http://127.0.0.1:9'))).toMatch(
      /^http:\/\/127\.0\.0\.1:9\/ cannot be reached: ECONNREFUSED$/,
    );
  });
});
