import { describe, expect, it } from 'vitest';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, openWorld, type World } from './world.ts';

const ABSTRACT = 'Foam forms where waves break.';
const titled = (more: Parameters<typeof aSeminar>[0] = {}) => aSeminar({ abstract: ABSTRACT, ...more });
const LATER = { start: at('2026-12-03T15:00:00+10:00'), end: at('2026-12-03T16:00:00+10:00') };

/**
 * Nothing was said of the seminar while the service was away. The reminder of 10:45 has taken over the one of nine and
 * the announcement, and for five minutes the channel lets nothing in.
 */
async function openWithACarrierThatWaits(): Promise<World> {
  const world = await openWorld();
  await world.save(titled());
  await world.clock.advanceTo('2026-12-03T10:46:00+10:00');
  const opens = at('2026-12-03T10:51:00+10:00').epochMilliseconds;
  world.server.fault = ({ type }) =>
    type === 'post' && world.clock.now().epochMilliseconds < opens
      ? { type: 'throttle', afterMs: opens - world.clock.now().epochMilliseconds, scope: 'channel' }
      : undefined;
  await world.start();
  await world.clock.advanceTo('2026-12-03T10:47:00+10:00');
  expect(world.server.standing()).toEqual([]);
  expect(await world.notice('announcement')).toMatchObject({ state: 'superseded' });
  return world;
}

describe('an announcement whose reminder is not sent after all', () => {
  it('is made where the seminar moved, and reminders follow it', async () => {
    const world = await openWithACarrierThatWaits();
    await world.save(titled(LATER));
    await world.clock.advanceTo('2026-12-03T14:00:00+10:00');
    expect(world.words(world.server.standing()[0])).toContain(ABSTRACT);
    const first = world.kinds();
    expect(first).toHaveLength(1);
    await world.clock.advanceTo('2026-12-03T14:50:00+10:00');
    expect(world.kinds()).toEqual([...first, 'reminder']);
    expect(world.words(world.server.standing()[1])).not.toContain(ABSTRACT);
  });

  it('is made where the seminar was off for a while', async () => {
    const world = await openWithACarrierThatWaits();
    await world.save(titled({ status: 'cancelled' }));
    await world.clock.advanceTo('2026-12-03T10:48:00+10:00');
    await world.save(titled());
    await world.clock.advanceTo('2026-12-03T10:55:00+10:00');
    expect(world.words(world.server.standing()[0])).toContain(ABSTRACT);
    expect(world.server.standing()).toHaveLength(1);
  });

  it('is made on its own day where the seminar moved far ahead', async () => {
    const world = await openWorld({
      route: { announce: { when: parseOffset('0d@08:59'), needs: ['title'], latest: parseOffset('1h') } },
    });
    await world.start();
    await world.save(titled({ title: undefined }));
    world.server.fault = ({ type }) =>
      type === 'post' &&
      world.clock.now().epochMilliseconds < at('2026-12-03T09:01:00+10:00').epochMilliseconds
        ? { type: 'throttle', afterMs: 3_600_000, scope: 'channel' }
        : undefined;
    await world.clock.advanceTo('2026-12-03T09:10:00+10:00');
    // The reminder of nine o'clock has taken it over, and goes on to the new day with the seminar.
    expect(await world.notice('announcement')).toMatchObject({ state: 'superseded' });
    await world.save(
      titled({ start: at('2026-12-17T11:00:00+10:00'), end: at('2026-12-17T12:00:00+10:00') }),
    );
    await world.clock.advanceTo('2026-12-17T08:58:00+10:00');
    expect(world.server.standing()).toEqual([]);
    await world.clock.advanceTo('2026-12-17T09:00:30+10:00');
    expect(world.kinds()).toEqual(['announcement', 'reminder']);
    expect(world.words(world.server.standing()[1])).not.toContain(ABSTRACT);
  });

  it('is made where it could not be known, while the seminar moved, whether that reminder had arrived', async () => {
    const world = await openWorld();
    await world.save(titled());
    await world.clock.advanceTo('2026-12-03T10:46:00+10:00');
    let lost = false;
    world.server.fault = ({ type }) => {
      if (type !== 'post' || lost) return undefined;
      lost = true;
      return { type: 'reset', stored: false };
    };
    await world.start();
    await world.clock.advance({ seconds: 1 });
    expect(await world.states()).toMatchObject({ announcement: 'superseded' });
    await world.save(
      titled({ start: at('2026-12-10T11:00:00+10:00'), end: at('2026-12-10T12:00:00+10:00') }),
    );
    await world.clock.advanceTo('2026-12-03T14:00:00+10:00');
    expect(world.server.standing().map((post) => world.words(post).includes(ABSTRACT))).toEqual([true]);
  });
});
