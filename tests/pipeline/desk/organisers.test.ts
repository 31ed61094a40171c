import { describe, expect, it } from 'vitest';
import { DigestId, SourceId } from '../../../src/domain/ids.ts';
import { noticeIdOf } from '../../../src/domain/notice.ts';
import type { Actor } from '../../../src/ports/desk.ts';
import { textOf } from '../../domain/cards/sample-seminar.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { CHANNEL, LANE } from '../dispatch/world.ts';
import {
  ADMIN,
  BY_MAIL,
  GUEST,
  labelsIn,
  MEMBER,
  OPERATOR,
  ORGANISER,
  OTHER_ORGANISER,
  openActRig,
  openAnnounced,
  TIDES,
} from './act-rig.ts';

const REFUSED = /Only those who look after the seminars can do that/;
const ID = 'k3m9x2pq';

describe('who may what', () => {
  /** Everything about one seminar, its organisers may; what concerns others as well, operators and administrators. */
  const ABOUT_ONE = [
    `retract ${ID}`,
    `note ${ID} Starting late`,
    `announce ${ID}`,
    `cancel ${ID}`,
    `postpone ${ID}`,
    `edit ${ID} room 7-202`,
    `log ${ID}`,
    'pause tides',
    'resume tides',
  ];
  const ABOUT_ALL = ['pause', 'resume', 'pause #tides', 'release #tides'];
  const ABOUT_ANY = ['status', 'sync', 'review'];

  it.each<[string, Actor, boolean, boolean, boolean]>([
    ['an operator', OPERATOR, true, true, true],
    ['an administrator', ADMIN, true, true, true],
    ['an organiser of the series', ORGANISER, true, false, true],
    ['an organiser who is given by mail', BY_MAIL, true, false, true],
    ['an organiser of another series', OTHER_ORGANISER, false, false, true],
    ['a member', MEMBER, false, false, false],
    ['a guest, whatever the configuration says', GUEST, false, false, false],
  ])('%s', async (_, actor, one, all, any) => {
    const rig = await openAnnounced();
    for (const [words, allowed] of [
      ...ABOUT_ANY.map((text) => [text, any] as const),
      ...ABOUT_ONE.map((text) => [text, one] as const),
      ...ABOUT_ALL.map((text) => [text, all] as const),
    ]) {
      const text = await rig.read(words, actor);
      expect([words, REFUSED.test(text)]).toEqual([words, !allowed]);
    }
  });

  it('a refusal changes nothing, and names who can', async () => {
    const rig = await openAnnounced();
    const before = await rig.states();
    expect(await rig.read(`cancel ${ID}`, MEMBER)).toContain('Ask mira@example.edu or @seminar-admins');
    expect(await rig.read('pause', MEMBER)).toContain('Ask @seminar-admins');
    expect(await rig.states()).toEqual(before);
    expect(await rig.store.read.directory.pauses()).toEqual([]);
  });

  it('a button is no way around: whoever presses it is asked who they are', async () => {
    const rig = await openAnnounced();
    const question = await rig.ask(`cancel ${ID}`);
    expect(textOf(await rig.press(question, 'Cancel the seminar', MEMBER))).toMatch(REFUSED);
    expect((await rig.store.read.seminars.get(aSeminar().id))?.status).toBe('scheduled');
  });

  it('where everybody reads along, nothing is done and nothing told', async () => {
    const rig = await openAnnounced();
    for (const words of ['status', `log ${ID}`, `cancel ${ID}`, 'pause', 'release #tides']) {
      expect(await rig.read(words, { ...OPERATOR, shared: true })).toContain('Ask me in direct messages');
    }
    expect(await rig.read('help', { ...OPERATOR, shared: true })).not.toContain('retract');
  });

  it('help tells organisers’ words to organisers', async () => {
    const rig = await openActRig();
    for (const actor of [OPERATOR, ORGANISER, ADMIN]) {
      expect(await rig.read('help', actor)).toMatch(/For organisers[\s\S]*\/seminar retract ID/);
    }
    for (const actor of [MEMBER, GUEST]) expect(await rig.read('help', actor)).not.toContain('retract');
  });

  it('a draft and an ID that nobody has are told to those who look after seminars only', async () => {
    const rig = await openActRig();
    await rig.keep(aSeminar({ series: TIDES, publication: 'draft' }));
    expect(await rig.read(`cancel ${ID}`, ORGANISER)).toContain('is a draft');
    expect(await rig.read('cancel zzzzzzzz', ORGANISER)).toContain('I know no seminar with the ID');
    expect(await rig.read('cancel zzzzzzzz', MEMBER)).toMatch(REFUSED);
    expect(await rig.read(`cancel ${ID}`, MEMBER)).not.toContain('foam');
  });
});

