import { describe, expect, it } from 'vitest';
import { createLanes } from '../../src/app/lanes.ts';
import { createRouting } from '../../src/app/routing.ts';
import { channelIdOf, LaneId, RouteId } from '../../src/domain/ids.ts';
import type { Workspace } from '../../src/domain/workspace.ts';
import type { Resolution } from '../../src/ports/chat-platform.ts';
import type { Store } from '../../src/ports/store.ts';
import { createClock, createLog, createPlatform, openMemory, settingsFor } from './kit.ts';

const SLACK = LaneId.parse('slack:T0STANDIN');
const WORKSPACE: Workspace = { platform: 'slack' };
const TIDES = channelIdOf(SLACK, 'C0TIDES');

const found = (native: string): Resolution => ({
  type: 'resolved',
  channel: channelIdOf(SLACK, native),
  name: `#${native}`,
  kind: 'channel',
});
const lost = (transient: boolean): Resolution => ({
  type: 'unresolved',
  reason: 'nobody sees it',
  mend: 'invite the bot',
  transient,
});

async function bench(mode: 'live' | 'rehearsal' = 'live', to = '"slack:#tides"') {
  const { policy } = settingsFor(`mode: ${mode}
timezone: Australia/Brisbane
operators: ["slack:#operators"]
routes: [{ match: all, to: [${to}] }]
`);
  const clock = createClock();
  const log = createLog();
  const store: Store = await openMemory(clock);
  const lanes = createLanes([WORKSPACE]);
  const answers = new Map<string, Resolution>([
    ['#tides', found('C0TIDES')],
    ['#operators', found('C0OPERATORS')],
  ]);
  const asked: string[] = [];
  const reported: string[] = [];
  let changes = 0;
  let change = async (): Promise<boolean> => true;
  const routing = createRouting({
    policy,
    store,
    lanes,
    clock,
    log,
    changed: async () => {
      changes += 1;
      return change();
    },
    report: ({ addresses, reason }) => void reported.push(`${addresses.join(', ')}: ${reason}`),
  });
  return {
    policy,
    clock,
    log,
    store,
    lanes,
    answers,
    asked,
    reported,
    routing,
    changes: () => changes,
    whenChanged: (work: () => Promise<boolean>) => {
      change = work;
    },
    connect: () =>
      lanes.add(
        createPlatform(SLACK, clock, (target) => {
          asked.push(target);
          return answers.get(target) ?? lost(false);
        }),
      ),
  };
}

