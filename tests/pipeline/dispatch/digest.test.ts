import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { DigestId, SeminarId } from '../../../src/domain/ids.ts';
import { planDigests } from '../../../src/pipeline/plan/plan-digests.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, openWorld, type World, type WorldOptions } from './world.ts';

const digests = [
  {
    id: DigestId.parse('weekly'),
    cron: '0 9 * * MON',
    windowDays: 7,
    to: [parseAddress('slack:#tides')],
    match: { all: true },
    audience: 'members',
  },
] as const;

/** Friday, before the digest of Monday 30 November. */
async function openFriday(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld({
    now: '2026-11-27T08:00:00+10:00',
    ...options,
    policy: { digests, ...options.policy },
    route: { announce: 'never', remind: [], ...options.route },
  });
  await world.store.transaction((tx) =>
    planDigests(tx, world.policy, new Map([['slack:#tides', CHANNEL]]), world.clock.now()),
  );
  return world;
}

const second = aSeminar({
  id: SeminarId.parse('second22'),
  title: 'Sand that sings',
  start: at('2026-12-04T15:00:00+10:00'),
});

describe('a digest', () => {
  it('lists what holds when it is sent, and is kept true until its window ends', async () => {
    const world = await openFriday();
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-11-30T08:59:00+10:00');
    await world.save(second);
    await world.clock.advanceTo('2026-11-30T09:00:00+10:00');
    expect(world.kinds()).toEqual(['digest']);
    const digest = await world.notice('digest');
    expect((await world.store.read.posts.get(digest.id))?.seminars).toEqual([aSeminar().id, second.id]);
    await world.clock.advance({ hours: 1 });
    await world.save({ ...second, title: 'Sand that hums', changedAt: world.clock.now() });
    await world.clock.advance({ minutes: 5 });
    expect(world.words(world.server.standing()[0])).toContain('Sand that hums');
    expect(world.words(world.server.standing()[0])).not.toContain('zoom.example');
  });

  it('without a seminar is skipped; with days off it says why', async () => {
    const world = await openFriday();
    await world.start();
    await world.clock.advanceTo('2026-11-30T10:00:00+10:00');
    expect(world.server.standing()).toEqual([]);
    expect(await world.notice('digest')).toMatchObject({
      state: 'skipped',
      reason: 'There is no seminar in its time.',
    });

    const day = (text: string) => Temporal.PlainDate.from(text);
    const closed = [{ from: day('2026-11-30'), to: day('2026-12-04'), name: 'Teaching break' }];
    const onBreak = await openFriday({ policy: { closed } });
    await onBreak.start();
    await onBreak.clock.advanceTo('2026-11-30T10:00:00+10:00');
    expect(onBreak.words(onBreak.server.standing()[0])).toContain('Teaching break');
  });

  it('of several missed slots sends the latest alone', async () => {
    const daily = [{ ...digests[0], cron: '0 9 * * *' }];
    const world = await openFriday({ policy: { digests: daily } });
    await world.save(aSeminar());
    world.clock.jumpTo('2026-11-28T20:00:00+10:00');
    await world.start();
    expect(world.kinds()).toEqual(['digest']);
    const [first, second] = (await world.notices()).filter(({ kind }) => kind === 'digest');
    expect(second?.state).toBe('sent');
    expect(first).toMatchObject({ state: 'superseded', supersededBy: second?.id });
  });
});