describe('taking back', () => {
  it('asks once, then removes the posts and sends nothing more', async () => {
    const rig = await openAnnounced();
    const question = await rig.ask(`retract ${ID}`);
    expect(textOf(question)).toContain(
      'Take back what was posted about “The foam of breaking waves” in #tides?',
    );
    expect(labelsIn(question)).toEqual(['Retract the post', 'Keep it']);
    expect(rig.kinds()).toEqual(['announcement']);

    const done = await rig.press(question, 'Retract the post');
    expect(textOf(done)).toMatch(/one post is being removed.* 2 messages that were to come are not sent/);
    expect(rig.server.standing()).toEqual([]);
    await rig.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(rig.kinds()).toEqual([]);
  });

  it('keeps it where that is the answer', async () => {
    const rig = await openAnnounced();
    const before = await rig.states();
    const kept = await rig.press(await rig.ask(`retract ${ID}`), 'Keep it');
    expect(textOf(kept)).toBe('Everything stays as it is.');
    expect(await rig.states()).toEqual(before);
  });

  it('names both posts where two stand, and can take back one of them', async () => {
    const rig = await openAnnounced();
    await rig.clock.advanceTo('2026-12-03T09:30:00+10:00');
    expect(rig.kinds()).toEqual(['announcement', 'reminder']);
    expect(labelsIn(await rig.ask(`retract ${ID}`))).toEqual(['Retract both posts', 'Keep them']);
    const reminder = (await rig.notices()).find(({ kind, state }) => kind === 'reminder' && state === 'sent');
    const one = await rig.ask(`retract ${reminder?.id}`);
    expect(textOf(one)).toContain('Take back the reminder about');
    expect(labelsIn(one)).toEqual(['Retract this post', 'Retract both posts', 'Keep it']);
    await rig.press(one, 'Retract this post');
    expect(rig.kinds()).toEqual(['announcement']);
  });

  it('can be thought better of', async () => {
    const rig = await openAnnounced();
    const done = await rig.press(await rig.ask(`retract ${ID}`), 'Retract the post');
    expect(rig.kinds()).toEqual([]);
    const question = await rig.press(done, 'Announce it after all');
    expect(textOf(question)).toContain('now in #tides (230 people)?');
    await rig.press(question, 'Announce it now');
    expect(rig.kinds()).toEqual(['announcement']);
    expect(await rig.states()).toMatchObject({ 'reminder 15m': 'due' });
  });

  it('of what was not posted says so', async () => {
    const rig = await openActRig();
    await rig.start();
    await rig.keep(aSeminar({ series: TIDES }));
    const question = await rig.ask(`retract ${ID}`);
    expect(textOf(question)).toContain('Nothing about “The foam of breaking waves” is posted');
    await rig.press(question, 'Never announce it');
    await rig.clock.advanceTo('2026-12-04T00:00:00+10:00');
    expect(rig.kinds()).toEqual([]);
    expect(await rig.read('retract zzzzzzzzzz')).toContain('I know no message with the ID “zzzzzzzzzz”');
  });
});

