import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  createHttpConnections,
  type HttpConnections,
  type OnceRequest,
} from '../../src/support/http-once.ts';

const BODY = 'good evening';

/** A server of bytes: what it answers a request with is said by each test. It keeps what it was sent. */
class Far {
  readonly sockets: Socket[] = [];
  readonly heard: string[] = [];
  #server: Server | undefined;

  async listen(serve: (socket: Socket) => void): Promise<URL> {
    this.#server = createServer((socket) => {
      this.sockets.push(socket);
      socket.on('error', () => {});
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
        if (!text.endsWith(BODY)) return;
        this.heard.push(text);
        text = '';
        serve(socket);
      });
    });
    const server = this.#server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return new URL(
      `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/say?to=all`,
    );
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

const far: Far[] = [];
afterEach(() => Promise.all(far.splice(0).map((one) => one.close())));

function aFar(): Far {
  const one = new Far();
  far.push(one);
  return one;
}

function open(connections: HttpConnections = createHttpConnections(2_000), atOnce?: number) {
  const http = connections.open(atOnce);
  onTestFinished(() => http.close());
  return http;
}

const aPost = (address: URL): OnceRequest => ({
  method: 'POST',
  address,
  headers: { 'content-type': 'text/plain' },
  body: BODY,
});
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\nx-mark: a\r\n\r\nhello';

