import { describe, expect, it } from 'vitest';
import { SeminarId } from '../../../src/domain/ids.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { releaseChannel } from '../../../src/pipeline/dispatch/acts/release-channel.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import {
  at,
  CHANNEL,
  FAR_CHANNEL,
  LANE,
  OTHER_LANE,
  openWorld,
  type World,
  type WorldOptions,
} from './world.ts';

const OTHER_ID = SeminarId.parse('q8w2e5rt');
const NOON = at('2026-12-04T12:00:00+10:00');

/** A service that has a known channel in each of its lanes. */
async function openKnown(options: WorldOptions = {}): Promise<World> {
  const world = await openWorld(options);
  await world.store.transaction(async (tx) => {
    await tx.directory.putChannel({ id: CHANNEL, lane: LANE, name: '#tides', kind: 'channel' });
    await tx.directory.putChannel({ id: FAR_CHANNEL, lane: OTHER_LANE, name: '#foam', kind: 'channel' });
  });
  return world;
}

/** The same channels as another world left them, served from an empty store. */
async function loseStore(
  before: World,
  records: readonly Seminar[],
  options: WorldOptions = {},
): Promise<World> {
  await before.close();
  const world = await openKnown({ ...options, server: before.server, clock: before.clock });
  await world.start();
  for (const record of records) await world.save(record);
  await world.clock.advance({ seconds: 5 });
  return world;
}

const posts = (world: World) => world.server.requests.filter(({ type }) => type === 'post').length;
const surveys = (world: World) => world.server.requests.filter(({ type }) => type === 'survey').length;

async function announced(options: WorldOptions = {}, until = '2026-11-27T12:00:00+10:00'): Promise<World> {
  const world = await openKnown(options);
  await world.start();
  await world.save(aSeminar());
  await world.clock.advanceTo(until);
  return world;
}

