import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src/domain/address.ts';
import { DigestId, SeminarId } from '../../../src/domain/ids.ts';
import { announceSeminar } from '../../../src/pipeline/dispatch/acts/announce-seminar.ts';
import { retractNotice, retractSeminar } from '../../../src/pipeline/dispatch/acts/retract.ts';
import { retryNotices } from '../../../src/pipeline/dispatch/acts/retry-notices.ts';
import { sendManual } from '../../../src/pipeline/dispatch/acts/send-manual.ts';
import { planDigests } from '../../../src/pipeline/plan/plan-digests.ts';
import { rollHorizon } from '../../../src/pipeline/plan/roll-horizon.ts';
import { buildRouteIndex } from '../../../src/pipeline/targets/route-index.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, CHANNEL, FAR_CHANNEL, OTHER_LANE, openWorld, type World } from './world.ts';

const by = (world: World) => ({ store: world.store, clock: world.clock, by: 'Mira' });
const DAY_AFTER = '2026-11-27T12:00:00+10:00';
const LATER = at('2026-12-10T11:00:00+10:00');
const later = () => aSeminar({ start: LATER, end: LATER.add({ hours: 1 }) });

async function announced(options: Parameters<typeof openWorld>[0] = {}): Promise<World> {
  const world = await openWorld(options);
  await world.start();
  await world.save(aSeminar());
  await world.clock.advanceTo(DAY_AFTER);
  return world;
}

/** Everything that was ever posted, taken back or not. */
const posted = (world: World) => world.server.requests.filter(({ type }) => type === 'post').length;

describe('a seminar that was taken back is not planned again', () => {
  it.each([
    ['its start moves, so that its reminders have a new epoch', later()],
    ['it is cancelled', aSeminar({ status: 'cancelled' })],
    ['its title changes', aSeminar({ title: 'Another title' })],
  ])('when %s', async (_, changed) => {
    const world = await announced();
    await world.clock.advanceTo('2026-12-03T09:30:00+10:00');
    expect(world.kinds()).toEqual(['announcement', 'reminder']);
    await retractSeminar(by(world), aSeminar().id);
    await world.clock.rest();
    const before = posted(world);
    await world.save(changed);
    await world.clock.advanceTo('2026-12-11T00:00:00+10:00');
    expect(posted(world)).toBe(before);
    expect(world.server.standing()).toEqual([]);
  });

  it('when it is cancelled and takes place after all', async () => {
    const world = await announced();
    await retractSeminar(by(world), aSeminar().id);
    await world.save(aSeminar({ status: 'cancelled' }));
    await world.clock.advance({ hours: 1 });
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(world.server.standing()).toEqual([]);
    expect(posted(world)).toBe(1);
  });

  it('in a channel that is routed only afterwards', async () => {
    const world = await openWorld({ lanes: [{ lane: OTHER_LANE }] });
    await world.start();
    await world.save(aSeminar());
    await retractSeminar(by(world), aSeminar().id);
    const routes = buildRouteIndex(
      { routes: [...world.policy.routes, routeElsewhere(world)] },
      new Map([['slack:T2/#foam', FAR_CHANNEL]]),
    );
    const report = await rollHorizon(world.store, { policy: world.policy, routes }, world.clock.now());
    expect(report).toMatchObject({ seminars: 1, planned: 0 });
  });

  it('nor by the day’s roll, nor after a restart', async () => {
    const world = await announced();
    await retractSeminar(by(world), aSeminar().id);
    await rollHorizon(world.store, world.context, world.clock.now());
    await world.start();
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(world.server.standing()).toEqual([]);
  });

  it('nor is it tried again by hand: sending is the word for that', async () => {
    const world = await announced();
    await retractSeminar(by(world), aSeminar().id);
    const reminders = (await world.notices()).filter(({ kind }) => kind === 'reminder');
    const report = await retryNotices(
      by(world),
      reminders.map(({ id }) => id),
    );
    expect(report.done).toEqual([]);
    expect(report.refused[0]?.reason).toBe('It was taken back; “lectern send” says it again.');
  });
});

/** As the world's one route, to another channel. */
function routeElsewhere(world: World) {
  const [route] = world.policy.routes;
  if (!route) throw new Error('the world has a route');
  return { ...route, to: [parseAddress('slack:T2/#foam')] };
}