describe('holding still', () => {
  it('pauses a channel at once, offers to go on, and keeps the cards right meanwhile', async () => {
    const rig = await openAnnounced();
    const paused = await rig.ask('pause here');
    expect(textOf(paused)).toContain('#tides is paused.');
    expect(await rig.read('pause #tides')).toContain('has been paused since Friday 27 November, 12:00');
    await rig.ask(`edit ${ID} room Kelp Theatre`);
    await rig.clock.advanceTo('2026-12-03T10:50:00+10:00');
    expect(rig.kinds()).toEqual(['announcement']);
    expect(rig.words(rig.server.standing()[0])).toContain('Kelp Theatre');

    const resumed = await rig.press(paused, 'Resume #tides');
    expect(textOf(resumed)).toMatch(
      /#tides is not paused any more\. .*go(es)? out now, if (it|they) still help/,
    );
    expect(rig.kinds()).toContain('reminder');
    expect(await rig.read('resume #tides')).toBe('#tides is not paused.');
  });

  it('of a series and of everything', async () => {
    const rig = await openAnnounced();
    expect(await rig.read('pause tides', ORGANISER)).toContain('“Tides Seminar” is paused.');
    await rig.ask('resume tides', ORGANISER);
    expect(await rig.read('pause')).toContain('Everything is paused.');
    expect((await rig.store.read.directory.pauses()).map(({ scope }) => scope)).toEqual([
      { type: 'everything' },
    ]);
    expect(await rig.read('pause nowhere')).toContain('I know no channel and no series called “nowhere”');
  });

  it('holds what is too much at once on going on, and releases it after a question', async () => {
    const rig = await openActRig({ policy: { guard: { burst: 0, largeChannel: 500 } } });
    await rig.start();
    await rig.ask('pause #tides');
    await rig.keep(aSeminar({ series: TIDES }));
    await rig.clock.advanceTo('2026-11-27T12:00:00+10:00');
    const resumed = await rig.ask('resume #tides');
    expect(textOf(resumed)).toContain('One overdue announcement is held.');
    expect(rig.kinds()).toEqual([]);
    const question = await rig.press(resumed, 'Release what is held for #tides');
    expect(textOf(question)).toBe('One message is held for #tides. Send it now?\nSend it\nNot now');
    expect(rig.kinds()).toEqual([]);
    expect(textOf(await rig.press(question, 'Send it'))).toContain('One message goes to #tides now.');
    expect(rig.kinds()).toEqual(['announcement']);
    expect(await rig.read('release #tides')).toBe('Nothing is held for #tides.');
  });

  it('tries a channel again that was set aside', async () => {
    const rig = await openActRig();
    await rig.store.transaction(async (tx) => {
      const known = await tx.directory.channel(CHANNEL);
      const aside = { since: rig.clock.now(), reason: 'I was removed', mend: 'Type /invite @Lectern there.' };
      if (known) await tx.directory.putChannel({ ...known, aside });
    });
    const status = await rig.ask('status');
    expect(textOf(status)).toContain('I cannot post there: I was removed. Type /invite @Lectern there.');
    expect(textOf(await rig.press(status, 'Try again'))).toContain('I try #tides again.');
    expect((await rig.store.read.directory.channel(CHANNEL))?.aside).toBeUndefined();
  });
});

describe('going on again', () => {
  it('says what is still paused', async () => {
    const rig = await openAnnounced();
    await rig.ask('pause');
    await rig.ask('pause #tides');
    expect(await rig.read('resume #tides')).toContain(
      '#tides is not paused any more. Everything is still paused.',
    );
    await rig.ask('pause #tides');
    expect(await rig.read('resume')).toContain('I go on. #tides is still paused.');
    expect(await rig.read('resume')).toContain('Not everything is paused. #tides is still paused.');
    expect(await rig.read('resume #tides')).toContain('#tides is not paused any more.');
  });
});

describe('a note', () => {
  it('is said wherever the seminar was announced', async () => {
    const rig = await openAnnounced();
    expect(await rig.read(`note ${ID} Starting ten minutes late`, ORGANISER)).toBe(
      'I am saying it in #tides.',
    );
    expect(rig.kinds()).toEqual(['announcement', 'note']);
    expect(rig.words(rig.server.standing()[1])).toContain('Starting ten minutes late');
  });

  it('needs somebody who was told of the seminar', async () => {
    const rig = await openActRig();
    await rig.start();
    await rig.keep(aSeminar({ series: TIDES }));
    expect(await rig.read(`note ${ID} Hello`)).toContain('has not been announced anywhere yet');
  });
});

describe('announcing now', () => {
  it('sends it before it is due, once', async () => {
    const rig = await openActRig();
    await rig.start();
    await rig.keep(aSeminar({ series: TIDES }));
    expect(rig.kinds()).toEqual([]);
    await rig.press(await rig.ask(`announce ${ID}`, ORGANISER), 'Announce it now', ORGANISER);
    // A lane that is used for the first time is looked at before anything is said in it.
    await rig.clock.advance({ seconds: 30 });
    expect(rig.kinds()).toEqual(['announcement']);
    // Nothing is asked where nothing would come of it.
    const again = await rig.ask(`announce ${ID}`);
    expect(textOf(again)).toContain('is announced already');
    expect(labelsIn(again)).toEqual([]);
    await rig.clock.advanceTo('2026-11-28T12:00:00+10:00');
    expect(rig.kinds()).toEqual(['announcement']);
  });
});

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

