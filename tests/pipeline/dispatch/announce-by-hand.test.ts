import { describe, expect, it } from 'vitest';
import { announceSeminar } from '../../../src/pipeline/dispatch/acts/announce-seminar.ts';
import { retractSeminar } from '../../../src/pipeline/dispatch/acts/retract.ts';
import { skipNotices } from '../../../src/pipeline/dispatch/acts/skip-notices.ts';
import { rollHorizon } from '../../../src/pipeline/plan/roll-horizon.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, openWorld, type World } from './world.ts';

const by = (world: World) => ({ store: world.store, clock: world.clock, by: 'Mira' });
const announce = (world: World) => announceSeminar(by(world), aSeminar(), world.context.routes);
const NOTHING = { type: 'announced', channels: [] };

const announcements = (world: World): number =>
  world.kinds().filter((kind) => kind === 'announcement').length;

describe('announcing by hand', () => {
  it('twice at once says it once', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    const done = await Promise.all([announce(world), announce(world)]);
    expect(done).toContainEqual(NOTHING);
    await world.clock.advance({ minutes: 5 });
    expect(await announce(world)).toEqual(NOTHING);
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(announcements(world)).toBe(1);
  });

  it('while it is being prepared by itself says it once', async () => {
    const world = await openWorld();
    const { mortal } = await world.start();
    await world.save(aSeminar());
    mortal.dieAt('afterClaim');
    await world.clock.advanceTo('2026-11-26T09:00:01+10:00');
    expect((await world.notice('announcement')).state).toBe('claimed');
    await announce(world);
    await world.start();
    await world.clock.advance({ minutes: 10 });
    expect(announcements(world)).toBe(1);
  });

  it.each([true, false])('while it is on its way says it once (arrived: %s)', async (stored) => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    let left = 1;
    world.server.fault = ({ type }) =>
      type === 'post' && left-- > 0 ? { type: 'reset', stored } : undefined;
    await world.clock.advanceTo('2026-11-26T09:00:01+10:00');
    expect(await announce(world)).toEqual(NOTHING);
    await world.clock.advance({ minutes: 10 });
    expect(world.kinds()).toEqual(['announcement']);
  });

  it('long before its time leaves nothing to be announced later', async () => {
    const world = await openWorld({ now: '2026-10-01T08:00:00+10:00' });
    await world.start();
    await world.save(aSeminar());
    expect(await world.notices()).toEqual([]);
    await announce(world);
    await world.clock.advance({ minutes: 5 });
    await world.clock.advanceTo('2026-11-20T09:00:00+10:00');
    await rollHorizon(world.store, world.context, world.clock.now());
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(announcements(world)).toBe(1);
    expect(world.kinds()).toEqual(['announcement', 'reminder', 'reminder']);
  });

  it('of what was cancelled and is on again leaves nothing to be announced later', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    await world.save(aSeminar({ status: 'cancelled' }));
    await announce(world);
    await world.clock.advance({ minutes: 5 });
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(announcements(world)).toBe(1);
  });

  it('where a reminder has said it all says nothing twice', async () => {
    const world = await openWorld({ now: '2026-12-03T10:50:00+10:00' });
    await world.start();
    await world.save(aSeminar());
    await world.clock.advance({ minutes: 1 });
    const before = world.server.requests.filter(({ type }) => type === 'post').length;
    expect(world.kinds()).toEqual(['reminder']);
    expect(await announce(world)).toEqual(NOTHING);
    await world.clock.advance({ minutes: 1 });
    expect(world.server.requests.filter(({ type }) => type === 'post')).toHaveLength(before);
  });

  it.each([
    ['was skipped', async (world: World) => skipAll(world)],
    ['was taken back', async (world: World) => void (await retractSeminar(by(world), aSeminar().id))],
  ])('after it %s says it anew, as often as it is asked for', async (_, undo) => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    for (const round of [1, 2, 3]) {
      expect(await announce(world)).toMatchObject({ channels: [expect.any(String)] });
      await undo(world);
      await world.clock.advance({ minutes: 5 });
      expect([round, world.kinds()]).toEqual([round, []]);
    }
    await announce(world);
    await world.clock.advance({ minutes: 5 });
    expect(world.kinds()).toEqual(['announcement']);
    expect(world.clock.now().epochMilliseconds).toBeLessThan(
      at('2026-11-26T09:00:00+10:00').epochMilliseconds,
    );
  });
});

async function skipAll(world: World): Promise<void> {
  const due = (await world.notices()).filter(({ kind, state }) => kind === 'announcement' && state === 'due');
  await skipNotices(
    by(world),
    due.map(({ id }) => id),
  );
}
