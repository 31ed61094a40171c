import { describe, expect, it } from 'vitest';
import { releaseChannel } from '../../../src/pipeline/dispatch/acts/release-channel.ts';
import { retractNotice, retractSeminar } from '../../../src/pipeline/dispatch/acts/retract.ts';
import { retryNotices } from '../../../src/pipeline/dispatch/acts/retry-notices.ts';
import { sendManual } from '../../../src/pipeline/dispatch/acts/send-manual.ts';
import { skipNotices } from '../../../src/pipeline/dispatch/acts/skip-notices.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { CHANNEL, openWorld, type World } from './world.ts';

const by = (world: World) => ({ store: world.store, clock: world.clock, by: 'Mira' });
const DAY_AFTER = '2026-11-27T12:00:00+10:00';

async function announced(): Promise<World> {
  const world = await openWorld();
  await world.start();
  await world.save(aSeminar());
  await world.clock.advanceTo(DAY_AFTER);
  return world;
}

describe('taking back', () => {
  it('removes what stands, and it is neither edited nor posted again', async () => {
    const world = await announced();
    const done = await retractNotice(by(world), (await world.notice('announcement')).id);
    await world.clock.rest();
    // With an announcement go the reminders that were to follow it there.
    expect(done).toEqual({ stopped: 2, removing: 1 });
    expect(world.server.standing()).toEqual([]);
    await world.save(aSeminar({ title: 'Another title' }));
    await world.clock.advance({ hours: 2 });
    expect(world.kinds().filter((kind) => kind === 'announcement')).toEqual([]);
  });

  it('of a whole seminar stops what was to come as well', async () => {
    const world = await announced();
    const done = await retractSeminar(by(world), aSeminar().id);
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(done).toEqual({ stopped: 2, removing: 1 });
    expect(world.server.standing()).toEqual([]);
    expect(await world.states()).toMatchObject({ 'reminder 15m': 'skipped', removal: 'sent' });
  });

  it.each([true, false])('races a send that nobody knows of (stored: %s) and wins', async (stored) => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    let left = 1;
    world.server.fault = ({ type }) =>
      type === 'post' && left-- > 0 ? { type: 'reset', stored } : undefined;
    await world.clock.advanceTo('2026-11-26T09:00:10+10:00');
    expect((await world.notice('announcement')).state).toBe('unknown');
    await retractNotice(by(world), (await world.notice('announcement')).id);
    await world.clock.advance({ hours: 1 });
    expect(world.server.standing()).toEqual([]);
    expect((await world.notice('announcement')).state).toBe(stored ? 'sent' : 'skipped');
  });

  it('marks where a platform cannot delete', async () => {
    const world = await openWorld({ chat: { capabilities: { remove: false } } });
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo(DAY_AFTER);
    await retractNotice(by(world), (await world.notice('announcement')).id);
    await world.clock.rest();
    expect(world.words(world.server.standing()[0])).toContain('This message was taken back.');
  });
});

describe('sending by hand', () => {
  it('goes at once, to a channel that no route leads to, and not twice', async () => {
    const world = await openWorld({ route: { match: { tag: ['nothing'] } } });
    await world.start();
    const seminar = await world.save(aSeminar());
    const owed = await sendManual(by(world), seminar, 'announcement', CHANNEL);
    await world.clock.rest();
    expect(owed.type).toBe('owed');
    expect(world.kinds()).toEqual(['announcement']);
    await world.clock.advance({ hours: 24 });
    expect(world.kinds()).toEqual(['announcement']);
    expect(world.words(world.server.standing()[0])).not.toContain('zoom.example/j/1');
  });

  it('is refused for what is over', async () => {
    const world = await openWorld({ now: '2026-12-04T00:00:00+10:00' });
    const owed = await sendManual(by(world), aSeminar(), 'reminder', CHANNEL);
    expect(owed).toEqual({ type: 'refused', reason: 'The seminar is over.' });
  });
});

describe('settling by hand', () => {
  it('releases what the guard held', async () => {
    const world = await openWorld({
      policy: { guard: { burst: 0, largeChannel: 500 } },
      now: '2026-11-30T08:00:00+10:00',
    });
    await world.start();
    await world.save(aSeminar());
    expect(world.server.standing()).toEqual([]);
    expect(await releaseChannel(by(world), CHANNEL)).toEqual({ notices: 1, mended: false, resumed: false });
    await world.clock.rest();
    expect(world.kinds()).toEqual(['announcement']);
    expect(await world.ledger(await world.notice('announcement'))).toContain('due: Released by hand (Mira).');
  });

  it('skips what has not left, and says why it cannot skip the rest', async () => {
    const world = await announced();
    const reminders = (await world.notices()).filter(({ kind }) => kind === 'reminder');
    const announcement = await world.notice('announcement');
    const report = await skipNotices(by(world), [...reminders.map(({ id }) => id), announcement.id]);
    expect(report.done).toHaveLength(2);
    expect(report.refused).toEqual([
      {
        notice: announcement.id,
        reason: 'The announcement was sent already; “retract” takes it back.',
      },
    ]);
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement']);
  });

  it('tries again what failed', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    world.server.fault = ({ type }) =>
      type === 'post'
        ? { type: 'failure', failure: { type: 'giveUp', reason: 'message too long' } }
        : undefined;
    await world.clock.advanceTo(DAY_AFTER);
    const { id, state, reason } = await world.notice('announcement');
    expect({ state, reason }).toEqual({
      state: 'failed',
      reason: 'It was refused: message too long.',
    });
    world.server.fault = () => undefined;
    expect((await retryNotices(by(world), [id])).done).toEqual([id]);
    await world.clock.rest();
    expect(world.kinds()).toEqual(['announcement']);
  });
});
