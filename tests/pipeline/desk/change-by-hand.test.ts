import { describe, expect, it } from 'vitest';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { labelsIn, ORGANISER, openAnnounced, TIDES } from './act-rig.ts';

const ID = 'k3m9x2pq';

describe('cancelling and moving', () => {
  it('asks once; then the card says so, the channel hears of it and nobody is reminded', async () => {
    const rig = await openAnnounced();
    const question = await rig.ask(`cancel ${ID} the speaker is ill`, ORGANISER);
    expect(textOf(question)).toContain('I will say so in #tides.');
    expect(labelsIn(question)).toEqual(['Cancel the seminar', 'It takes place']);
    await rig.press(question, 'Cancel the seminar', ORGANISER);
    expect(rig.kinds()).toEqual(['announcement', 'change']);
    for (const post of rig.server.standing()) {
      expect(rig.words(post)).toContain('Cancelled: the speaker is ill');
    }
    await rig.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(rig.kinds()).toEqual(['announcement', 'change']);
  });

  it('a seminar that takes place after all is reminded of again, whatever its source says', async () => {
    const rig = await openAnnounced();
    const done = await rig.press(await rig.ask(`cancel ${ID}`), 'Cancel the seminar');
    const onAgain = await rig.press(done, 'It takes place after all');
    expect(textOf(onAgain)).toContain('takes place. Cards and reminders follow.');
    expect(await rig.store.read.seminars.patchOf(aSeminar().id)).toEqual({});
    await rig.clock.advanceTo('2026-12-03T10:46:00+10:00');
    expect(rig.kinds().filter((kind) => kind === 'reminder')).toEqual(['reminder', 'reminder']);

    await rig.keep(aSeminar({ series: TIDES, status: 'cancelled' }));
    await rig.ask(`edit ${ID} status on`);
    expect((await rig.store.read.seminars.get(aSeminar().id))?.status).toBe('scheduled');
  });

  it('moves with its length, and reminders follow', async () => {
    const rig = await openAnnounced();
    const question = await rig.ask(`postpone ${ID} to 2026-12-10 15:00`);
    expect(textOf(question)).toContain('to Thursday 10 December 2026, 15:00 Brisbane?');
    const done = await rig.press(question, 'Move the seminar');
    expect(textOf(done)).toContain('is now on Thursday 10 December 2026, 15:00 Brisbane');
    const moved = await rig.store.read.seminars.get(aSeminar().id);
    expect(moved?.end).toEqual(Temporal.Instant.from('2026-12-10T16:00:00+10:00'));
    await rig.clock.advanceTo('2026-12-03T12:00:00+10:00');
    expect(rig.kinds()).toEqual(['announcement', 'change']);
    expect(rig.words(rig.server.standing()[0])).toContain('10 December');
    await rig.clock.advanceTo('2026-12-10T14:46:00+10:00');
    expect(rig.kinds().filter((kind) => kind === 'reminder')).toEqual(['reminder', 'reminder']);
  });

  it('postpones without a date; a date later on brings it back', async () => {
    const rig = await openAnnounced();
    await rig.press(await rig.ask(`postpone ${ID}`), 'Postpone the seminar');
    expect(rig.words(rig.server.standing()[0])).toContain('Postponed');
    expect(await rig.read(`postpone ${ID}`)).toContain('is postponed already');
    await rig.press(await rig.ask(`postpone ${ID} to 2026-12-10 15:00`), 'Move the seminar');
    expect((await rig.store.read.seminars.get(aSeminar().id))?.status).toBe('scheduled');
  });

  it.each([
    [`postpone ${ID} to 2026-11-20 15:00`, 'is in the past'],
    [`postpone ${ID} to 2026-12-42 15:00`, 'is no time in Australia/Brisbane'],
    [`edit ${ID} start tomorrow`, 'is no time in Australia/Brisbane'],
    [`edit ${ID} start 2026-11-20 15:00`, 'is in the past'],
    [`edit ${ID} link javascript:alert(1)`, 'A link begins with https:// or http://.'],
    [`edit ${ID} status cancelled`, 'can be set to “on”'],
    [`edit ${ID} title The foam of breaking waves`, 'says so already'],
  ])('"%s" changes nothing', async (words, answer) => {
    const rig = await openAnnounced();
    const before = await rig.states();
    expect(await rig.read(words)).toContain(answer);
    expect(await rig.states()).toEqual(before);
  });

  it('nothing of what is over', async () => {
    const rig = await openAnnounced();
    await rig.clock.advanceTo('2026-12-03T12:30:00+10:00');
    for (const words of [`cancel ${ID}`, `note ${ID} Hello`, `announce ${ID}`, `edit ${ID} title New`]) {
      expect(await rig.read(words)).toContain('is over');
    }
  });
});

describe('editing by hand', () => {
  it('shows on the card, above what the source says', async () => {
    const rig = await openAnnounced();
    await rig.keep(
      aSeminar({
        series: TIDES,
        venue: {
          room: '7-201',
          building: 'Tide House',
          online: { url: 'https://zoom.example/j/1', passcode: 'kelp' },
        },
      }),
    );
    expect(await rig.read(`edit ${ID} title Foam, and what it carries`)).toContain(
      '“Foam, and what it carries” is changed',
    );
    await rig.ask(`edit ${ID} room 7-105`);
    await rig.ask(`edit ${ID} link https://zoom.example/j/2`);
    const seminar = await rig.store.read.seminars.get(aSeminar().id);
    expect(seminar?.venue).toEqual({
      room: '7-105',
      building: 'Tide House',
      online: { url: 'https://zoom.example/j/2' },
    });
    await rig.clock.advance({ minutes: 10 });
    const card = rig.words(rig.server.standing()[0]);
    expect(card).toContain('Foam, and what it carries');
    expect(card).toContain('7-105');
  });
});
