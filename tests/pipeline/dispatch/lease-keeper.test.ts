import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LEASE_MARGIN_MS, LeaseKeeper } from '../../../src/pipeline/dispatch/lease-keeper.ts';
import { LANE, openWorld } from './world.ts';

it('a lease that is held always outlasts one more request and its margin', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 120_000 }),
      fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 12 }),
      async (timeoutMs, waits) => {
        const world = await openWorld();
        const keeper = new LeaseKeeper(world.store.lanes, LANE, 'one');
        const other = new LeaseKeeper(world.store.lanes, LANE, 'other');
        for (const wait of waits) {
          const held = await keeper.hold(timeoutMs);
          if (!held) throw new Error('nobody else has it');
          expect(await world.store.lanes.remaining(held.lease)).toBeGreaterThanOrEqual(
            timeoutMs + LEASE_MARGIN_MS,
          );
          // While it lasts for a request, nobody else gets the lane.
          world.clock.jumpTo(
            world.clock.now().add({ milliseconds: Math.min(wait, timeoutMs + LEASE_MARGIN_MS - 1) }),
          );
          expect(await other.hold(timeoutMs)).toBeUndefined();
        }
        await world.close();
      },
    ),
    { numRuns: 30 },
  );
});

it('tells when the lane was somebody else’s in between', async () => {
  const world = await openWorld();
  const keeper = new LeaseKeeper(world.store.lanes, LANE, 'one');
  const other = new LeaseKeeper(world.store.lanes, LANE, 'other');
  expect((await keeper.hold(10_000))?.fresh).toBe(true);
  expect((await keeper.hold(10_000))?.fresh).toBe(false);
  world.clock.jumpTo(world.clock.now().add({ minutes: 5 }));
  expect((await other.hold(10_000))?.fresh).toBe(true);
  expect(await keeper.hold(10_000)).toBeUndefined();
  await other.letGo();
  expect((await keeper.hold(10_000))?.fresh).toBe(true);
});
