import { describe, expect, it } from 'vitest';
import { channelIdOf, personIdOf, SeminarId, SeriesId } from '../../../src/domain/ids.ts';
import { forgetPerson } from '../../../src/pipeline/dispatch/acts/forget-person.ts';
import { noteSeminar } from '../../../src/pipeline/dispatch/acts/note-seminar.ts';
import { pause } from '../../../src/pipeline/dispatch/acts/pause.ts';
import { resume } from '../../../src/pipeline/dispatch/acts/resume.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { CHANNEL, LANE, openWorld, type World } from './world.ts';

const by = (world: World) => ({ store: world.store, clock: world.clock, by: 'Mira' });
const channel = { type: 'channel', channel: CHANNEL } as const;
const seminarIdOf = (index: number) => SeminarId.parse(`tide000${index}`);

describe('a pause', () => {
  it('says nothing, keeps what stands true, and goes on at the word', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
    expect(world.kinds()).toEqual(['announcement']);
    await pause(by(world), channel);
    await world.save(aSeminar({ venue: { room: 'Kelp Theatre' } }));
    await world.clock.advanceTo('2026-12-03T10:50:00+10:00');
    expect(world.kinds()).toEqual(['announcement']);
    expect(world.words(world.server.standing()[0])).toContain('Kelp Theatre');
    const waiting = (await world.notices()).filter(
      ({ kind, state }) => kind === 'reminder' && state === 'due',
    );
    expect(waiting.map(({ reason }) => reason)).toEqual([expect.stringContaining('paused since')]);

    const resumed = await resume(by(world), channel, 5);
    await world.clock.rest();
    expect(resumed?.released).toBeGreaterThan(0);
    expect(world.kinds()).toContain('reminder');
  });

  it('skips what lost its use meanwhile', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    await pause(by(world), { type: 'everything' });
    await world.clock.advanceTo('2026-12-03T11:30:00+10:00');
    await resume(by(world), { type: 'everything' }, 5);
    await world.clock.advance({ hours: 1 });
    expect(world.kinds()).toEqual([]);
    expect(Object.values(await world.states()).filter((state) => state === 'due')).toEqual([]);
  });

  it('lets only the nearest of many overdue announcements go at once', async () => {
    const world = await openWorld();
    await world.start();
    await pause(by(world), channel);
    for (let index = 1; index <= 4; index += 1) {
      await world.save(aSeminar({ id: seminarIdOf(index), title: `Tide ${index}` }));
    }
    await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
    expect(world.kinds()).toEqual([]);
    expect(await resume(by(world), channel, 2)).toMatchObject({ held: 2 });
    await world.clock.advance({ minutes: 5 });
    expect(world.kinds()).toEqual(['announcement', 'announcement']);
  });

  it('of a series leaves the others alone, and outlives a restart', async () => {
    const world = await openWorld();
    const { dispatcher } = await world.start();
    await pause(by(world), { type: 'series', series: SeriesId.parse('kelp') });
    await world.save(aSeminar({ id: seminarIdOf(1), series: SeriesId.parse('kelp'), title: 'Kelp' }));
    await world.save(aSeminar({ id: seminarIdOf(2), title: 'Foam' }));
    void dispatcher.stop({ drainMs: 0 });
    await world.clock.rest();
    await world.start();
    await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
    expect(
      world.server
        .standing()
        .map((message) => world.words(message))
        .join(),
    ).toContain('Foam');
    expect(world.kinds()).toHaveLength(1);
  });

  it('ends only what was paused', async () => {
    const world = await openWorld();
    expect(await resume(by(world), channel, 5)).toBeUndefined();
    await pause(by(world), channel);
    await pause(by(world), { type: 'everything' });
    await world.start();
    await world.save(aSeminar());
    await resume(by(world), channel, 5);
    await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
    expect(world.kinds()).toEqual([]);
  });
});

describe('a note', () => {
  it('is said where the seminar was announced, also while the rest holds still', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
    await pause(by(world), channel);
    expect(await noteSeminar(by(world), aSeminar(), 'Starting ten minutes late.')).toEqual({
      type: 'owed',
      channels: 1,
    });
    await world.clock.rest();
    expect(world.kinds()).toEqual(['announcement', 'note']);
    expect(world.words(world.server.standing()[1])).toContain('Starting ten minutes late.');
  });

  it('needs somewhere to be said', async () => {
    const world = await openWorld();
    await world.save(aSeminar());
    expect(await noteSeminar(by(world), aSeminar(), 'Hello')).toMatchObject({ type: 'refused' });
  });
});

describe('forgetting a person', () => {
  it('takes their reminders with it and leaves the ledger', async () => {
    const world = await openWorld();
    await world.start();
    const person = personIdOf(LANE, 'U-ADA');
    const direct = channelIdOf(LANE, 'D-ADA');
    await world.save(aSeminar());
    await world.store.transaction(async (tx) => {
      await tx.directory.putChannel({ id: direct, lane: LANE, name: 'Ada Ebb', kind: 'person' });
      await tx.people.putReminder({ person, seminar: aSeminar().id, channel: direct, offset: '1h' });
    });
    await world.save(aSeminar({ title: 'Planned with a reminder' }));
    const theirs = async () => (await world.notices()).filter((notice) => notice.channel === direct);
    expect((await theirs()).map(({ state }) => state)).toEqual(['due']);
    expect(await forgetPerson(by(world), person)).toEqual({ reminders: 1, stopped: 1 });
    expect(await world.store.read.people.remindersFor(person)).toEqual([]);
    expect(await world.store.read.directory.channel(direct)).toBeUndefined();
    expect((await theirs()).map(({ state }) => state)).toEqual(['withdrawn']);
    await world.clock.advanceTo('2026-12-03T11:00:00+10:00');
    expect(world.kinds(direct)).toEqual([]);
    expect(world.kinds()).toContain('reminder');
  });
});
