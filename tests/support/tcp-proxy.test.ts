import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { TcpProxy } from './tcp-proxy.ts';
import { untilTrue } from './until-true.ts';

/** A server that answers everything it reads with the same, and what it has read. */
async function startEcho(): Promise<{ readonly proxy: TcpProxy; readonly read: () => string }> {
  let read = '';
  const sockets = new Set<Socket>();
  const echo = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      read += String(bytes);
      socket.write(bytes);
    });
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const proxy = await TcpProxy.start(address.port);
  onTestFinished(async () => {
    await proxy.close();
    for (const socket of sockets) socket.destroy();
    echo.close();
  });
  return { proxy, read: () => read };
}

interface Caller {
  readonly socket: Socket;
  readonly heard: () => string;
  readonly error: () => string | undefined;
  say(text: string): void;
}

async function call(proxy: TcpProxy): Promise<Caller> {
  const socket = connect(proxy.port, '127.0.0.1');
  let heard = '';
  let error: string | undefined;
  socket.on('data', (bytes) => {
    heard += String(bytes);
  });
  socket.on('error', (cause) => {
    error = 'code' in cause ? String(cause.code) : cause.message;
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return {
    socket,
    heard: () => heard,
    error: () => error,
    say: (text) => void socket.write(text),
  };
}

it('lets everything pass, and hands on the end', async () => {
  const { proxy } = await startEcho();
  const caller = await call(proxy);
  caller.say('hello');
  await untilTrue(async () => caller.heard() === 'hello');
  caller.socket.end();
  await untilTrue(async () => caller.socket.closed);
});

it('refuses: who is there is reset, and who comes', async () => {
  const { proxy, read } = await startEcho();
  const caller = await call(proxy);
  caller.say('one');
  await untilTrue(async () => caller.heard() === 'one');
  proxy.refuse();
  await untilTrue(async () => caller.error() === 'ECONNRESET');
  const late = await call(proxy).catch(() => undefined);
  late?.say('two');
  await untilTrue(async () => late === undefined || late.socket.destroyed);
  proxy.reopen('reset');
  const back = await call(proxy);
  back.say('three');
  await untilTrue(async () => back.heard() === 'three');
  expect(read()).toBe('onethree');
});

it.each([
  ['resumed', 'answer', undefined],
  ['reset', '', 'ECONNRESET'],
] as const)('is silent, and then %s', async (how, heard, error) => {
  const { proxy, read } = await startEcho();
  const caller = await call(proxy);
  proxy.silence();
  caller.say('answer');
  const other = await call(proxy);
  other.say('answer');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([read(), caller.heard(), caller.error()]).toEqual(['', '', undefined]);
  proxy.reopen(how);
  await untilTrue(async () => caller.heard() === heard && caller.error() === error);
});

it('is silent, and then what was there is forgotten', async () => {
  const { proxy } = await startEcho();
  const caller = await call(proxy);
  proxy.silence();
  caller.say('lost');
  await new Promise((resolve) => setTimeout(resolve, 20));
  proxy.reopen('forgotten');
  const back = await call(proxy);
  back.say('new');
  await untilTrue(async () => back.heard() === 'new');
  expect([caller.heard(), caller.error()]).toEqual(['', undefined]);
});

it('resets before what is sent arrives, or when its answer comes', async () => {
  const { proxy, read } = await startEcho();
  const before = await call(proxy);
  proxy.intercept = () => 'reset before';
  before.say('never');
  await untilTrue(async () => before.error() === 'ECONNRESET');
  expect(read()).toBe('');
  const after = await call(proxy);
  proxy.intercept = () => 'reset at answer';
  after.say('arrived');
  await untilTrue(async () => after.error() === 'ECONNRESET');
  expect([read(), after.heard()]).toEqual(['arrived', '']);
});

it('falls silent at an answer, and gives it when it is resumed', async () => {
  const { proxy, read } = await startEcho();
  const caller = await call(proxy);
  proxy.intercept = () => 'silence at answer';
  caller.say('commit');
  await untilTrue(async () => proxy.state === 'silent');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([read(), caller.heard()]).toEqual(['commit', '']);
  proxy.intercept = () => 'pass';
  proxy.reopen('resumed');
  await untilTrue(async () => caller.heard() === 'commit');
});

it('once it is open again, stays so, though the answer that it was to fall silent at comes only then', async () => {
  const { proxy } = await startEcho();
  const caller = await call(proxy);
  proxy.intercept = () => {
    proxy.intercept = () => 'pass';
    setImmediate(() => proxy.silence());
    return 'silence at answer';
  };
  caller.say('commit');
  await untilTrue(async () => proxy.state === 'silent');
  await new Promise((resolve) => setTimeout(resolve, 20));
  proxy.reopen('resumed');
  await untilTrue(async () => caller.heard() === 'commit');
  expect(proxy.state).toBe('open');
});
