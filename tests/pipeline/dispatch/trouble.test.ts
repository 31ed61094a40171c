import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { SeminarId } from '../../../src/domain/ids.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { UNLIMITED } from '../../support/fake-chat.ts';
import { at, CHANNEL, FAR_CHANNEL, LANE, OTHER_LANE, openWorld, type World } from './world.ts';

const LATER = '2026-11-26T09:30:00+10:00';

function many(count: number): Seminar[] {
  return Array.from({ length: count }, (_, i) =>
    aSeminar({ id: SeminarId.parse(`talk${String(i).padStart(4, '0')}`), title: `Talk ${i}` }),
  );
}

async function saveAll(world: World, seminars: readonly Seminar[]): Promise<void> {
  for (const seminar of seminars) await world.save(seminar);
}

describe('a platform that asks to wait', () => {
  it('is left alone for as long as it asks, and everything arrives', async () => {
    const world = await openWorld({ policy: { guard: { burst: 99, largeChannel: 500 } } });
    await world.start();
    await saveAll(world, many(5));
    const until = at('2026-11-26T09:02:00+10:00');
    world.server.fault = ({ type }) => {
      const left = until.epochMilliseconds - world.clock.now().epochMilliseconds;
      return type === 'post' && left > 0 ? { type: 'throttle', afterMs: left, scope: 'lane' } : undefined;
    };
    await world.clock.advanceTo(LATER);
    expect(world.server.standing()).toHaveLength(5);
    const early = world.server.requests.filter(({ at: when }) => Temporal.Instant.compare(when, until) < 0);
    // Those that were in flight together; none after the first answer.
    expect(new Set(early.map(({ at: when }) => when.epochMilliseconds)).size).toBe(1);
  });

  it('for one channel: another goes on', async () => {
    const lanes = [{ lane: OTHER_LANE }];
    const world = await openWorld({
      lanes,
      route: { to: [parseAddress('slack:#tides'), parseAddress('slack:T2/#foam')] },
    });
    await world.start();
    await world.save(aSeminar());
    world.server.fault = ({ type, channel }) =>
      type === 'post' && channel === CHANNEL
        ? { type: 'throttle', afterMs: 600_000, scope: 'channel' }
        : undefined;
    await world.clock.advanceTo('2026-11-26T09:00:01+10:00');
    expect(world.kinds(FAR_CHANNEL)).toEqual(['announcement']);
    expect(world.kinds(CHANNEL)).toEqual([]);
  });
});

describe('pacing', () => {
  const limits = {
    channel: [{ count: 1, ms: 1_000 }],
    lane: [{ count: 20, ms: 1_000 }],
    edits: [{ count: 50, ms: 60_000 }],
    inFlight: 16,
  };

  it('keeps the channel’s window at the platform’s door, with more than 95 % of the rate', async () => {
    const world = await openWorld({ policy: { guard: { burst: 99, largeChannel: 500 } }, chat: { limits } });
    await world.start();
    await saveAll(world, many(60));
    await world.clock.advanceTo('2026-11-26T09:02:00+10:00');
    const times = world.server.requests
      .filter(({ type }) => type === 'post')
      .map(({ at: when }) => when.epochMilliseconds);
    expect(times).toHaveLength(60);
    for (const [i, time] of times.entries()) {
      const before = times[i - 1];
      if (before !== undefined) expect(time - before).toBeGreaterThanOrEqual(1_000);
    }
    const first = times[0] ?? 0;
    const last = times.at(-1) ?? 0;
    expect(59_000 / (last - first)).toBeGreaterThan(0.95);
  });

  it('lets the urgent go first where not all can go at once', async () => {
    const world = await openWorld({
      policy: { guard: { burst: 99, largeChannel: 500 } },
      route: {
        announce: { when: parseOffset('15m'), needs: [], latest: parseOffset('15m') },
        remind: [parseOffset('10m')],
      },
      chat: { limits },
    });
    await world.start();
    // Thirty announcements are due when one reminder falls due in between.
    await saveAll(world, many(30));
    await world.save(
      aSeminar({ start: at('2026-12-03T10:55:10+10:00'), end: at('2026-12-03T12:00:00+10:00') }),
    );
    await world.clock.advanceTo('2026-12-03T10:50:00+10:00');
    const reminder = world.server.standing().find(({ card }) => card.kind === 'reminder');
    const late = (reminder?.at.epochMilliseconds ?? 0) - at('2026-12-03T10:45:10+10:00').epochMilliseconds;
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(1_100);
  });

  it('an urgent post is on time while edits wait for their window', async () => {
    const world = await openWorld({
      policy: { guard: { burst: 99, largeChannel: 500 } },
      chat: { limits: { ...UNLIMITED, edits: [{ count: 1, ms: 60_000 }] } },
    });
    await world.start();
    await saveAll(world, many(8));
    await world.clock.advanceTo('2026-12-03T08:58:00+10:00');
    await saveAll(
      world,
      many(8).map((seminar) => ({ ...seminar, venue: { room: '9-909' } })),
    );
    await world.clock.advanceTo('2026-12-03T09:00:30+10:00');
    const reminders = world.server.standing().filter(({ card }) => card.kind === 'reminder');
    expect(reminders).toHaveLength(8);
    for (const { at: when } of reminders) expect(when.toString()).toBe('2026-12-02T23:00:00Z');
  });
});

