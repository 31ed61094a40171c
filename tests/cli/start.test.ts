import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LecternProcess } from '../support/lectern-process.ts';
import { SlackServer } from '../support/slack-server/slack-server.ts';
import { untilTrue } from '../support/until-true.ts';
import { buildHouse, type House, MAIN, ROOT, startsIn } from './house.ts';

/** What a stop may take, by contract. */
const STOP_MS = 10_000;

async function start(
  house: House,
  variables: Readonly<Record<string, string>> = {},
): Promise<LecternProcess> {
  const lectern = await LecternProcess.start({ ...house.variables, ...variables });
  onTestFinished(async () => {
    await lectern.stop('SIGKILL');
  });
  return lectern;
}

/** Takes every connection and never says a word. */
async function silentServer(): Promise<{ readonly port: number; readonly connections: () => number }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, connections: () => sockets.size };
}

describe('start', () => {
  it('says where to look and that nothing else has credentials; SIGTERM ends it with 0', async () => {
    const lectern = await start(buildHouse());
    expect((await fetch(`${lectern.url}/healthz`)).status).toBe(200);
    await untilTrue(async () => (await fetch(`${lectern.url}/readyz`)).status === 200);
    expect(lectern.said()).toMatch(
      /^Lectern is running\. Look at http:\/\/127\.0\.0\.1:\d+\/\nNo credentials are set: .*preview.*\n$/,
    );
    expect(await lectern.stop()).toBe(0);
    const log = lectern.log().trimEnd().split('\n');
    expect(log.every((line) => JSON.parse(line).level !== 'error')).toBe(true);
  });

  it('stops within ten seconds while a platform hangs, and holds nothing up before', async () => {
    const { port, connections } = await silentServer();
    const lectern = await start(buildHouse(), {
      SLACK_BOT_TOKEN: 'xoxb-stand-in',
      SLACK_APP_TOKEN: 'xapp-stand-in',
      SLACK_API_URL: `http://127.0.0.1:${port}/api/`,
    });
    await untilTrue(async () => connections() > 0);
    expect((await fetch(`${lectern.url}/`)).status).toBe(200);
    const ready = await fetch(`${lectern.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ store: true, platforms: { slack: { ready: false } } });
    const begin = performance.now();
    expect(await lectern.stop()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(STOP_MS);
  });

  it('stops within ten seconds while a post hangs and a page is being watched', async () => {
    const slack = await SlackServer.start();
    onTestFinished(() => slack.close());
    slack.workspace.addChannel('tides');
    slack.faults.next({ type: 'hang', stored: true }, 'chat.postMessage');
    const house = buildHouse(`mode: live
timezone: Australia/Brisbane
sources: [{ type: files, path: seminars }]
routes:
  - match: all
    to: ["slack:#tides", "preview:#tides"]
    announce: immediately
`);
    house.write('seminars/ebb.yaml', `title: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    const arrived = slack.arrival(({ method }) => method === 'chat.postMessage');
    const lectern = await start(house, {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    });
    const watching = await fetch(`${lectern.url}/preview/events`);
    expect(watching.status).toBe(200);
    await arrived;
    const begin = performance.now();
    expect(await lectern.stop()).toBe(0);
    expect(performance.now() - begin).toBeLessThan(STOP_MS);
    // What was in flight is on record as such, for the next start to settle.
    const states = await house.inStore(async (store) =>
      (await store.read.outbox.find({ kinds: ['announcement'] })).map(
        ({ lane, state }) => `${lane} ${state}`,
      ),
    );
    expect(states.filter((state) => state.startsWith('slack:'))[0]).toMatch(/ (?:sending|unknown)$/);
  });

  it('is what `npm start` is: SIGTERM reaches it through npm, and ends both with 0', async () => {
    const house = buildHouse();
    const child = spawn('npm', ['start'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: house.path, PORT: '0', ...house.variables },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const exit = once(child, 'exit');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      said += piece;
    });
    await untilTrue(async () => /Look at http\S+/.test(said));
    const url = /Look at (http\S+)/.exec(said)?.[1] ?? '';
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('a second Ctrl-C, as npm sends it, does not break the stop off', async () => {
    const house = buildHouse();
    const child = spawn(process.execPath, [MAIN, 'start'], {
      cwd: house.path,
      env: { PATH: '/usr/bin:/bin', PORT: '0', ...house.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exit = once(child, 'exit');
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    // Two signals at once would be one: the second comes while the first is being seen to.
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      log += piece;
    });
    await untilTrue(async () => log.includes('"msg":"stopping"'), { every: 1 });
    child.kill('SIGINT');
    expect(await exit).toEqual([0, null]);
  });

  it('goes on where nobody reads its log any more', async () => {
    const house = buildHouse();
    const child = spawn(process.execPath, [MAIN, 'start'], {
      cwd: house.path,
      env: { PATH: '/usr/bin:/bin', PORT: '0', LOG_LEVEL: 'trace', ...house.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exit = once(child, 'exit');
    await once(child.stdout, 'data');
    child.stderr.destroy();
    house.write('seminars/ebb.yaml', `series: tides\ntitle: On Ebbing\n${startsIn({ hours: 50 })}\n`);
    await untilTrue(async () =>
      JSON.stringify(await house.json(['log', '--state', 'sent'])).includes('On Ebbing'),
    );
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });

  it('a port that is taken is told in one sentence', async () => {
    const first = await start(buildHouse());
    const { port } = new URL(first.url);
    const { status, out, err } = await buildHouse().run(['start'], { variables: { PORT: port } });
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(lastLine(err)).toBe(
      `port ${port} on 127.0.0.1 is taken, perhaps by another Lectern: stop that, or set PORT to a free one`,
    );
    expect(err).not.toMatch(/^\s+at /m);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
  });

  it('an address that is not of this machine likewise', async () => {
    const { status, err } = await buildHouse().run(['start'], {
      variables: { HOST: '192.0.2.1', PORT: '0' },
    });
    expect(status).toBe(1);
    expect(lastLine(err)).toContain('HOST=192.0.2.1 is no address of this machine');
  });

  it('a store that cannot be opened likewise; whoever debugs gets the stack', async () => {
    const house = buildHouse();
    const file = house.write('not-a-folder', 'text');
    const variables = { DATABASE_URL: `sqlite:${file}/lectern.db`, PORT: '0' };
    const { status, out, err } = await house.run(['start'], { variables });
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^the store \S+\/not-a-folder\/lectern\.db cannot be opened: .*\n$/);
    const debugging = await house.run(['start'], { variables: { ...variables, LOG_LEVEL: 'debug' } });
    expect(debugging.status).toBe(1);
    expect(debugging.err).toMatch(/^ {4}at /m);
  });

  it('a store that is none, and a database that does not answer, without its password', async () => {
    const house = buildHouse();
    const none = await house.run(['list'], { variables: { DATABASE_URL: 'mysql://root@example.edu/x' } });
    expect(none).toMatchObject({ status: 1, out: '' });
    expect(none.err).toMatch(/is no address of a store; allowed are sqlite:PATH/);
    // Nobody listens at port 1.
    const variables = { DATABASE_URL: 'postgres://lectern:hunter2-hunter2@127.0.0.1:1/x' };
    const absent = await house.run(['list'], { variables });
    expect(absent.status).toBe(1);
    expect(absent.err).toMatch(/^the database that DATABASE_URL names cannot be used: .*ECONNREFUSED.*\n$/);
    expect(absent.err).not.toContain('hunter2');
  });
});

describe('demo', () => {
  it('needs nothing, tells its programme, and announces at once', async () => {
    const lectern = await LecternProcess.start({}, ['demo']);
    onTestFinished(async () => {
      await lectern.stop('SIGKILL');
    });
    await untilTrue(async () =>
      (await (await fetch(`${lectern.url}/`)).text()).includes('The Moon as a Clock Signal'),
    );
    expect(lectern.said()).toMatch(/^Look at http:\/\/127\.0\.0\.1:\d+\/ and leave it open:\n {2}0:00 /);
    expect(await lectern.stop()).toBe(0);
  });
});

function lastLine(lines: string): string {
  return lines.trimEnd().split('\n').at(-1) ?? '';
}
