import { describe, expect, it } from 'vitest';
import { createChannelEvents } from '../../src/app/channel-events.ts';
import { createLanes } from '../../src/app/lanes.ts';
import { withPlainNames } from '../../src/app/plain-names.ts';
import { channelIdOf, LaneId } from '../../src/domain/ids.ts';
import { LANES_BY_ID, type Workspace } from '../../src/domain/workspace.ts';
import type { KnownChannel } from '../../src/ports/store/directory.ts';
import { createClock, createLog, openMemory } from './kit.ts';

const LANE = LaneId.parse('slack:T0STANDIN');
const ID = channelIdOf(LANE, 'C0TIDES');
const TIDES: KnownChannel = { id: ID, lane: LANE, name: '#tides', kind: 'channel' };

async function bench() {
  const clock = createClock();
  const store = await openMemory(clock);
  const told: string[] = [];
  let refreshes = 0;
  const events = createChannelEvents({
    store,
    log: createLog(),
    clock,
    names: LANES_BY_ID,
    tellOperators: async (text) => void told.push(text),
    refresh: async () => {
      refreshes += 1;
    },
  });
  return {
    clock,
    store,
    told,
    events,
    refreshes: () => refreshes,
    known: () => store.read.directory.channel(ID),
  };
}

describe('what platforms tell of their channels', () => {
  it('carries the workspace before its name where there are several, and is told with it', async () => {
    const clock = createClock();
    const store = await openMemory(clock);
    const told: string[] = [];
    const refreshed: string[] = [];
    const maths: Workspace = { platform: 'slack', name: 'maths' };
    const lanes = createLanes([maths, { platform: 'slack', name: 'eecs' }]);
    lanes.claim(LANE, maths);
    const events = createChannelEvents({
      store,
      log: createLog(),
      clock,
      names: lanes,
      tellOperators: async (text) => void told.push(text),
      refresh: async (lane) => void refreshed.push(lane),
    });
    await events.seen(TIDES);
    // As the platform's own directory has it, and as everybody else's.
    const own = withPlainNames(store.read.directory, lanes);
    expect((await own.channels(LANE)).map(({ name }) => name)).toEqual(['#tides']);
    await events.seen((await store.read.directory.channel(ID)) ?? TIDES);
    expect((await store.read.directory.channel(ID))?.name).toBe('maths/#tides');
    await events.lost(ID, 'I was removed', 'Invite me.');
    expect(told).toEqual(['maths/#tides: I was removed. Invite me.']);
    expect(refreshed).toEqual([LANE]);
  });

  it('a new one is kept, and addresses are resolved anew', async () => {
    const { events, known, refreshes } = await bench();
    await events.seen(TIDES);
    expect(await known()).toEqual(TIDES);
    expect(refreshes()).toBe(1);
  });

  it('the same again costs no more than the write', async () => {
    const { events, refreshes, known } = await bench();
    await events.seen(TIDES);
    await events.seen({ ...TIDES, members: 12 });
    expect(refreshes()).toBe(1);
    expect((await known())?.members).toBe(12);
  });

  it('a new name, and a new way to post there, are looked into', async () => {
    const { events, refreshes, known } = await bench();
    await events.seen(TIDES);
    await events.seen({ ...TIDES, name: '#currents' });
    await events.seen({ ...TIDES, name: '#currents', reference: '{"way": 2}' });
    expect(refreshes()).toBe(3);
    expect(await known()).toMatchObject({ name: '#currents', reference: '{"way": 2}' });
  });

  it('a lost one is set aside with the reason, and the operators are told once what to do', async () => {
    const { events, known, told, clock } = await bench();
    await events.seen(TIDES);
    await clock.advance({ minutes: 5 });
    await events.lost(ID, 'the channel was archived', 'Unarchive it.');
    await events.lost(ID, 'the channel was archived', 'Unarchive it.');
    expect((await known())?.aside).toMatchObject({
      reason: 'the channel was archived',
      mend: 'Unarchive it.',
    });
    expect((await known())?.aside?.since.toString()).toBe(clock.now().toString());
    expect(told).toEqual(['#tides: the channel was archived. Unarchive it.']);
  });

  it('one that is seen again is mended', async () => {
    const { events, known, refreshes } = await bench();
    await events.seen(TIDES);
    await events.lost(ID, 'the bot was removed', 'Invite it.');
    await events.seen(TIDES);
    expect(await known()).toEqual(TIDES);
    expect(refreshes()).toBe(2);
  });

  it('one that nobody knew is no loss', async () => {
    const { events, known, told } = await bench();
    await events.lost(ID, 'the bot was removed', 'Invite it.');
    expect(await known()).toBeUndefined();
    expect(told).toEqual([]);
  });
});