describe('a channel that takes nothing', () => {
  const gone = {
    type: 'failure',
    failure: {
      type: 'channelGone',
      reason: 'I was removed from it',
      mend: 'type /invite @Lectern in #tides',
    },
  } as const;

  it('is set aside with one report; what still helps goes out when it is mended, the rest is skipped', async () => {
    const world = await openWorld({ policy: { guard: { burst: 99, largeChannel: 500 } } });
    await world.start();
    await saveAll(world, many(4));
    let broken = true;
    world.server.fault = ({ type }) => (type === 'post' && broken ? gone : undefined);
    await world.clock.advanceTo('2026-11-26T12:00:00+10:00');
    expect(world.told).toHaveLength(1);
    expect(world.told[0]).toMatch(/removed from it.*\/invite @Lectern in #tides/);
    expect((await world.store.read.directory.channel(CHANNEL))?.aside?.reason).toBe('I was removed from it');
    for (const notice of await world.notices()) {
      if (notice.kind === 'announcement') expect(notice).toMatchObject({ state: 'due' });
    }
    broken = false;
    const known = await world.store.read.directory.channel(CHANNEL);
    if (known) {
      const { aside: _, ...mended } = known;
      await world.store.transaction((tx) => tx.directory.putChannel(mended));
    }
    await world.clock.rest();
    expect(world.kinds()).toEqual(Array.from({ length: 4 }, () => 'announcement'));
  });

  it('is tried now and then, and taken back in by itself when it works again', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    let broken = true;
    world.server.fault = ({ type }) => (type === 'post' && broken ? gone : undefined);
    await world.clock.advanceTo('2026-11-26T15:00:00+10:00');
    const tries = world.server.requests.filter(({ type }) => type === 'post').length;
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(60);
    broken = false;
    await world.clock.advance({ minutes: 21 });
    expect(world.kinds()).toEqual(['announcement']);
    expect((await world.store.read.directory.channel(CHANNEL))?.aside).toBeUndefined();
    expect(world.told).toHaveLength(2);
  });
});

describe('credentials that are refused', () => {
  it('set the lane aside with one report; the other lane goes on; all goes out when they are mended', async () => {
    const world = await openWorld({
      lanes: [{ lane: OTHER_LANE }],
      route: { to: [parseAddress('slack:#tides'), parseAddress('slack:T2/#foam')] },
    });
    const { dispatcher } = await world.start();
    await world.save(aSeminar());
    let broken = true;
    world.server.fault = ({ channel }) =>
      broken && channel === CHANNEL
        ? {
            type: 'failure',
            failure: { type: 'credentialsBad', reason: 'token revoked', mend: 'install the app again' },
          }
        : undefined;
    await world.clock.advanceTo('2026-11-26T12:00:00+10:00');
    expect(world.kinds(FAR_CHANNEL)).toEqual(['announcement']);
    expect(world.told).toHaveLength(1);
    expect(world.told[0]).toMatch(/token revoked.*install the app again/);
    expect(dispatcher.health().lanes.find(({ lane }) => lane === 'slack:T1')?.state).toBe('aside');
    expect(world.server.requests.filter(({ channel }) => channel === CHANNEL).length).toBeLessThan(20);
    broken = false;
    await world.clock.advance({ minutes: 31 });
    expect(world.kinds(CHANNEL)).toEqual(['announcement']);
  });
});

