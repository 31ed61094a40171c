import { describe, expect, it } from 'vitest';
import { SeminarId } from '../../../src/domain/ids.ts';
import type { RateLimits } from '../../../src/ports/chat-platform.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { openWorld, type World } from './world.ts';

const DUE = '2026-11-26T09:00:00+10:00';
const PACED: RateLimits = {
  channel: [{ count: 1, ms: 1_000 }],
  lane: [{ count: 20, ms: 1_000 }],
  edits: [{ count: 50, ms: 60_000 }],
  inFlight: 16,
};

/** So many announcements for one channel, due in one instant. */
async function openOwing(count: number, limits?: RateLimits) {
  const world = await openWorld({
    policy: { guard: { burst: 99, largeChannel: 500 } },
    ...(limits ? { chat: { limits } } : {}),
  });
  const process = await world.start();
  for (let n = 0; n < count; n += 1)
    await world.save(aSeminar({ id: SeminarId.parse(`talk000${n}`), title: `Talk ${n}` }));
  return { world, ...process };
}

const postsOf = ({ server }: World): readonly number[] =>
  server.requests.filter(({ type }) => type === 'post').map(({ at }) => at.epochMilliseconds);

async function countIn(world: World, state: 'sending' | 'sent'): Promise<number> {
  return (await world.store.read.outbox.find({ states: [state] })).length;
}

describe('between its row and its request', () => {
  it('a notice waits for the disk; the channel’s window counts from when it leaves', async () => {
    const { world, mortal } = await openOwing(3, PACED);
    const disk = Promise.withResolvers<void>();
    mortal.slowDisk(disk.promise, 'sending');
    await world.clock.advanceTo(DUE);
    expect(await countIn(world, 'sending')).toBe(1);
    await world.clock.advance({ seconds: 3 });
    expect(await countIn(world, 'sending')).toBe(1);
    expect(postsOf(world)).toEqual([]);
    mortal.slowDisk(undefined);
    disk.resolve();
    await world.clock.advance({ seconds: 10 });
    const [first = 0, ...later] = postsOf(world);
    expect(first).toBeGreaterThanOrEqual(Temporal.Instant.from(DUE).add({ seconds: 3 }).epochMilliseconds);
    expect(later).toHaveLength(2);
    later.reduce((before, at) => {
      expect(at - before).toBeGreaterThanOrEqual(1_000);
      return at;
    }, first);
  });

  it('what landed meanwhile is recorded', async () => {
    const { world, mortal } = await openOwing(2, PACED);
    world.server.latencyMs = () => 5_000;
    await world.clock.advanceTo(DUE);
    expect(postsOf(world)).toHaveLength(1);
    const disk = Promise.withResolvers<void>();
    mortal.slowDisk(disk.promise, 'sending');
    await world.clock.advance({ seconds: 6 });
    expect(await countIn(world, 'sent')).toBe(1);
    expect(await countIn(world, 'sending')).toBe(1);
    expect(postsOf(world)).toHaveLength(1);
    mortal.slowDisk(undefined);
    disk.resolve();
    await world.clock.advance({ seconds: 6 });
    expect(await countIn(world, 'sent')).toBe(2);
  });

  it('nothing leaves where the disk fails; it is looked for, and said once', async () => {
    const { world, mortal, dispatcher } = await openOwing(4);
    const disk = Promise.withResolvers<void>();
    mortal.slowDisk(disk.promise, 'sending');
    await world.clock.advanceTo(DUE);
    expect(await countIn(world, 'sending')).toBe(4);
    mortal.slowDisk(undefined);
    disk.reject(new Error('the disk is gone'));
    await world.clock.advance({ seconds: 1 });
    expect(postsOf(world)).toEqual([]);
    await world.clock.advance({ minutes: 5 });
    expect(await countIn(world, 'sent')).toBe(4);
    expect(world.server.standing()).toHaveLength(4);
    expect(postsOf(world)).toHaveLength(4);
    expect(dispatcher.health()).toMatchObject({ ready: true });
  });

  it('nothing leaves any more once it has stopped', async () => {
    const { world, mortal, dispatcher } = await openOwing(2);
    const disk = Promise.withResolvers<void>();
    mortal.slowDisk(disk.promise, 'sending');
    await world.clock.advanceTo(DUE);
    let stopped = false;
    const stop = dispatcher.stop({ drainMs: 0 }).then(() => {
      stopped = true;
    });
    await world.clock.advance({ seconds: 1 });
    const before = postsOf(world).length;
    expect([stopped, before]).toEqual([false, 0]);
    disk.resolve();
    await stop;
    const after = postsOf(world).length;
    await world.clock.advance({ seconds: 30 });
    expect(postsOf(world)).toHaveLength(after);
  });
});
