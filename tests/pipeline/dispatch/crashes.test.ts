import { describe, expect, it } from 'vitest';
import { SeminarId } from '../../../src/domain/ids.ts';
import { sendManual } from '../../../src/pipeline/dispatch/acts/send-manual.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import type { ChatFault } from '../../support/fake-chat.ts';
import type { DeathPoint } from './mortal-store.ts';
import { CHANNEL, openWorld, type World } from './world.ts';

const POINTS: readonly DeathPoint[] = [
  'afterClaim',
  'beforeSending',
  'afterSending',
  'beforeRecord',
  'afterRecord',
];
const BEFORE_ANNOUNCEMENT = '2026-11-26T08:59:59+10:00';
const LATER = '2026-11-26T09:30:00+10:00';

/** How often each kind of message arrived, over all requests ever carried out and still standing. */
function count(world: World, kind: string): number {
  return world.kinds(CHANNEL).filter((other) => other === kind).length;
}

describe('a process that is killed', () => {
  it.each(POINTS)('%s: the next one delivers exactly once', async (point) => {
    const world = await openWorld();
    const first = await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    first.mortal.dieAt(point);
    await world.clock.advance({ seconds: 2 });
    expect(first.mortal.isDead).toBe(true);
    await world.start();
    await world.clock.advanceTo(LATER);
    expect(count(world, 'announcement')).toBe(1);
    expect((await world.notice('announcement')).state).toBe('sent');
    expect((await world.store.read.posts.get((await world.notice('announcement')).id))?.message).toBe(
      world.server.standing(CHANNEL)[0]?.message,
    );
  });

  it.each(POINTS)('%s, at a reminder: it comes once, before the start', async (point) => {
    const world = await openWorld();
    const first = await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-03T10:44:59+10:00');
    first.mortal.dieAt(point);
    await world.clock.advance({ seconds: 2 });
    await world.start();
    await world.clock.advanceTo('2026-12-03T10:59:00+10:00');
    expect(count(world, 'reminder')).toBe(2);
  });

  it('again and again, at every point in turn: still once', async () => {
    const world = await openWorld();
    await world.save(aSeminar());
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    for (const point of [...POINTS, 'beforeLook', 'afterLook'] as const) {
      const process = await world.start();
      process.mortal.dieAt(point);
      await world.clock.advance({ minutes: 3 });
      process.mortal.die();
    }
    await world.start();
    await world.clock.advanceTo(LATER);
    expect(count(world, 'announcement')).toBe(1);
    expect((await world.notice('announcement')).state).toBe('sent');
  });

  it('while nothing could look for it: a reminder is not said twice, an announcement is not lost', async () => {
    const world = await openWorld({ chat: { capabilities: { find: false } } });
    const first = await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo(BEFORE_ANNOUNCEMENT);
    first.mortal.dieAt('beforeRecord');
    await world.clock.advance({ seconds: 2 });
    const second = await world.start();
    await world.clock.advanceTo(LATER);
    expect(count(world, 'announcement')).toBe(2);
    expect(await world.ledger(await world.notice('announcement'))).toContainEqual(
      expect.stringContaining('an announcement that nobody sees is worse than two'),
    );
    await world.clock.advanceTo('2026-12-03T10:44:59+10:00');
    second.mortal.dieAt('beforeRecord');
    await world.clock.advance({ seconds: 2 });
    await world.start();
    await world.clock.advanceTo('2026-12-03T12:30:00+10:00');
    expect(count(world, 'reminder')).toBe(2);
    const [, nearer] = (await world.notices()).filter(({ kind }) => kind === 'reminder');
    expect(nearer?.state).toBe('skipped');
    expect(nearer?.reason).toMatch(/may have arrived.*not sent again/);
  });
});

