import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, LANE, openWorld, type Process, type World, type WorldOptions } from './world.ts';

/** From before the announcement until after the start, in minutes after this instant. */
const BEGIN = at('2026-11-25T08:00:00+10:00');
const SPAN = 9 * 24 * 60;

interface Happening {
  readonly minute: number;
  readonly what: 'room' | 'later' | 'back' | 'cancel' | 'on' | 'lose';
}

const story = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: SPAN }),
      what: fc.constantFrom('room', 'later', 'back', 'cancel', 'on', 'lose', 'lose'),
    }) satisfies fc.Arbitrary<Happening>,
    { minLength: 1, maxLength: 7 },
  )
  .map((happenings) => happenings.toSorted((a, b) => a.minute - b.minute));

async function openKnown(options: WorldOptions): Promise<World & Process> {
  const world = await openWorld(options);
  await world.store.transaction((tx) =>
    tx.directory.putChannel({ id: CHANNEL, lane: LANE, name: '#tides', kind: 'channel' }),
  );
  return { ...world, ...(await world.start()) };
}

function change(record: Seminar, what: Exclude<Happening['what'], 'lose'>, n: number): Seminar {
  const start = at('2026-12-03T11:00:00+10:00');
  switch (what) {
    case 'room':
      return { ...record, venue: { room: `1-${100 + n}` } };
    case 'later':
      return { ...record, start: start.add({ hours: 5 }), end: start.add({ hours: 6 }) };
    case 'back':
      return { ...record, start, end: start.add({ hours: 1 }) };
    case 'cancel':
      return { ...record, status: 'cancelled' };
    case 'on':
      return { ...record, status: 'scheduled' };
  }
}

it('whenever the store is lost, nothing that stands is said again, and the cards are true in the end', async () => {
  await fc.assert(
    fc.asyncProperty(story, async (happenings) => {
      let world = await openKnown({ now: BEGIN.toString() });
      let record = aSeminar({ venue: { room: '7-201' } });
      await world.save(record);
      for (const [n, { minute, what }] of happenings.entries()) {
        const when = BEGIN.add({ minutes: minute });
        if (Temporal.Instant.compare(when, world.clock.now()) > 0) await world.clock.advanceTo(when);
        if (what === 'lose') {
          // Nothing is on its way: what may have been is the business of the look for unknown outcomes.
          await world.clock.advance({ minutes: 2 });
          await world.close();
          world = await openKnown({ clock: world.clock, server: world.server });
        } else record = change(record, what, n);
        await world.save(record);
        await world.dispatcher.sweep();
      }
      await world.clock.advance({ minutes: 10 });
      await world.clock.advanceTo(at('2026-12-05T00:00:00+10:00'));
      const keys = world.server.standing().map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(world.kinds().filter((kind) => kind === 'announcement').length).toBeLessThanOrEqual(1);
      const card = world.server.standing().find(({ card: { kind } }) => kind === 'announcement');
      if (card && record.status === 'cancelled') expect(world.words(card)).toContain('ancelled');
      else if (card) expect(world.words(card)).not.toContain('ancelled');
      await world.close();
    }),
    {
      numRuns: 40,
      examples: [
        // Lost while nothing is due: its cards are looked for all the same.
        [
          [
            { minute: 1501, what: 'cancel' },
            { minute: 1501, what: 'lose' },
            { minute: 11_700, what: 'on' },
          ],
        ],
        // Over before its card was found again.
        [
          [
            { minute: 11_756, what: 'lose' },
            { minute: 11_757, what: 'cancel' },
          ],
        ],
        [
          [
            { minute: 11_696, what: 'lose' },
            { minute: 11_760, what: 'cancel' },
          ],
        ],
      ],
    },
  );
});