describe('two lanes', () => {
  it('a dead one slows the other by nothing', async () => {
    const world = await openWorld({
      lanes: [{ lane: OTHER_LANE }],
      policy: { guard: { burst: 99, largeChannel: 500 } },
      route: { to: [parseAddress('slack:#tides'), parseAddress('slack:T2/#foam')] },
    });
    await world.start();
    await saveAll(world, many(20));
    world.server.fault = ({ channel }) => (channel === CHANNEL ? { type: 'hang', stored: false } : undefined);
    await world.clock.advanceTo('2026-11-26T09:00:00+10:00');
    expect(world.server.standing(FAR_CHANNEL)).toHaveLength(20);
    expect(world.server.standing(CHANNEL)).toHaveLength(0);
  });
});

describe('a store that fails', () => {
  it('stops the sending and loses nothing: results are recorded when it works again', async () => {
    const world = await openWorld();
    const { mortal, dispatcher } = await world.start();
    await world.save(aSeminar());
    world.server.latencyMs = () => 500;
    await world.clock.advanceTo('2026-11-26T09:00:00.100+10:00');
    mortal.fail(new Error('database or disk is full'));
    await world.clock.advance({ minutes: 10 });
    expect(dispatcher.health()).toMatchObject({ ready: false });
    expect((await world.notice('announcement')).state).toBe('sending');
    mortal.fail(undefined);
    await world.clock.advance({ minutes: 1 });
    expect((await world.notice('announcement')).state).toBe('sent');
    expect(world.kinds()).toEqual(['announcement']);
    expect(world.server.requests.filter(({ type }) => type === 'find')).toEqual([]);
    expect(dispatcher.health()).toMatchObject({ ready: true });
  });
});

describe('a disk that is slow', () => {
  it('lets nothing new leave before what came back is on it, and loses no result if it fails', async () => {
    const world = await openWorld({
      policy: { guard: { burst: 99, largeChannel: 500 } },
      chat: { limits: { ...UNLIMITED, inFlight: 2 } },
    });
    const { mortal } = await world.start();
    await saveAll(world, many(6));
    const posts = (): number => world.server.requests.filter(({ type }) => type === 'post').length;
    const fails = Promise.withResolvers<void>();
    mortal.slowDisk(fails.promise);
    await world.clock.advanceTo('2026-11-26T09:00:00+10:00');
    const begun = posts();
    expect(begun).toBeGreaterThan(0);
    expect(begun).toBeLessThanOrEqual(2);
    // Recorded, claimed anew, and not on disk.
    expect(await world.store.read.outbox.find({ states: ['sent'] })).toHaveLength(1);
    await world.clock.advance({ seconds: 1 });
    expect(posts()).toBe(begun);
    mortal.slowDisk(undefined);
    fails.reject(new Error('the disk is gone'));
    await world.clock.advance({ minutes: 1 });
    expect(posts()).toBe(6);
    expect(await world.store.read.outbox.find({ states: ['sent'] })).toHaveLength(6);
    expect(world.server.standing()).toHaveLength(6);
    expect(world.errors.map(({ message }) => message)).toEqual(['a turn of a lane failed']);
  });
});