describe('a request whose outcome is not known', () => {
  const faults: readonly (readonly [string, ChatFault])[] = [
    ['reset before it was stored', { type: 'reset', stored: false }],
    ['reset after it was stored', { type: 'reset', stored: true }],
    ['never answered, not stored', { type: 'hang', stored: false }],
    ['never answered, stored', { type: 'hang', stored: true }],
    [
      'never answered, stored just before the time-out',
      { type: 'hang', stored: true, arrivesAfterMs: 9_900 },
    ],
    [
      'never answered, stored long after the time-out',
      { type: 'hang', stored: true, arrivesAfterMs: 35_000 },
    ],
    ['refused', { type: 'refused' }],
  ];

  it.each(faults)('%s: arrives once', async (_, fault) => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    let left = 1;
    world.server.fault = ({ type }) => (type === 'post' && left-- > 0 ? fault : undefined);
    await world.clock.advanceTo(LATER);
    expect(count(world, 'announcement')).toBe(1);
    expect((await world.notice('announcement')).state).toBe('sent');
    expect(world.errors).toEqual([]);
  });

  it('is looked for once for a whole channel', async () => {
    const world = await openWorld();
    await world.start();
    for (const id of ['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd']) {
      await world.save(aSeminar({ id: SeminarId.parse(id), title: `Talk ${id}` }));
    }
    // Two are stored and two are not; nobody is told which.
    let posts = 0;
    world.server.fault = ({ type }) => {
      if (type !== 'post') return undefined;
      posts += 1;
      return posts <= 4 ? { type: 'reset', stored: posts % 2 === 0 } : undefined;
    };
    await world.clock.advanceTo(LATER);
    expect(count(world, 'announcement')).toBe(4);
    expect(new Set(world.server.standing(CHANNEL).map(({ key }) => key)).size).toBe(4);
    expect(world.server.requests.filter(({ type }) => type === 'find')).toHaveLength(1);
    expect(world.server.requests.filter(({ type }) => type === 'post')).toHaveLength(6);
  });

  it('is not given up for lost by a look that was made for another one', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    // Somewhat later, by hand, so that both are unknown in one channel.
    const faults: ChatFault[] = [
      { type: 'hang', stored: false },
      { type: 'hang', stored: true, arrivesAfterMs: 36_000 },
    ];
    world.server.fault = ({ type }) => (type === 'post' ? faults.shift() : undefined);
    await world.clock.advanceTo('2026-11-26T09:00:20+10:00');
    const scene = { store: world.store, clock: world.clock, by: 'Mira' };
    await sendManual(scene, aSeminar(), 'reminder', CHANNEL);
    await world.clock.advanceTo(LATER);
    expect(count(world, 'announcement')).toBe(1);
    expect(count(world, 'reminder')).toBe(1);
  });

  it('is decided by its kind where the history does not reach back far enough', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    let left = 1;
    world.server.fault = ({ type }) =>
      type === 'post' && left-- > 0 ? { type: 'reset', stored: true } : undefined;
    world.server.historyReach = 0;
    await world.clock.advanceTo(LATER);
    expect(count(world, 'announcement')).toBe(2);
    const ledger = await world.ledger(await world.notice('announcement'));
    expect(ledger.some((line) => /does not reach back.*sent again/.test(line))).toBe(true);
  });

  it('copies that stand already are removed but for the first', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    let left = 1;
    world.server.fault = ({ type, ...request }) => {
      if (type !== 'post' || left-- <= 0) return undefined;
      // Another process, frozen for longer than its lease, had sent the same.
      const key = 'key' in request ? request.key : '';
      world.server.store({
        channel: CHANNEL,
        key,
        card: { kind: 'announcement', summary: 'copy', blocks: [] },
      });
      return { type: 'reset', stored: true };
    };
    await world.clock.advanceTo(LATER);
    expect(world.server.standing(CHANNEL)).toHaveLength(1);
    // The first one stays, and is edited to what it should say.
    expect(world.words(world.server.standing(CHANNEL)[0])).toContain('The foam of breaking waves');
    const ledger = await world.ledger(await world.notice('announcement'));
    expect(ledger.some((line) => /found 2 times/.test(line))).toBe(true);
  });
});
