import { describe, expect, it } from 'vitest';
import { channelIdOf, personIdOf } from '../../../src/domain/ids.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, LANE, openWorld } from './world.ts';

describe('the life of a seminar', () => {
  it('is announced and reminded of on time, once, and its cards are kept true', async () => {
    const world = await openWorld({ route: { startingNow: true } });
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-04T12:00:00+10:00');

    const sent = world.server.requests.filter(({ type }) => type === 'post').map(({ at }) => at.toString());
    expect(sent).toEqual([
      '2026-11-25T23:00:00Z',
      '2026-12-02T23:00:00Z',
      '2026-12-03T00:45:00Z',
      '2026-12-03T01:00:00Z',
    ]);
    expect(world.kinds()).toEqual(['announcement', 'reminder', 'reminder', 'startingNow']);
    expect(await world.states()).toMatchObject({
      announcement: 'sent',
      'reminder 0d@09:00': 'sent',
      'reminder 15m': 'sent',
      startingNow: 'sent',
    });
    for (const message of world.server.standing(CHANNEL)) {
      expect(world.words(message)).toMatch(/has ended|ended/);
      expect(message.edits).toBeGreaterThan(0);
    }
    expect(world.errors).toEqual([]);
  });

  it('shows the join link on the announcement from the first reminder on', async () => {
    const world = await openWorld({ route: { remind: [parseOffset('15m')] } });
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-03T10:44:59+10:00');
    const [announcement] = world.server.standing(CHANNEL);
    expect(world.words(announcement)).not.toContain('zoom.example/j/1');
    await world.clock.advanceTo('2026-12-03T10:45:01+10:00');
    expect(world.words(world.server.standing(CHANNEL)[0])).toContain('zoom.example/j/1');
  });

  it('reminds a person who asked, with the link, and nobody once they take it back', async () => {
    const world = await openWorld({ route: { announce: 'never', remind: [], joinLink: 'always' } });
    await world.start();
    const direct = channelIdOf(LANE, 'D-IDA');
    const reminder = {
      person: personIdOf(LANE, 'U-IDA'),
      seminar: aSeminar().id,
      channel: direct,
      offset: '30m',
    };
    await world.store.transaction((tx) => tx.people.putReminder(reminder));
    await world.save(aSeminar());
    await world.save(aSeminar({ title: 'The foam of all waves' }));
    await world.clock.advanceTo('2026-12-03T10:31:00+10:00');
    const [message] = world.server.standing(direct);
    expect(message?.at.equals(at('2026-12-03T10:30:00+10:00'))).toBe(true);
    expect(world.words(message)).toContain('zoom.example/j/1');
    expect(world.server.standing()).toHaveLength(1);

    const quiet = await openWorld({ route: { announce: 'never', remind: [] } });
    await quiet.start();
    await quiet.store.transaction((tx) => tx.people.putReminder(reminder));
    await quiet.save(aSeminar());
    await quiet.save(aSeminar({ title: 'The foam of all waves' }));
    await quiet.store.transaction((tx) => tx.people.dropReminder(reminder.person, reminder.seminar));
    await quiet.clock.advanceTo('2026-12-03T10:31:00+10:00');
    expect(quiet.server.standing()).toEqual([]);
  });

  it('costs nothing while nothing is due', async () => {
    const world = await openWorld();
    const { mortal } = await world.start();
    await world.save(aSeminar());
    const before = mortal.activity();
    await world.clock.advance({ hours: 24 });
    // Woken once an hour at most, to look at the clock.
    expect(mortal.activity() - before).toBeLessThan(24 * 8);
    expect(at('2026-11-17T08:00:00+10:00').equals(world.clock.now())).toBe(true);
  });
});
