import { expect, it } from 'vitest';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { openWorld } from './world.ts';

it('a card that fell behind while the clock was put back is brought up to date by a sweep, once', async () => {
  const world = await openWorld({ route: { remind: [] } });
  const { dispatcher } = await world.start();
  await world.save(aSeminar());
  // Over: the card does not change with time any more, so nothing but the record brings its edit back.
  await world.clock.advanceTo('2026-12-03T14:00:00+10:00');
  await world.save(aSeminar({ title: 'The foam of all waves' }));
  await world.clock.advance({ minutes: 2 });
  expect(world.words(world.server.standing()[0])).toContain('The foam of all waves');
  world.clock.jumpTo('2026-12-03T13:00:00+10:00');
  await world.save(aSeminar({ title: 'The foam of no waves' }));
  await world.clock.advance({ minutes: 2 });
  expect(world.words(world.server.standing()[0])).toContain('The foam of all waves');
  await dispatcher.sweep();
  await world.clock.advance({ minutes: 1 });
  expect(world.words(world.server.standing()[0])).toContain('The foam of no waves');
  const edits = world.server.requests.filter(({ type }) => type === 'update').length;
  for (let i = 0; i < 10; i += 1) {
    await dispatcher.sweep();
    await world.clock.advance({ minutes: 1 });
  }
  expect(world.server.requests.filter(({ type }) => type === 'update')).toHaveLength(edits);
});
