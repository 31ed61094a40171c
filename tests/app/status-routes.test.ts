import { describe, expect, it, onTestFinished } from 'vitest';
import { startHttpServer } from '../../src/app/http-server.ts';
import { createStatusRoutes, type StatusParts } from '../../src/app/status-routes.ts';
import { channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { noticeIdOf } from '../../src/domain/notice.ts';
import { createClock, createLog, openMemory } from './kit.ts';

const LANE = LaneId.parse('preview:local');
const READY: StatusParts['dispatcher'] = () => ({
  ready: true,
  lanes: [{ lane: LANE, state: 'idle', inFlight: 3 }],
});

async function bench(parts: Partial<StatusParts> = {}) {
  const clock = createClock();
  const store = await openMemory(clock);
  const routes = createStatusRoutes({
    read: store.read,
    clock,
    platforms: () => ({ [LANE]: { ready: true, detail: 'shown' } }),
    dispatcher: READY,
    ...parts,
  });
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, log: createLog() });
  onTestFinished(() => server.close(0));
  return { clock, store, ask: (path: string) => fetch(`${server.url}${path}`) };
}

describe('/healthz', () => {
  it('says that the process answers, whatever else is wrong, and is never kept', async () => {
    const { ask } = await bench({ dispatcher: () => ({ ready: false, lanes: [] }) });
    const response = await ask('/healthz');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('ok\n');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('/readyz', () => {
  it('is 200 where store, platforms and dispatcher do their work', async () => {
    const { ask } = await bench();
    const response = await ask('/readyz');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      ready: true,
      store: true,
      platforms: { [LANE]: { ready: true, detail: 'shown' } },
      dispatcher: { ready: true, lanes: [{ lane: LANE, state: 'idle', inFlight: 3 }] },
    });
  });

  it('is 503 and says which while a platform is dead', async () => {
    const platforms = () => ({
      [LANE]: { ready: true, detail: 'shown' },
      slack: { ready: false, detail: 'Slack refused SLACK_BOT_TOKEN' },
    });
    const response = await (await bench({ platforms })).ask('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      ready: false,
      platforms: { slack: { ready: false, detail: 'Slack refused SLACK_BOT_TOKEN' } },
    });
  });

  it('of several workspaces one that works keeps the service ready; the others are told of', async () => {
    const health = (ready: boolean) => ({ ready, detail: 'as it is' });
    let maths = true;
    const platforms = () => ({
      [LANE]: health(true),
      'slack:eecs': health(false),
      'slack:T0MATHS01': health(maths),
      'teams:tenant': health(true),
    });
    const { ask } = await bench({ platforms });
    const response = await ask('/readyz');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      ready: true,
      platforms: { 'slack:eecs': { ready: false } },
    });
    maths = false;
    expect((await ask('/readyz')).status).toBe(503);
  });

  it('is 503 while the dispatcher does not work, and while the store does not answer', async () => {
    const still = await (await bench({ dispatcher: () => ({ ready: false, lanes: [] }) })).ask('/readyz');
    expect(still.status).toBe(503);
    const { store, ask } = await bench();
    await store.close();
    const closed = await ask('/readyz');
    expect(closed.status).toBe(503);
    expect(await closed.json()).toMatchObject({ ready: false, store: false });
  });
});

describe('/metrics', () => {
  it('counts notices by state, says how long the oldest waits, how platforms are, and what is in flight', async () => {
    const { clock, store, ask } = await bench({
      platforms: () => ({ [LANE]: { ready: true, detail: '' }, slack: { ready: false, detail: '' } }),
    });
    const channel = channelIdOf(LANE, '#tides');
    const now = clock.now();
    await store.transaction((tx) =>
      tx.outbox.plan(
        [90, -90].map((seconds) => {
          const key = { kind: 'note', request: String(seconds), channel } as const;
          const due = now.subtract({ seconds });
          return {
            id: noticeIdOf(key),
            key,
            kind: 'note',
            lane: LANE,
            channel,
            due,
            expires: now.add({ hours: 1 }),
            detail: {},
          };
        }),
        now,
      ),
    );
    const response = await ask('/metrics');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const lines = (await response.text()).split('\n');
    expect(lines).toContain('lectern_notices{state="due"} 2');
    expect(lines).toContain('lectern_notices{state="sent"} 0');
    expect(lines).toContain('lectern_overdue_seconds 90');
    expect(lines).toContain(`lectern_platform_ready{platform="${LANE}"} 1`);
    expect(lines).toContain('lectern_platform_ready{platform="slack"} 0');
    expect(lines).toContain(`lectern_in_flight{lane="${LANE}"} 3`);
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
  });

  it('forgets a platform that goes by another name now', async () => {
    let name = 'slack';
    const { ask } = await bench({ platforms: () => ({ [name]: { ready: true, detail: '' } }) });
    expect(await (await ask('/metrics')).text()).toContain('lectern_platform_ready{platform="slack"} 1');
    name = 'slack:T0STANDIN';
    const text = await (await ask('/metrics')).text();
    expect(text).toContain('lectern_platform_ready{platform="slack:T0STANDIN"} 1');
    expect(text).not.toContain('platform="slack"}');
  });
});