describe('routing', () => {
  it('leads nowhere before a platform is connected, and says so only once that was tried', async () => {
    const { routing, lanes, connect, reported, changes, log } = await bench();
    lanes.expect(WORKSPACE);
    await routing.refresh();
    expect(routing.problems()).toEqual([]);
    lanes.tried(WORKSPACE, 'it did not answer');
    await routing.refresh();
    expect(routing.problems().map(({ address, reason }) => `${address}: ${reason}`)).toEqual([
      'slack:#tides: slack is not connected just now (it did not answer)',
      'slack:#operators: slack is not connected just now (it did not answer)',
    ]);
    expect(reported).toEqual([
      'slack:#tides, slack:#operators: slack is not connected just now (it did not answer)',
    ]);
    expect(routing.problems()[0]?.mend).toMatch(/^it is tried again by itself/);
    expect(log.lines.filter(({ message }) => message === 'addresses lead nowhere')).toHaveLength(1);
    const before = changes();
    connect();
    lanes.tried(WORKSPACE);
    await routing.refresh();
    expect(routing.problems()).toEqual([]);
    expect(routing.addresses().get('slack:#tides')).toBe(TIDES);
    expect(routing.operators()).toEqual([channelIdOf(SLACK, 'C0OPERATORS')]);
    expect(changes()).toBe(before + 1);
    routing.stop();
  });

  it('what has no credentials is told apart from what is merely away', async () => {
    const { routing, reported } = await bench('live', '"slack:#tides", "teams:19:x@thread.tacv2"');
    await routing.refresh();
    expect(reported).toEqual([
      'slack:#tides, slack:#operators: slack is not connected just now (it was not tried yet)',
      'teams:19:x@thread.tacv2: teams has no credentials',
    ]);
    expect(routing.problems().at(-1)?.mend).toMatch(/^give them/);
    routing.stop();
  });

  it('a workspace is told of once, in whichever way its addresses name it', async () => {
    const eecs: Workspace = { platform: 'slack', name: 'eecs' };
    const { policy } = settingsFor(`mode: live
timezone: UTC
routes: [{ match: all, to: ["slack:eecs/#tides", "slack:#ebb"] }]
`);
    const clock = createClock();
    const lanes = createLanes([eecs]);
    lanes.expect(eecs);
    lanes.tried(eecs, 'its token was revoked');
    const reported: string[] = [];
    const routing = createRouting({
      policy,
      store: await openMemory(clock),
      lanes,
      clock,
      log: createLog(),
      changed: async () => true,
      report: ({ addresses, reason }) => void reported.push(`${addresses.join(', ')}: ${reason}`),
    });
    await routing.refresh();
    expect(reported).toEqual([
      'slack:eecs/#tides, slack:#ebb: slack:eecs is not connected just now (its token was revoked)',
    ]);
    routing.stop();
  });

  it('notes since when a route has its channel, once', async () => {
    const { routing, connect, store, clock, policy } = await bench();
    const route = policy.routes[0]?.id ?? RouteId.parse('none');
    connect();
    const first = clock.now();
    await routing.refresh();
    expect(await store.read.directory.activatedAt(route, TIDES)).toEqual(first);
    await clock.advance({ hours: 1 });
    await routing.refresh();
    expect((await store.read.directory.activatedAt(route, TIDES))?.toString()).toBe(first.toString());
    routing.stop();
  });

  it('plans anew only where the routes lead somewhere new', async () => {
    const { routing, connect, answers, changes } = await bench();
    connect();
    await routing.refresh();
    await routing.refresh();
    expect(changes()).toBe(1);
    answers.set('#tides', found('C0MOVED'));
    await routing.refresh();
    expect(changes()).toBe(2);
    expect(routing.addresses().get('slack:#tides')).toBe(channelIdOf(SLACK, 'C0MOVED'));
    routing.stop();
  });

  it('is planned on later where this process could not tell just now whether it is the one that plans', async () => {
    const { routing, connect, changes, clock, whenChanged } = await bench();
    let isCertain = false;
    whenChanged(async () => isCertain);
    connect();
    await routing.refresh();
    await clock.advance({ minutes: 2 });
    expect(changes()).toBe(3);
    isCertain = true;
    await clock.advance({ minutes: 10 });
    expect(changes()).toBe(4);
    routing.stop();
  });

  it('asks again by itself where the reason passes, and keeps what it knew meanwhile', async () => {
    const { routing, connect, answers, asked, clock, reported } = await bench();
    connect();
    await routing.refresh();
    answers.set('#tides', lost(true));
    await routing.refresh();
    expect(routing.problems()).toMatchObject([{ address: 'slack:#tides', transient: true, standsIn: TIDES }]);
    expect(routing.addresses().get('slack:#tides')).toBe(TIDES);
    const before = asked.length;
    await clock.advance({ seconds: 59 });
    expect(asked).toHaveLength(before);
    answers.set('#tides', found('C0TIDES'));
    await clock.advance({ seconds: 1 });
    expect(asked.length).toBeGreaterThan(before);
    expect(routing.problems()).toEqual([]);
    // It mended by itself: nobody was told.
    expect(reported).toEqual([]);
    await clock.advance({ hours: 1 });
    expect(clock.armed).toBe(0);
    routing.stop();
  });

  it('what does not mend by itself is told once, until it changes, and is not asked for again', async () => {
    const { routing, connect, answers, clock, log, reported } = await bench();
    answers.set('#tides', lost(false));
    connect();
    await routing.refresh();
    await routing.refresh();
    expect(reported).toEqual(['slack:#tides: nobody sees it']);
    expect(log.lines.filter(({ message }) => message === 'addresses lead nowhere')).toHaveLength(1);
    expect(clock.armed).toBe(0);
    answers.set('#tides', found('C0TIDES'));
    await routing.refresh();
    answers.set('#tides', lost(false));
    await routing.refresh();
    expect(reported).toEqual(['slack:#tides: nobody sees it', 'slack:#tides: nobody sees it']);
    routing.stop();
  });

  it('a plan that the store did not take is made up for', async () => {
    const { routing, connect, clock, changes, whenChanged } = await bench();
    connect();
    whenChanged(async () => {
      throw new Error('the store is busy');
    });
    await expect(routing.refresh()).rejects.toThrow('the store is busy');
    whenChanged(async () => true);
    await clock.advance({ seconds: 60 });
    expect(changes()).toBe(2);
    // Done with: nothing is owed any more.
    await clock.advance({ hours: 1 });
    expect(changes()).toBe(2);
    routing.stop();
  });

  it('a request during a refresh causes exactly one more', async () => {
    const { routing, lanes, clock } = await bench();
    const answerings: (() => void)[] = [];
    let asked = 0;
    lanes.add(
      createPlatform(SLACK, clock, async (target) => {
        if (target === '#tides') asked += 1;
        await new Promise<void>((resolve) => answerings.push(resolve));
        return found(target.slice(1).toUpperCase());
      }),
    );
    const all = Promise.all([routing.refresh(), routing.refresh(), routing.refresh()]);
    for (let round = 0; round < 2; round += 1) {
      await clock.rest();
      expect(asked).toBe(round + 1);
      for (const answer of answerings.splice(0)) answer();
    }
    await all;
    expect(asked).toBe(2);
    routing.stop();
  });

  it('a workspace that does not answer holds up what is known of no other', async () => {
    const eecs: Workspace = { platform: 'slack', name: 'eecs' };
    const maths: Workspace = { platform: 'slack', name: 'maths' };
    const { policy } = settingsFor(`mode: live
timezone: UTC
routes: [{ id: all, match: all, to: ["slack:eecs/#tides", "slack:maths/#tides"] }]
`);
    const clock = createClock();
    const store = await openMemory(clock);
    const lanes = createLanes([eecs, maths]);
    const planned: string[][] = [];
    const routing = createRouting({
      policy,
      store,
      lanes,
      clock,
      log: createLog(),
      changed: async () => planned.push([...routing.addresses().values()]) > 0,
      report: () => {},
    });
    await routing.refresh();
    const connect = (workspace: Workspace, id: string, resolve: () => Promise<Resolution>): Promise<void> => {
      const lane = LaneId.parse(`slack:${id}`);
      lanes.claim(lane, workspace);
      lanes.add(createPlatform(lane, clock, resolve));
      return routing.refresh((address) => lanes.mayMean(address, workspace));
    };
    const at = (id: string): Resolution => ({
      type: 'resolved',
      channel: channelIdOf(LaneId.parse(`slack:${id}`), 'C0TIDES'),
      name: '#tides',
      kind: 'channel',
    });
    const { promise, resolve } = Promise.withResolvers<Resolution>();
    const hanging = connect(eecs, 'T0EECS', () => promise);
    await connect(maths, 'T0MATHS', async () => at('T0MATHS'));
    expect(planned.at(-1)).toEqual(['slack:T0MATHS/C0TIDES']);
    const known = () => store.read.directory.channels(LaneId.parse('slack:T0MATHS'));
    expect((await known()).map(({ name }) => name)).toEqual(['maths/#tides']);
    const route = RouteId.parse('all');
    const activated = (id: string) =>
      store.read.directory.activatedAt(route, channelIdOf(LaneId.parse(`slack:${id}`), 'C0TIDES'));
    expect(await activated('T0MATHS')).toBeDefined();
    expect(await activated('T0EECS')).toBeUndefined();
    resolve(at('T0EECS'));
    await hanging;
    expect(planned.at(-1)?.toSorted()).toEqual(['slack:T0EECS/C0TIDES', 'slack:T0MATHS/C0TIDES']);
    routing.stop();
  });

  it('what was known of a workspace does not stand in where its name has gone to another', async () => {
    const eecs: Workspace = { platform: 'slack', name: 'eecs' };
    const maths: Workspace = { platform: 'slack', name: 'maths' };
    const { policy } = settingsFor(`mode: live
timezone: UTC
routes: [{ match: all, to: ["slack:eecs/#tides"] }]
`);
    const clock = createClock();
    const store = await openMemory(clock);
    await store.transaction((tx) => tx.directory.putResolved('slack:eecs/#tides', TIDES));
    const open = (owner: Workspace) => {
      const lanes = createLanes([eecs, maths]);
      lanes.claim(SLACK, owner);
      lanes.add(createPlatform(SLACK, clock, () => lost(true)));
      return createRouting({
        policy,
        store,
        lanes,
        clock,
        log: createLog(),
        changed: async () => true,
        report: () => {},
      });
    };
    const same = open(eecs);
    await same.refresh();
    expect([...same.addresses().values()]).toEqual([TIDES]);
    same.stop();
    const swapped = open(maths);
    await swapped.refresh();
    expect(swapped.addresses().size).toBe(0);
    swapped.stop();
  });

  it('in rehearsal the addresses lead to the preview without asking anybody', async () => {
    const { routing, connect, asked } = await bench('rehearsal');
    connect();
    await routing.refresh();
    expect(asked).toEqual([]);
    expect(routing.addresses().get('slack:#tides')).toBe('preview:local/slack:#tides');
    routing.stop();
  });

  it('after a stop nothing is asked any more', async () => {
    const { routing, connect, answers, asked, clock } = await bench();
    answers.set('#tides', lost(true));
    connect();
    await routing.refresh();
    routing.stop();
    const before = asked.length;
    await clock.advance({ hours: 1 });
    await routing.refresh();
    expect(asked).toHaveLength(before);
  });
});
