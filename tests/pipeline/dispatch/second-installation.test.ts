import { describe, expect, it } from 'vitest';
import { releaseChannel } from '../../../src/pipeline/dispatch/acts/release-channel.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { CHANNEL, LANE, openWorld, type Process, type World, type WorldOptions } from './world.ts';

async function openKnown(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld(options);
  await world.store.transaction((tx) =>
    tx.directory.putChannel({ id: CHANNEL, lane: LANE, name: '#tides', kind: 'channel' }),
  );
  return world;
}

/** A week in which a service has announced something and is at rest. */
async function announced(options: WorldOptions = {}): Promise<{ world: World; process: Process }> {
  const world = await openKnown(options);
  const process = await world.start();
  await world.save(aSeminar());
  await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
  return { world, process };
}

const posts = (world: World) => world.server.requests.filter(({ type }) => type === 'post').length;

async function sweepFor(world: World, process: Process, minutes: number): Promise<void> {
  for (let i = 0; i < minutes; i += 1) {
    await world.clock.advance({ minutes: 1 });
    await process.dispatcher.sweep();
    await world.clock.rest();
  }
}

/** Another store, in its own process, with the same token: it says everything too. */
async function startAnother(world: World): Promise<World> {
  const other = await openKnown({ clock: world.clock, server: world.server });
  // So that it finds nothing to take over.
  for (const { message } of world.server.standing()) world.server.deleteByPerson(message);
  await other.start();
  await other.save(aSeminar({ title: 'The same foam' }));
  await world.clock.advance({ seconds: 5 });
  return other;
}

describe('a second installation with the same credentials', () => {
  it('is noticed: the lane stops, the operators are told once, and nothing more is said', async () => {
    const { world, process } = await announced();
    await startAnother(world);
    await sweepFor(world, process, 12);
    expect(world.told).toHaveLength(1);
    expect(world.told[0]).toContain('A second installation of Lectern posts in #tides');
    expect(world.told[0]).toContain('lectern release #tides');
    await world.save(aSeminar({ status: 'cancelled' }));
    const said = world.server.standing().filter(({ mark }) => mark?.store === world.store.installation);
    await sweepFor(world, process, 30);
    expect(said).toEqual([]);
    expect(world.told).toHaveLength(1);
    expect(process.dispatcher.health().lanes[0]).toMatchObject({
      state: 'aside',
      detail: 'another installation posts in #tides with the same credentials',
    });
  });

  it('stops for a restart as well, until an operator releases a channel of it', async () => {
    const { world, process } = await announced();
    await startAnother(world);
    await sweepFor(world, process, 12);
    process.mortal.die();
    const again = await world.start({ isGone: () => true });
    const before = posts(world);
    await world.save(aSeminar({ status: 'cancelled' }));
    await sweepFor(world, again, 3);
    expect(posts(world)).toBe(before);
    await world.clock.advance({ minutes: 5 });
    await releaseChannel({ store: world.store, clock: world.clock, by: 'Mira' }, CHANNEL);
    await sweepFor(world, again, 30);
    expect(world.told).toHaveLength(1);
    expect(posts(world)).toBeGreaterThan(before);
    expect(await world.store.read.laneBook.lane(LANE)).not.toHaveProperty('stopped');
  });

  it('is not what an earlier store of ours left, nor what we post ourselves', async () => {
    const { world, process } = await announced();
    await sweepFor(world, process, 60);
    expect(world.told).toEqual([]);
    await world.close();
    const after = await openKnown({ clock: world.clock, server: world.server });
    const heir = await after.start();
    await after.save(aSeminar());
    await after.clock.advanceTo('2026-12-03T09:30:00+10:00');
    await sweepFor(after, heir, 60);
    expect(after.told).toHaveLength(1);
    expect(after.told[0]).toContain('They are taken over');
  });

  it('costs one look in ten minutes', async () => {
    const { world, process } = await announced();
    const looks = () => world.server.requests.filter(({ type }) => type === 'survey').length;
    const before = looks();
    await sweepFor(world, process, 60);
    expect(looks() - before).toBeLessThanOrEqual(6);
    expect(looks() - before).toBeGreaterThanOrEqual(5);
  });
});