describe('a turn that fails again and again', () => {
  const DAY = '2026-11-26T09:00:00+10:00';

  it('after its claim: pauses ever longer, though each try writes to the store', async () => {
    const world = await openWorld();
    const { mortal, dispatcher } = await world.start();
    await world.save(aSeminar());
    mortal.fail(new Error('database or disk is full'), 'sending');
    await world.clock.advanceTo(DAY);
    expect(world.errors).toHaveLength(1);
    await world.clock.advance({ minutes: 5 });
    // 0.5 s, 1 s, 2 s … up to 30 s.
    expect(world.errors.map(({ fields }) => fields?.failures)).toEqual(
      Array.from({ length: 15 }, (_, n) => n + 1),
    );
    mortal.fail(undefined);
    await world.clock.advance({ seconds: 31 });
    expect(world.kinds()).toEqual(['announcement']);
    expect(dispatcher.health()).toMatchObject({ ready: true });
  });

  it('is not hurried by whoever wakes it, and tries within seconds where others write', async () => {
    const world = await openWorld();
    const { mortal } = await world.start();
    await world.save(aSeminar());
    mortal.fail(new Error('database or disk is full'), 'sending');
    await world.clock.advanceTo(DAY);
    await world.clock.advance({ minutes: 2 });
    const before = world.errors.length;
    for (let n = 0; n < 100; n += 1) {
      await world.store.transaction((tx) =>
        tx.directory.putPause({
          scope: { type: 'channel', channel: FAR_CHANNEL },
          since: at(DAY),
          by: 'Ada',
        }),
      );
      await world.clock.advance({ milliseconds: 100 });
    }
    const tries = world.errors.length - before;
    expect(tries).toBeGreaterThanOrEqual(1);
    expect(tries).toBeLessThanOrEqual(3);
    mortal.fail(undefined);
    await world.store.transaction((tx) => tx.directory.dropPause({ type: 'channel', channel: FAR_CHANNEL }));
    await world.clock.advance({ milliseconds: 5_001 });
    expect(world.kinds()).toEqual(['announcement']);
  });

  it('stops at once in the middle of a pause', async () => {
    const world = await openWorld();
    const { mortal, dispatcher } = await world.start();
    await world.save(aSeminar());
    mortal.fail(new Error('database or disk is full'), 'sending');
    await world.clock.advanceTo(DAY);
    await world.clock.advance({ minutes: 2 });
    const tries = world.errors.length;
    let stopped = false;
    void dispatcher.stop({ drainMs: 0 }).then(() => {
      stopped = true;
    });
    await world.clock.rest();
    expect(stopped).toBe(true);
    expect(world.errors).toHaveLength(tries);
  });

  it('pauses where it is the platform that throws, and another lane goes on', async () => {
    const world = await openWorld({
      lanes: [{ lane: OTHER_LANE }],
      policy: { guard: { burst: 99, largeChannel: 500 } },
      route: { to: [parseAddress('slack:#tides'), parseAddress('slack:T2/#foam')] },
    });
    const { platforms } = await world.start();
    await saveAll(world, many(20));
    await world.clock.advanceTo('2026-11-26T08:59:59+10:00');
    const ours = platforms.get(LANE);
    if (!ours) throw new Error('no such lane');
    platforms.set(LANE, {
      ...ours,
      get limits(): never {
        throw new Error('a platform that is not well');
      },
    });
    await world.clock.advanceTo(DAY);
    await world.clock.advance({ seconds: 60 });
    expect(world.server.standing(FAR_CHANNEL)).toHaveLength(20);
    expect(world.server.standing(CHANNEL)).toEqual([]);
    expect(world.errors.length).toBeGreaterThan(1);
    expect(world.errors.length).toBeLessThan(14);
    platforms.set(LANE, ours);
    await world.clock.advance({ seconds: 31 });
    expect(world.server.standing(CHANNEL)).toHaveLength(20);
  });
});

describe('two processes on one store', () => {
  it('share the work of a lane without saying anything twice', async () => {
    const world = await openWorld({ policy: { guard: { burst: 99, largeChannel: 500 } } });
    await world.start();
    const second = await world.start();
    await saveAll(world, many(30));
    world.server.latencyMs = () => 200;
    await world.clock.advanceTo('2026-11-26T09:00:00.100+10:00');
    second.mortal.die();
    await world.clock.advanceTo(LATER);
    expect(world.server.standing()).toHaveLength(30);
    expect(new Set(world.server.standing().map(({ key }) => key)).size).toBe(30);
  });

  it('a stop lets the other go on at once', async () => {
    const world = await openWorld();
    const first = await world.start();
    await world.save(aSeminar());
    world.server.latencyMs = () => 1_000;
    await world.clock.advanceTo('2026-11-26T09:00:00.100+10:00');
    const stopped = first.dispatcher.stop({ drainMs: 5_000 });
    await world.clock.advance({ seconds: 2 });
    await stopped;
    expect((await world.notice('announcement')).state).toBe('sent');
    await world.start();
    await world.clock.advanceTo('2026-12-02T12:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement']);
  });
});