describe('a store that was lost while the channels still stand', () => {
  it('says nothing again, and tells the operators once what it took over', async () => {
    const before = await announced();
    const said = posts(before);
    const after = await loseStore(before, [aSeminar()]);
    expect(posts(after)).toBe(said);
    expect(await after.states()).toMatchObject({ announcement: 'sent' });
    expect(await after.ledger(await after.notice('announcement'))).toContain(
      'sent: It had been sent before my records were lost: it was found in the channel.',
    );
    expect(after.told).toEqual([
      `The store is new, but 1 message of an earlier one stands in 1 channel of ${LANE}. They are taken over: nothing that they said is said again, and they are kept true.`,
    ]);
    await after.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(after.kinds()).toEqual(['announcement', 'reminder', 'reminder']);
  });

  it('keeps what it found true: cards are brought up to date, and changes are said from then on', async () => {
    const before = await announced();
    const after = await loseStore(before, [aSeminar({ venue: { room: '1-101' } })]);
    expect(after.words(after.server.standing()[0])).toContain('1-101');
    expect(after.kinds()).toEqual(['announcement']);
    await after.save(aSeminar({ status: 'cancelled' }));
    await after.clock.advance({ minutes: 5 });
    expect(after.kinds()).toEqual(['announcement', 'change']);
    expect(after.words(after.server.standing()[0])).toContain('ancelled');
  });

  it('finds the card of a seminar that was cancelled meanwhile', async () => {
    const before = await announced({ lanes: [{ lane: OTHER_LANE }] });
    const other = aSeminar({ id: OTHER_ID, title: 'Sand that sings' });
    const after = await loseStore(before, [other, aSeminar({ status: 'cancelled' })]);
    const [card] = after.server.standing();
    expect(after.words(card)).toContain('ancelled');
  });

  it('reminds nobody twice, whether the start had moved before or not', async () => {
    const before = await openKnown();
    await before.start();
    const moved = aSeminar({ start: NOON, end: NOON.add({ hours: 1 }) });
    await before.save(aSeminar());
    await before.clock.advanceTo('2026-12-03T09:30:00+10:00');
    await before.save(moved);
    await before.clock.advanceTo('2026-12-04T09:30:00+10:00');
    expect(before.kinds()).toEqual(['announcement', 'reminder', 'change', 'reminder']);
    const said = posts(before);
    const after = await loseStore(before, [moved]);
    expect(posts(after)).toBe(said);
    await after.clock.advanceTo('2026-12-05T00:00:00+10:00');
    expect(after.kinds()).toEqual(['announcement', 'reminder', 'change', 'reminder', 'reminder']);
  });

  it('reminds for a new time of which nobody was reminded, though people were of the old one', async () => {
    const before = await openKnown();
    await before.start();
    await before.save(aSeminar());
    await before.clock.advanceTo('2026-12-03T09:30:00+10:00');
    const moved = aSeminar({ start: NOON, end: NOON.add({ hours: 1 }) });
    const after = await loseStore(before, [moved]);
    await after.clock.advanceTo('2026-12-05T00:00:00+10:00');
    expect(after.kinds()).toEqual(['announcement', 'reminder', 'reminder', 'reminder']);
  });

  it('does not announce what a reminder had carried', async () => {
    const before = await openKnown({ now: '2026-12-03T09:30:00+10:00' });
    await before.start();
    await before.save(aSeminar());
    await before.clock.advance({ seconds: 5 });
    expect(before.kinds()).toEqual(['reminder']);
    const after = await loseStore(before, [aSeminar()]);
    expect(after.kinds()).toEqual(['reminder']);
  });

  it('whose records come in late finds their posts then', async () => {
    const before = await announced();
    const said = posts(before);
    const other = aSeminar({ id: OTHER_ID, title: 'Sand that sings' });
    const after = await loseStore(before, [other]);
    await after.save(aSeminar());
    await after.clock.advance({ minutes: 1 });
    expect(posts(after)).toBe(said + 1);
    expect(await after.store.read.outbox.find({ seminar: aSeminar().id, states: ['sent'] })).not.toEqual([]);
  });

  it('is lost a second time, and goes on in the first one’s name', async () => {
    const first = await announced();
    const second = await loseStore(first, [aSeminar()]);
    await second.clock.advanceTo('2026-12-03T09:30:00+10:00');
    const said = posts(second);
    const third = await loseStore(second, [aSeminar()]);
    expect(posts(third)).toBe(said);
    expect(new Set(third.server.standing().map(({ mark }) => mark?.installation)).size).toBe(1);
    await third.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(third.kinds()).toEqual(['announcement', 'reminder', 'reminder']);
  });

  it('looks again where a look failed, and sends nothing before it has looked', async () => {
    const before = await announced();
    const said = posts(before);
    let failures = 3;
    before.server.fault = ({ type }) =>
      type === 'survey' && failures-- > 0
        ? { type: 'failure', failure: { type: 'retry', reason: 'away' } }
        : undefined;
    const after = await loseStore(before, [aSeminar()]);
    await after.clock.advance({ minutes: 5 });
    expect(failures).toBeLessThan(0);
    expect(posts(after)).toBe(said);
    expect(await after.states()).toMatchObject({ announcement: 'sent' });
  });

  it('that cannot read the channel goes on as any new store does', async () => {
    const before = await announced();
    const said = posts(before);
    before.server.fault = ({ type }) =>
      type === 'survey'
        ? { type: 'failure', failure: { type: 'channelGone', reason: 'no', mend: 'invite it' } }
        : undefined;
    const after = await loseStore(before, [aSeminar()]);
    expect(posts(after)).toBe(said + 1);
  });
});

describe('a store that has sent in the lane before', () => {
  it('never looks', async () => {
    const world = await announced();
    const looked = surveys(world);
    expect(looked).toBe(2);
    await world.start();
    await world.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(surveys(world)).toBe(looked);
  });
});

describe('where posts of several installations stand', () => {
  it('nothing is sent before an operator says so', async () => {
    const one = await announced();
    await one.close();
    const two = await openKnown({ clock: one.clock });
    await two.start();
    await two.save(aSeminar());
    await two.clock.advance({ seconds: 5 });
    for (const message of two.server.standing()) one.server.store(message);
    const said = posts(one);
    const after = await loseStore(one, [aSeminar()]);
    expect(posts(after)).toBe(said);
    expect(after.told).toHaveLength(1);
    expect(after.told[0]).toContain('messages of 2 installations of Lectern stand');
    await after.clock.advance({ hours: 2 });
    expect(after.told).toHaveLength(1);
    await releaseChannel({ store: after.store, clock: after.clock, by: 'Mira' }, CHANNEL);
    await after.clock.advance({ minutes: 1 });
    expect(posts(after)).toBe(said + 1);
  });
});