describe('one request', () => {
  it('brings the answer whole, and keeps the connection', async () => {
    const server = aFar();
    const address = await server.listen((socket) => socket.write(OK));
    const http = open();
    for (let n = 0; n < 3; n += 1) {
      expect(await http.send(aPost(address), 2_000)).toMatchObject({
        type: 'answered',
        status: 200,
        headers: { 'x-mark': 'a' },
        text: 'hello',
      });
    }
    expect(server.heard).toHaveLength(3);
    expect(server.heard[0]).toMatch(/^POST \/say\?to=all HTTP\/1\.1\r\n/);
    expect(server.sockets).toHaveLength(1);
  });

  it('is no answer to another: each in flight has a connection of its own', async () => {
    const server = aFar();
    const waiting: Socket[] = [];
    const address = await server.listen((socket) => {
      waiting.push(socket);
      if (waiting.length === 5) for (const one of waiting) one.write(OK);
    });
    const http = open();
    const all = await Promise.all(Array.from({ length: 5 }, () => http.send(aPost(address), 2_000)));
    expect(all.map(({ type }) => type)).toEqual(Array.from({ length: 5 }, () => 'answered'));
    expect(server.sockets).toHaveLength(5);
  });

  it('follows no redirect', async () => {
    const server = aFar();
    const address = await server.listen((socket) =>
      socket.write('HTTP/1.1 307 There\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n'),
    );
    expect(await open().send(aPost(address), 2_000)).toMatchObject({ type: 'answered', status: 307 });
    expect(server.heard).toHaveLength(1);
  });

  it.each([
    ['a reset', (socket: Socket) => socket.resetAndDestroy()],
    ['an end without a word', (socket: Socket) => socket.end()],
    ['half an answer', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhal')],
    ['no HTTP at all', (socket: Socket) => socket.end('good evening to you\r\n\r\n')],
  ])('after %s it is broken, begun, and never repeated', async (_, answer) => {
    const server = aFar();
    const address = await server.listen(answer);
    const exchange = await open().send(aPost(address), 2_000);
    expect(exchange).toMatchObject({ type: 'broken', begun: true, timedOut: false });
    expect(server.heard).toHaveLength(1);
  });

  it('that is not answered ends with its time, begun', async () => {
    const server = aFar();
    const address = await server.listen(() => {});
    expect(await open().send(aPost(address), 50)).toMatchObject({
      type: 'broken',
      begun: true,
      timedOut: true,
    });
    expect(server.heard).toHaveLength(1);
  });

  it('that nobody takes has never begun', async () => {
    const server = aFar();
    const address = await server.listen(() => {});
    await server.close();
    expect(await open().send(aPost(address), 2_000)).toMatchObject({
      type: 'broken',
      begun: false,
      error: { code: 'ECONNREFUSED' },
    });
  });

  it('with a header that cannot be sent has never begun', async () => {
    const server = aFar();
    const address = await server.listen((socket) => socket.write(OK));
    const request = { ...aPost(address), headers: { 'x-bad': 'a\nb' } };
    expect(await open().send(request, 2_000)).toMatchObject({ type: 'broken', begun: false });
    expect(server.heard).toEqual([]);
  });
});

describe('connections that several have in common', () => {
  it('are taken by one when another has done with them', async () => {
    const server = aFar();
    const address = await server.listen((socket) => socket.write(OK));
    const shared = createHttpConnections(2_000);
    for (const http of [open(shared), open(shared), open(shared)])
      expect(await http.send(aPost(address), 2_000)).toMatchObject({ type: 'answered' });
    expect(server.sockets).toHaveLength(1);
  });

  it('one whose requests hang takes no more than its share, and holds up nobody', async () => {
    const silent = aFar();
    const shared = createHttpConnections(2_000);
    const address = await silent.listen((socket) => {
      if (silent.heard.at(-1)?.includes('x-who: other')) socket.write(OK);
    });
    const [hanging, other] = [open(shared, 2), open(shared, 2)];
    const stuck = Array.from({ length: 5 }, () => hanging.send(aPost(address), 10_000));
    const request = { ...aPost(address), headers: { 'x-who': 'other' } };
    for (let n = 0; n < 3; n += 1)
      expect(await other.send(request, 2_000)).toMatchObject({ type: 'answered' });
    await hanging.close();
    const ends = await Promise.all(stuck);
    // Two had left, three never did, and it is known which.
    expect(ends.map((end) => end.type === 'broken' && end.begun)).toEqual([true, true, false, false, false]);
    expect(silent.heard.filter((text) => !text.includes('x-who'))).toHaveLength(2);
    // What one closes is not closed to the others.
    expect(await other.send(request, 2_000)).toMatchObject({ type: 'answered' });
  });

  it('what waits for its turn goes out when one ends, in order', async () => {
    const server = aFar();
    let answered = 0;
    let most = 0;
    const address = await server.listen((socket) => {
      most = Math.max(most, server.heard.length - answered);
      setTimeout(() => {
        answered += 1;
        socket.write(OK);
      }, 5);
    });
    const http = open(createHttpConnections(2_000), 1);
    const sent = Array.from({ length: 4 }, (_, n) =>
      http.send({ ...aPost(address), headers: { 'x-n': String(n) } }, 2_000),
    );
    expect((await Promise.all(sent)).map(({ type }) => type)).toEqual(
      Array.from({ length: 4 }, () => 'answered'),
    );
    expect(server.heard.map((text) => /x-n: (\d)/.exec(text)?.[1])).toEqual(['0', '1', '2', '3']);
    expect(most).toBe(1);
  });

  it('what waited until its time was over never leaves', async () => {
    const server = aFar();
    const answers: (() => void)[] = [];
    const address = await server.listen((socket) => answers.push(() => socket.write(OK)));
    const http = open(createHttpConnections(2_000), 1);
    const first = http.send(aPost(address), 10_000);
    expect(await http.send(aPost(address), 50)).toMatchObject({
      type: 'broken',
      begun: false,
      timedOut: true,
    });
    expect(answers).toHaveLength(1);
    answers[0]?.();
    expect(await first).toMatchObject({ type: 'answered' });
    expect(server.heard).toHaveLength(1);
  });

  it('closed, it sends nothing more; opened again, the connections are there', async () => {
    const server = aFar();
    const address = await server.listen((socket) => socket.write(OK));
    const shared = createHttpConnections(2_000);
    const http = open(shared);
    await http.close();
    expect(await http.send(aPost(address), 2_000)).toMatchObject({ type: 'broken', begun: false });
    expect(server.heard).toEqual([]);
    expect(await open(shared).send(aPost(address), 2_000)).toMatchObject({ type: 'answered' });
  });
});