describe('digests', () => {
  const digest = {
    id: DigestId.parse('weekly'),
    cron: '0 9 * * MON',
    windowDays: 7,
    to: [parseAddress('slack:#tides')],
    match: { all: true },
    audience: 'members',
  } as const;

  it('do not list it, and one that stands is drawn again without it', async () => {
    const world = await openWorld({
      policy: { digests: [digest] },
      route: { announce: 'never', remind: [] },
    });
    await world.start();
    await world.save(aSeminar());
    const other = {
      id: SeminarId.parse('q8w2e5rt'),
      title: 'Sand that sings',
      start: at('2026-12-04T11:00:00+10:00'),
    };
    await world.save(aSeminar(other));
    await world.clock.advanceTo('2026-11-29T09:00:00+10:00');
    await world.store.transaction((tx) =>
      planDigests(tx, world.policy, new Map([['slack:#tides', CHANNEL]]), world.clock.now()),
    );
    await world.clock.advanceTo('2026-11-30T09:05:00+10:00');
    const [standing] = world.server.standing(CHANNEL);
    expect(world.words(standing)).toContain('The foam of breaking waves');
    await retractSeminar(by(world), aSeminar().id);
    await world.clock.advance({ minutes: 5 });
    const [mended] = world.server.standing(CHANNEL);
    expect(world.words(mended)).not.toContain('The foam of breaking waves');
    expect(world.words(mended)).toContain('Sand that sings');
  });
});

describe('an announcement that was taken back', () => {
  it('takes what was still to come in its channel with it, and leaves other channels alone', async () => {
    const world = await announced({
      lanes: [{ lane: OTHER_LANE }],
      route: { to: [parseAddress('slack:#tides'), parseAddress('slack:T2/#foam')] },
    });
    const here = (await world.notices()).find(
      ({ kind, channel }) => kind === 'announcement' && channel === CHANNEL,
    );
    if (!here) throw new Error('nothing was announced');
    expect(await retractNotice(by(world), here.id)).toEqual({ stopped: 2, removing: 1 });
    await world.save(later());
    await world.clock.advanceTo('2026-12-11T00:00:00+10:00');
    expect(world.kinds(CHANNEL)).toEqual([]);
    expect(world.kinds(FAR_CHANNEL)).toEqual(['announcement', 'change', 'reminder', 'reminder']);
  });

  it('while a reminder that was taken back comes again for a new time', async () => {
    const world = await announced();
    await world.clock.advanceTo('2026-12-03T09:30:00+10:00');
    const reminder = (await world.notices()).find(
      ({ kind, state }) => kind === 'reminder' && state === 'sent',
    );
    if (!reminder) throw new Error('nobody was reminded');
    await retractNotice(by(world), reminder.id);
    await world.save(later());
    await world.clock.advanceTo('2026-12-10T09:30:00+10:00');
    expect(world.kinds()).toEqual(['announcement', 'change', 'reminder']);
  });
});

describe('announcing what was taken back', () => {
  it('by hand in one channel says it there, keeps it true, and brings nothing else back', async () => {
    const world = await announced();
    await retractSeminar(by(world), aSeminar().id);
    await world.clock.advance({ minutes: 5 });
    await sendManual(by(world), aSeminar(), 'announcement', CHANNEL);
    await world.clock.rest();
    expect(world.kinds()).toEqual(['announcement']);
    await world.save(aSeminar({ status: 'cancelled' }));
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement', 'change']);
  });

  it('by hand offers no reminder that would never come', async () => {
    const world = await announced();
    const offers = (): readonly boolean[] =>
      world.server.standing().map((message) => world.words(message).includes('Remind me 15'));
    expect(offers()).toEqual([true]);
    await retractSeminar(by(world), aSeminar().id);
    await world.clock.rest();
    await sendManual(by(world), aSeminar(), 'announcement', CHANNEL);
    await world.clock.rest();
    await world.save(aSeminar({ title: 'Another title' }));
    await world.clock.advance({ minutes: 5 });
    expect(world.server.standing().map((message) => world.words(message))).toContainEqual(
      expect.stringContaining('Another title'),
    );
    expect(offers()).not.toContain(true);
  });

  it('everywhere makes it a seminar like any other again', async () => {
    const world = await announced();
    await retractSeminar(by(world), aSeminar().id);
    await world.clock.advance({ minutes: 5 });
    expect(await announceSeminar(by(world), aSeminar(), world.context.routes)).toEqual({
      type: 'announced',
      channels: [CHANNEL],
    });
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement', 'reminder', 'reminder']);
    expect(await world.store.read.seminars.retractionsOf([aSeminar().id])).toEqual([]);
  });

  it('where it stands already says nothing twice', async () => {
    const world = await announced();
    await announceSeminar(by(world), aSeminar(), world.context.routes);
    await world.clock.advance({ hours: 1 });
    expect(world.kinds()).toEqual(['announcement']);
  });
});
