import { describe, expect, it } from 'vitest';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, openWorld } from './world.ts';

describe('what was missed', () => {
  it('a reminder that still helps goes at once and tells the time that is left', async () => {
    const world = await openWorld();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-03T10:52:00+10:00');
    await world.start();
    const [only] = world.server.standing(CHANNEL);
    expect(only?.card.kind).toBe('reminder');
    expect(world.words(only)).toContain('in 8 minutes');
    expect(only?.at.equals(at('2026-12-03T10:52:00+10:00'))).toBe(true);
  });

  it('several reminders become the nearest, which carries the announcement that was missed too', async () => {
    const world = await openWorld();
    await world.save(aSeminar({ abstract: 'Foam forms where waves break. It travels far.' }));
    await world.clock.advanceTo('2026-12-03T10:52:00+10:00');
    await world.start();
    expect(world.kinds()).toEqual(['reminder']);
    expect(world.words(world.server.standing()[0])).toContain('Foam forms where waves break.');
    const near = (await world.notices()).find(({ key }) => 'offset' in key && key.offset === '15m');
    const notices = await world.notices();
    const far = notices.find(({ key }) => 'offset' in key && key.offset === '0d@09:00');
    expect(near?.state).toBe('sent');
    expect(far).toMatchObject({ state: 'superseded', supersededBy: near?.id });
    expect(await world.notice('announcement')).toMatchObject({ state: 'superseded', supersededBy: near?.id });
    // Drawn again it is still the full card.
    await world.clock.advanceTo('2026-12-03T11:00:01+10:00');
    expect(world.server.standing()[0]?.edits).toBe(1);
    expect(world.words(world.server.standing()[0])).toContain('Foam forms where waves break.');
  });

  it('one that no longer helps is skipped, with the reason', async () => {
    const world = await openWorld();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-03T11:00:00+10:00');
    await world.start();
    expect(world.server.standing()).toEqual([]);
    for (const notice of await world.notices()) {
      expect(notice.state).toBe('skipped');
      expect(notice.reason).toMatch(
        /^By the time it could be sent, the (announcement|reminder) was of no use/,
      );
    }
  });

  it('a reminder further from the start never comes after a nearer one', async () => {
    const world = await openWorld({ route: { announce: 'never' } });
    await world.start();
    await world.save(aSeminar());
    // The morning's reminder finds no way out until the later one has gone.
    world.server.fault = ({ type }) =>
      type === 'post' &&
      world.clock.now().epochMilliseconds < at('2026-12-03T10:44:30+10:00').epochMilliseconds
        ? { type: 'throttle', afterMs: 107 * 60_000, scope: 'channel' }
        : undefined;
    await world.clock.advanceTo('2026-12-03T10:59:00+10:00');
    expect(world.kinds()).toEqual(['reminder']);
    const far = (await world.notices()).find(({ key }) => 'offset' in key && key.offset === '0d@09:00');
    expect(far?.state).toBe('superseded');
  });

  it('held announcements are not let out by reminders that were overdue with them', async () => {
    const world = await openWorld({
      policy: { guard: { burst: 0, largeChannel: 500 } },
      route: { remind: [parseOffset('6d'), parseOffset('15m')] },
      now: '2026-11-30T08:00:00+10:00',
    });
    await world.start();
    await world.save(aSeminar());
    await world.clock.advance({ hours: 1 });
    expect(world.server.standing()).toEqual([]);
    expect((await world.notice('announcement')).state).toBe('held');
    // The one that falls due afterwards comes on time, and carries the card.
    await world.clock.advanceTo('2026-12-03T10:46:00+10:00');
    expect(world.kinds()).toEqual(['reminder']);
    expect((await world.notice('announcement')).state).toBe('superseded');
  });
});

