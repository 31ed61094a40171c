import { describe, expect, it } from 'vitest';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, openWorld } from './world.ts';

const FRIDAY = at('2026-12-04T14:00:00+10:00');
const moved: Partial<Seminar> = { start: FRIDAY, end: FRIDAY.add({ hours: 1 }) };

/** Announces it, makes one change after the other, an hour apart, and reads what the change messages say in the end. */
async function changesAfter(...changes: readonly Partial<Seminar>[]): Promise<readonly string[]> {
  const world = await openWorld({ route: { changes: 'channel' } });
  await world.start();
  await world.save(aSeminar());
  await world.clock.advanceTo('2026-12-01T09:00:00+10:00');
  for (const change of changes) {
    await world.save(aSeminar(change));
    await world.clock.advance({ hours: 1 });
  }
  return world.server
    .standing(CHANNEL)
    .filter(({ card }) => card.kind === 'change')
    .map(({ card }) => card.summary.split('. ')[0] ?? '');
}

describe('change messages that stand', () => {
  it.each<[string, readonly Partial<Seminar>[], readonly string[]]>([
    [
      'of a cancellation that was taken back',
      [{ status: 'cancelled' }, {}],
      ['Cancelled – since then reinstated', 'This seminar takes place after all'],
    ],
    [
      'of a new time that was taken back',
      [moved, {}],
      [
        'New time: Friday 4 December, 14:00 Brisbane; was Thursday 3 December, 11:00 Brisbane – since then moved back',
        'New time: Thursday 3 December, 11:00 Brisbane; was Friday 4 December, 14:00 Brisbane',
      ],
    ],
    [
      'of a new time of what was cancelled afterwards',
      [moved, { ...moved, status: 'cancelled' }],
      [
        'New time: Friday 4 December, 14:00 Brisbane; was Thursday 3 December, 11:00 Brisbane – since then cancelled',
        'Cancelled',
      ],
    ],
    [
      'of two rooms',
      [{ venue: { room: 'Blue Hall' } }, { venue: { room: 'Red Hall' } }],
      ['New room: Blue Hall; was 7-201 – since then changed again', 'New room: Red Hall; was Blue Hall'],
    ],
  ])('%s each tell what they told, and what became of it', async (_, changes, said) => {
    expect(await changesAfter(...changes)).toEqual(said);
  });
});