describe('how things stand', () => {
  it('says what is coming, and that nothing else is to be said', async () => {
    const rig = await openAnnounced();
    const text = await rig.read('status', ORGANISER);
    expect(text).toContain('2 messages about one seminar in the next seven days.');
    expect(text).toContain(
      'Next: the reminder of “The foam of breaking waves” in #tides, Thursday 3 December, 09:00',
    );
    expect(text).toContain('Nothing is paused, held or in trouble.');
    expect(text).not.toMatch(/\b(?:lane|outbox|notice|claim)/i);
  });

  it('says what is paused and what could not be delivered, with what to do', async () => {
    const rig = await openActRig();
    await rig.start();
    rig.server.fault = ({ type }) =>
      type === 'post'
        ? { type: 'failure', failure: { type: 'giveUp', reason: 'the card is too long' } }
        : undefined;
    await rig.keep(aSeminar({ series: TIDES }));
    await rig.clock.advanceTo('2026-11-27T12:00:00+10:00');
    await rig.ask('pause tides');
    const status = await rig.ask('status');
    expect(textOf(status)).toContain('Tides Seminar');
    expect(textOf(status)).toContain('Paused since Friday 27 November, 12:00 Brisbane');
    expect(textOf(status)).toContain('Announcement in #tides');
    expect(textOf(await rig.press(status, 'Show what happened'))).toContain('the card is too long');
    await rig.press(status, 'Resume');
    expect(await rig.store.read.directory.pauses()).toEqual([]);
  });

  it('of overviews alone does not count seminars', async () => {
    const rig = await openActRig();
    await rig.store.transaction(async (tx) => {
      const due = rig.clock.now().add({ hours: 5 });
      const key = { kind: 'digest', digest: DigestId.parse('weekly'), slot: due, channel: CHANNEL } as const;
      const notice = { id: noticeIdOf(key), key, kind: 'digest', lane: LANE, channel: CHANNEL } as const;
      await tx.outbox.plan(
        [{ ...notice, due, expires: due.add({ hours: 24 }), detail: {} }],
        rig.clock.now(),
      );
    });
    expect(await rig.read('status')).toContain('One message in the next seven days.');
  });

  it('tells the life of one seminar in words', async () => {
    const rig = await openAnnounced();
    await rig.ask(`edit ${ID} room Kelp Theatre`);
    await rig.clock.advance({ minutes: 10 });
    const text = await rig.read(`log ${ID}`, ORGANISER);
    expect(text).toContain('What was said about “The foam of breaking waves”');
    expect(text).toMatch(/Announcement, #tides.*Thu, 26 Nov, 09:00: Sent\.\n.*Edited\./s);
    expect(text).toMatch(/Reminder, #tides.*To be sent Thu, 3 Dec, 10:45\./s);
    expect(text).not.toContain('Edit,');
    expect(text).toContain('“The foam of breaking waves”');
    for (const place of ['A', 'B', 'C']) {
      await rig.ask(`edit ${ID} room ${place}`);
      await rig.clock.advance({ seconds: 20 });
    }
    // The card was edited four times: its last edit tells enough, and its beginning is not pushed out.
    expect((await rig.read(`log ${ID}`)).match(/Edited/g)).toHaveLength(2);
    expect(await rig.read(`log ${ID}`)).toMatch(/Announcement, #tides\nMon, 16 Nov, 08:00: Planned\.\n/);
    expect(text).not.toMatch(/\b(?:lane|outbox|notice|claimed|sending)\b/i);
  });
});

describe('who did something', () => {
  it('is told without ids, and what can be done without a command line', async () => {
    const rig = await openAnnounced();
    await rig.ask('pause tides', ORGANISER);
    await rig.clock.advanceTo('2026-12-03T09:30:00+10:00');
    expect(await rig.read('status', ORGANISER)).toContain('(you).');
    expect(await rig.read('status', ADMIN)).toContain('(another organiser).');
    const log = await rig.read(`log ${ID}`, ADMIN);
    expect(log).toContain('Waits: paused since 12:00 on Friday 27 November (another organiser).');
    expect(log).not.toMatch(/lectern|slack:/);
  });
});

describe('reading the records anew', () => {
  it('says what came of it, also what failed', async () => {
    const source = SourceId.parse('ical:talks');
    const base = { changed: [], gone: [], unchanged: 3, concerns: [], reviews: [], announcementsHeld: 0 };
    const entry = { seminar: aSeminar().id, place: 'a', publication: 'published', fields: [] } as const;
    const rig = await openActRig(
      {},
      {
        sync: async () => [
          { ...base, source, outcome: 'applied', added: [entry], problems: [] },
          { ...base, source, outcome: 'failed', failure: 'it does not answer', added: [], problems: [] },
        ],
      },
    );
    const text = await rig.read('sync', ORGANISER);
    expect(text).toContain('The records are read: 1 new, 0 changed, 0 gone.');
    expect(text).toContain('ical:talks could not be read: it does not answer');
  });

  it('is not promised where nothing can be read', async () => {
    const rig = await openActRig();
    expect(await rig.read('sync')).toContain('I cannot read the records from here.');
  });
});