describe('quiet hours', () => {
  const quietHours = { from: Temporal.PlainTime.from('20:00'), to: Temporal.PlainTime.from('09:30') };

  it('an announcement waits for their end', async () => {
    const world = await openWorld({ policy: { quietHours } });
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-11-26T09:29:59+10:00');
    expect(world.server.standing()).toEqual([]);
    expect((await world.notice('announcement')).reason).toBe(
      'Waits for the end of the quiet hours at 09:30.',
    );
    await world.clock.advanceTo('2026-11-26T09:30:00+10:00');
    expect(world.kinds()).toEqual(['announcement']);
  });

  it('a reminder does not wait, and what is due near the start does not either', async () => {
    const world = await openWorld({
      policy: { quietHours: { ...quietHours, to: Temporal.PlainTime.from('10:30') } },
      route: { announce: { when: parseOffset('0d@08:00'), needs: [], latest: parseOffset('1h') } },
    });
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-03T08:00:00+10:00');
    // Quiet until 10:30 is within an hour of the start at 11:00.
    expect(world.kinds()).toEqual(['announcement']);
    await world.clock.advanceTo('2026-12-03T09:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement', 'reminder']);
  });

  it('a reminder that is due first carries the card of the announcement that waits', async () => {
    const world = await openWorld({
      policy: { quietHours },
      route: { announce: { when: parseOffset('0d@08:00'), needs: [], latest: parseOffset('1h') } },
    });
    await world.start();
    await world.save(aSeminar({ abstract: 'Foam forms where waves break.' }));
    await world.clock.advanceTo('2026-12-03T08:30:00+10:00');
    expect(world.server.standing()).toEqual([]);
    await world.clock.advanceTo('2026-12-03T10:00:00+10:00');
    expect(world.kinds()).toEqual(['reminder']);
    expect(world.words(world.server.standing()[0])).toContain('Foam forms where waves break.');
    expect((await world.notice('announcement')).state).toBe('superseded');
  });
});

describe('an announcement that waits for its title', () => {
  const announce = { when: parseOffset('7d@09:00'), needs: ['title'], latest: parseOffset('3d') } as const;

  it('goes as soon as it has one', async () => {
    const world = await openWorld({ route: { announce } });
    await world.start();
    await world.save(aSeminar({ title: undefined }));
    await world.clock.advanceTo('2026-11-26T12:00:00+10:00');
    expect(world.server.standing()).toEqual([]);
    expect((await world.notice('announcement')).reason).toBe(
      'Waits for the title, until 11:00 on Monday 30 November at the latest.',
    );
    await world.save(aSeminar());
    expect(world.kinds()).toEqual(['announcement']);
  });

  it('goes without it at the latest', async () => {
    const world = await openWorld({ route: { announce } });
    await world.start();
    await world.save(aSeminar({ title: undefined }));
    await world.clock.advanceTo('2026-11-30T10:59:59+10:00');
    expect(world.server.standing()).toEqual([]);
    await world.clock.advanceTo('2026-11-30T11:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement']);
  });
});

describe('a clock that jumps', () => {
  it('an hour back, and on again: everything once', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-11-26T09:00:30+10:00');
    world.clock.jumpTo('2026-11-26T08:00:30+10:00');
    await world.clock.advance({ hours: 2 });
    expect(world.kinds()).toEqual(['announcement']);
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement', 'reminder', 'reminder']);
    expect(world.errors).toEqual([]);
  });

  it('put back while something waits for another try: it does not wait for the same time twice', async () => {
    const world = await openWorld();
    const { dispatcher } = await world.start();
    await world.save(aSeminar());
    let left = 1;
    world.server.fault = ({ type }) =>
      type === 'post' && left-- > 0 ? { type: 'reset', stored: false } : undefined;
    await world.clock.advanceTo('2026-12-03T10:45:01+10:00');
    world.clock.jumpTo('2026-12-03T10:15:01+10:00');
    dispatcher.wake();
    await world.clock.advance({ minutes: 2 });
    expect(world.server.standing().filter(({ card }) => card.kind === 'reminder').length).toBeGreaterThan(0);
    expect(await world.store.read.outbox.find({ states: ['unknown', 'sending', 'claimed'] })).toEqual([]);
  });

  it('a machine asleep for a day: what still helps goes when it wakes', async () => {
    const world = await openWorld();
    const { dispatcher } = await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-02T10:50:00+10:00');
    world.clock.jumpTo('2026-12-03T10:50:00+10:00');
    dispatcher.wake();
    await world.clock.rest();
    expect(world.kinds()).toEqual(['announcement', 'reminder']);
    expect(world.words(world.server.standing()[1])).toContain('in 10 minutes');
  });
});
