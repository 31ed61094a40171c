import { expect, it } from 'vitest';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { openWorld } from './world.ts';

it('a process that has not heard yet where a route leads withdraws nothing that another has planned', async () => {
  const world = await openWorld();
  await world.save(aSeminar());
  let routes = buildRouteIndex(world.policy, new Map());
  await world.start({ routes: () => routes });
  await world.clock.advanceTo('2026-11-26T09:00:20+10:00');
  expect(await world.notice('announcement')).toMatchObject({
    state: 'due',
    reason: 'Waits until it is clear which channels the seminar belongs to.',
  });
  routes = world.context.routes;
  await world.clock.advance({ seconds: 5 });
  expect(world.kinds()).toEqual(['announcement']);
});
