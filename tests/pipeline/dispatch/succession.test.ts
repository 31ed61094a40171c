import { describe, expect, it } from 'vitest';
import { SeminarId } from '../../../src/domain/ids.ts';
import { parseOffset } from '../../../src/domain/time/offset.ts';
import { sendManual } from '../../../src/pipeline/dispatch/acts/send-manual.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, openWorld, type World } from './world.ts';

const BEFORE_ANNOUNCEMENT = '2026-11-26T08:59:59+10:00';
const IDS = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((id) => SeminarId.parse(id));

const states = async (world: World, kind: string): Promise<readonly string[]> =>
  (await world.ledger(await world.notice(kind === 'edit' ? 'edit' : 'announcement'))).map(
    (line) => line.split(':')[0] ?? '',
  );

describe('a process that follows one that was killed', () => {
  it('sends at once where it can tell that the other is over, and else when its lease has run out', async () => {
    for (const [isGone, seconds] of [
      [() => true, 1],
      [() => false, 20],
    ] as const) {
      const world = await openWorld();
      const first = await world.start();
      await world.save(aSeminar());
      await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
      first.mortal.dieAt('afterClaim');
      await world.clock.advance({ seconds: 2 });
      await world.start({ isGone });
      await world.clock.advance({ seconds: seconds - 1 });
      expect(world.kinds()).toEqual(isGone() ? ['announcement'] : []);
      await world.clock.advance({ seconds: 5 });
      expect(world.kinds()).toEqual(['announcement']);
    }
  });

  it('was there before, and saw nothing due: sees within seconds to what the other had in hand', async () => {
    const world = await openWorld();
    const both = [await world.start(), await world.start()];
    await world.save(aSeminar());
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    for (const { mortal } of both) mortal.dieAt('afterClaim');
    await world.clock.advance({ seconds: 2 });
    expect(both.filter(({ mortal }) => mortal.isDead)).toHaveLength(1);
    // Everything that was due is claimed by the dead one, whose lease runs. The other claims it, and dies of that too.
    await world.clock.advance({ seconds: 22 });
    expect(both.filter(({ mortal }) => mortal.isDead)).toHaveLength(2);
  });

  it('never takes the lane from one that lives', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    const asked: string[] = [];
    const isGone = (holder: string): boolean => {
      asked.push(holder);
      return false;
    };
    world.server.latencyMs = () => 5_000;
    await world.clock.advance({ seconds: 2 });
    await world.start({ isGone });
    await world.clock.advance({ seconds: 20 });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((holder) => holder.startsWith('test/'))).toBe(true);
    expect(world.server.requests.filter(({ type }) => type === 'post')).toHaveLength(1);
  });

  it('keeps to the windows that the other has used', async () => {
    const window = [{ count: 1, ms: 60_000 }];
    const limits = { channel: [], lane: window, edits: [], inFlight: 9 };
    const world = await openWorld({ chat: { limits }, policy: { guard: { burst: 9, largeChannel: 500 } } });
    const first = await world.start();
    for (const id of IDS) await world.save(aSeminar({ id, title: `Talk ${id}` }));
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    first.mortal.dieAt('afterRecord');
    await world.clock.advance({ seconds: 2 });
    expect(world.kinds()).toHaveLength(1);
    await world.start({ isGone: () => true });
    await world.clock.advance({ seconds: 50 });
    expect(world.kinds()).toHaveLength(1);
    await world.clock.advance({ seconds: 20 });
    expect(world.kinds()).toHaveLength(2);
    const posts = world.server.requests.filter(({ type }) => type === 'post');
    const [one, two] = posts.map((request) => request.at.epochMilliseconds);
    expect((two ?? 0) - (one ?? 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('waits for as long as the platform asked the other to', async () => {
    // One at a time: the others have not been asked to wait themselves.
    const limits = { channel: [], lane: [], edits: [], inFlight: 1 };
    const world = await openWorld({ chat: { limits }, policy: { guard: { burst: 9, largeChannel: 500 } } });
    const first = await world.start();
    for (const id of IDS) await world.save(aSeminar({ id, title: `Talk ${id}` }));
    const reason = 'too many requests';
    const throttled = { type: 'throttled', afterMs: 90_000, scope: 'lane', reason } as const;
    world.server.fault = () => ({ type: 'failure', failure: throttled });
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    first.mortal.dieAt('afterRecord');
    await world.clock.advance({ seconds: 2 });
    const asked = world.server.requests.filter(({ type }) => type === 'post').length;
    expect(asked).toBe(1);
    world.server.fault = () => undefined;
    await world.start({ isGone: () => true });
    await world.clock.advance({ seconds: 80 });
    expect(world.server.requests.filter(({ type }) => type === 'post')).toHaveLength(asked);
    await world.clock.advance({ seconds: 60 });
    expect(world.kinds()).toHaveLength(3);
  });

  it('where nothing can be looked for, decides at once what may have arrived', async () => {
    const world = await openWorld({ chat: { capabilities: { find: false } } });
    const first = await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    first.mortal.dieAt('afterSending');
    await world.clock.advance({ seconds: 2 });
    await world.start({ isGone: () => true });
    await world.clock.advance({ seconds: 3 });
    expect(await states(world, 'announcement')).toEqual([
      'due',
      'sending',
      'unknown',
      'due',
      'sending',
      'sent',
    ]);
    expect(world.kinds()).toHaveLength(1);
  });

  it('edits again what may have been edited, though the record is as it was before', async () => {
    const world = await openWorld();
    const first = await world.start();
    const seminar = await world.save(aSeminar());
    const scene = { store: world.store, clock: world.clock, by: 'Mira' };
    await sendManual(scene, seminar, 'announcement', CHANNEL);
    await world.clock.advance({ seconds: 1 });
    first.mortal.dieAt('beforeRecord');
    await world.save(aSeminar({ venue: { room: '1-101' } }));
    await world.clock.advance({ seconds: 1 });
    expect(first.mortal.isDead).toBe(true);
    expect(world.words(world.server.standing()[0])).toContain('1-101');
    await world.save(aSeminar());
    await world.start({ isGone: () => true });
    await world.clock.advance({ seconds: 30 });
    expect(world.words(world.server.standing()[0])).not.toContain('1-101');
  });

  it('says a change aloud though a reminder that may have arrived would have told of it', async () => {
    const world = await openWorld({
      chat: { capabilities: { find: false } },
      route: { announce: { when: parseOffset('4h'), needs: [], latest: parseOffset('1h') } },
    });
    const first = await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-03T10:44:55+10:00');
    expect(world.kinds()).not.toContain('change');
    await world.save(aSeminar({ venue: { room: '1-101' } }));
    world.server.fault = ({ type }) => (type === 'post' ? { type: 'reset', stored: false } : undefined);
    first.mortal.dieAt('afterSending');
    await world.clock.advance({ seconds: 6 });
    expect(first.mortal.isDead).toBe(true);
    world.server.fault = () => undefined;
    await world.start({ isGone: () => true });
    await world.clock.advance({ seconds: 20 });
    expect(world.kinds().filter((kind) => kind === 'change')).toHaveLength(1);
  });

  it('edits again only when the edit that was on its way cannot be carried out any more', async () => {
    const world = await openWorld();
    const first = await world.start();
    const seminar = await world.save(aSeminar());
    const scene = { store: world.store, clock: world.clock, by: 'Mira' };
    await sendManual(scene, seminar, 'announcement', CHANNEL);
    await world.clock.advance({ seconds: 1 });
    world.server.fault = ({ type }) =>
      type === 'update' ? { type: 'hang', stored: true, arrivesAfterMs: 8_000 } : undefined;
    first.mortal.dieAt('beforeRecord');
    await world.save(aSeminar({ venue: { room: '1-101' } }));
    await world.clock.advance({ seconds: 1 });
    first.mortal.die();
    world.server.fault = () => undefined;
    await world.save(aSeminar({ venue: { room: '2-202' } }));
    await world.start({ isGone: () => true });
    await world.clock.advance({ seconds: 30 });
    expect(world.words(world.server.standing()[0])).toContain('2-202');
    expect(world.clock.now().epochMilliseconds).toBeLessThan(at('2026-11-26T00:00:00Z').epochMilliseconds);
  });
});
