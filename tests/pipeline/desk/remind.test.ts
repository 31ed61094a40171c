import { afterEach, describe, expect, it } from 'vitest';
import { channelIdOf, LaneId, personIdOf } from '../../../src/domain/ids.ts';
import { labelsOf, textOf } from '../../domain/cards/sample-seminar.ts';
import { type DeskRig, GUEST, MEMBER, openDeskRig, SILENT, talk } from './desk-rig.ts';

let rig: DeskRig;
afterEach(() => rig.store.close());

const TIDES = talk('aaaaaaa2', 'Tides of the invented sea');
const FOAM = talk('bbbbbbb3', 'Foam and other small things', 48);
const DUE = { routes: [SILENT] };

async function owed(): Promise<readonly string[]> {
  const notices = await rig.notices(TIDES.id);
  return notices
    .filter((notice) => notice.state === 'due')
    .map((notice) => `${notice.kind} ${notice.channel} ${notice.due}`);
}

describe('a personal reminder', () => {
  it('is kept, planned, and confirmed with its exact time', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    const card = await rig.answer('remind aaaaaaa2 1h');
    expect(textOf(card)).toContain(
      'I will remind you of “Tides of the invented sea” on Thursday 3 December 2026, 10:00 Brisbane: 1 hour before it starts.',
    );
    expect(labelsOf(card)).toEqual(['No reminder, please']);
    expect(await owed()).toEqual(['reminder preview:local/@mira 2026-12-03T00:00:00Z']);
  });

  it('without words is of the next seminar, 15 minutes before', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(FOAM, TIDES);
    expect(await rig.ask('remind')).toContain('Tides');
    expect(await owed()).toEqual(['reminder preview:local/@mira 2026-12-03T00:45:00Z']);
  });

  it('asked for again replaces the first', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    await rig.ask('remind aaaaaaa2 1h');
    await rig.ask('remind aaaaaaa2 2h');
    expect(await owed()).toEqual(['reminder preview:local/@mira 2026-12-02T23:00:00Z']);
  });

  it('tells the time of the reader where their clock differs', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    expect(await rig.ask('remind aaaaaaa2', { ...MEMBER, timezone: 'Europe/Berlin' })).toContain(
      'In your time zone that is Thursday 3 December, 01:45 Berlin.',
    );
    expect(await rig.ask('remind aaaaaaa2', { ...MEMBER, timezone: 'Australia/Brisbane' })).not.toContain(
      'your time',
    );
  });

  it('follows the seminar when it moves', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    await rig.ask('remind aaaaaaa2 1h');
    await rig.put(talk('aaaaaaa2', 'Tides of the invented sea', 3));
    expect(await owed()).toEqual(['reminder preview:local/@mira 2026-12-03T03:00:00Z']);
  });

  it('that would come too late is not promised; shorter ones are offered', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    await rig.clock.advanceTo('2026-12-03T10:30:00+10:00');
    const card = await rig.answer('remind aaaaaaa2 1h');
    expect(textOf(card)).toContain('It is too late for a reminder 1 hour before it starts.');
    expect(labelsOf(card)).toEqual(['Remind me 15 min before', 'Remind me 5 min before']);
    expect(await owed()).toEqual([]);
  });

  it.each([
    ['has begun', {}, '2026-12-03T11:05:00+10:00', 'has begun already'],
    ['is over', {}, '2026-12-03T12:00:00+10:00', 'is over'],
    ['is cancelled', { status: 'cancelled' }, undefined, 'is cancelled'],
    ['is postponed', { status: 'postponed' }, undefined, 'is postponed'],
  ] as const)('of what %s is refused with the reason', async (_name, over, now, said) => {
    rig = await openDeskRig(DUE);
    await rig.put({ ...TIDES, ...over });
    if (now) await rig.clock.advanceTo(now);
    expect(await rig.ask('remind aaaaaaa2')).toContain(said);
    expect(await rig.store.read.people.remindersFor(MEMBER.person)).toEqual([]);
  });

  it('of an unknown ID offers the nearest, to be pressed', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    const card = await rig.answer('remind aaaaaaab 1h');
    const [offer] = card.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
    expect(offer).toMatchObject({ intent: { type: 'remind', seminar: 'aaaaaaa2', offset: '1h' } });
    expect(await owed()).toEqual([]);
  });

  it('says what is allowed where the time makes no sense', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    expect(await rig.ask('remind aaaaaaa2 0m')).toContain('"0m" is not before the start; write a number');
  });

  it('is for guests too, of what they may see', async () => {
    rig = await openDeskRig(DUE);
    await rig.put({ ...TIDES, audience: 'public' });
    expect(await rig.ask('remind aaaaaaa2', GUEST)).toContain('I will remind you');
  });
});

describe('of what was taken back', () => {
  const PREVIEW = channelIdOf(LaneId.parse('preview:local'), '#tides');

  it('no reminder is promised, and none is offered', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES, FOAM);
    expect(labelsOf(await rig.answer('next'))).toContain('Remind me 15 min before');
    await rig.act({ type: 'retract', what: TIDES.id, sure: true });
    expect(await rig.ask('remind aaaaaaa2 1h')).toContain(
      'The organisers have taken back what was said about “Tides of the invented sea”, so nobody is reminded of it.',
    );
    expect(await rig.ask('remind')).toContain('taken back');
    expect(await rig.store.read.people.remindersFor(MEMBER.person)).toEqual([]);
    for (const words of ['next', 'show aaaaaaa2']) {
      const labels = labelsOf(await rig.answer(words));
      expect([words, labels.filter((label) => label.startsWith('Remind me'))]).toEqual([words, []]);
    }
    expect(labelsOf(await rig.answer('show bbbbbbb3'))).toContain('Remind me 15 min before');
  });

  it('a reminder ends without a word, and the one who takes it back learns of it', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    await rig.ask('remind aaaaaaa2 1h');
    expect(await rig.ask('retract aaaaaaa2')).toContain('One person has asked to be reminded of it.');
    const done = await rig.act({ type: 'retract', what: TIDES.id, sure: true });
    expect(textOf(done)).toContain('The one person who had asked for a reminder gets none.');
    expect(await owed()).toEqual([]);
    // Announced after all, it lies ahead again: what they asked for was never dropped.
    await rig.act({ type: 'announce', seminar: TIDES.id, sure: true });
    expect(await owed()).toContain('reminder preview:local/@mira 2026-12-03T00:00:00Z');
  });

  it('in one channel only, people are reminded as before', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    await rig.store.transaction((tx) =>
      tx.seminars.putRetraction({ seminar: TIDES.id, channel: PREVIEW, at: rig.clock.now(), by: 'Mira' }),
    );
    expect(labelsOf(await rig.answer('show aaaaaaa2'))).toContain('Remind me 15 min before');
    expect(await rig.ask('remind aaaaaaa2')).toContain('I will remind you');
  });

  it('between question and answer, nothing is kept either', async () => {
    const opened = channelIdOf(LaneId.parse('preview:local'), '@opened');
    const { direct: _direct, ...indirect } = MEMBER;
    rig = await openDeskRig(DUE, {
      openDirect: async () => {
        await rig.act({ type: 'retract', what: TIDES.id, sure: true });
        return opened;
      },
    });
    await rig.put(TIDES);
    expect(await rig.ask('remind aaaaaaa2', indirect)).toContain('taken back');
    expect(await rig.store.read.people.remindersFor(MEMBER.person)).toEqual([]);
  });
});

describe('taking a reminder back', () => {
  it('drops the named one, and what was owed', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    await rig.ask('remind aaaaaaa2 1h');
    expect(await rig.ask('remind aaaaaaa2 off')).toBe(
      'I will not remind you of “Tides of the invented sea”.',
    );
    expect(await owed()).toEqual([]);
    expect((await rig.notices(TIDES.id)).map(({ reason }) => reason)).toEqual([
      'It is not asked for any more.',
    ]);
    expect(await rig.ask('log aaaaaaa2')).toContain('Reminder, direct messages');
    expect(await rig.ask('remind aaaaaaa2 off')).toBe('You have asked for no reminder of that seminar.');
  });

  it('without an ID drops the only one, and asks which of several', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES, FOAM);
    expect(await rig.ask('remind off')).toBe('You have asked for no reminder.');
    await rig.ask('remind aaaaaaa2');
    await rig.ask('remind bbbbbbb3');
    const card = await rig.answer('remind off');
    expect(textOf(card)).toContain('Which one shall I drop?');
    expect(labelsOf(card)).toEqual(['Tides of the invented sea', 'Foam and other small things']);
    expect(await rig.store.read.people.remindersFor(MEMBER.person)).toHaveLength(2);
    await rig.ask('remind bbbbbbb3 off');
    expect(await rig.ask('remind off')).toContain('I will not remind you of “Tides');
  });

  it('leaves the reminders of others alone', async () => {
    rig = await openDeskRig(DUE);
    await rig.put(TIDES);
    const other = { ...MEMBER, person: personIdOf(LaneId.parse('preview:local'), 'jun') };
    await rig.ask('remind aaaaaaa2');
    expect(await rig.ask('remind aaaaaaa2 off', other)).toBe(
      'You have asked for no reminder of that seminar.',
    );
    expect(await owed()).toHaveLength(1);
  });
});

describe('where a reminder goes', () => {
  const { direct: _direct, ...INDIRECT } = MEMBER;

  it('is asked of the platform where it does not tell by itself', async () => {
    const opened = channelIdOf(LaneId.parse('preview:local'), '@opened');
    rig = await openDeskRig(DUE, { openDirect: async () => opened });
    await rig.put(TIDES);
    await rig.ask('remind aaaaaaa2', INDIRECT);
    expect(await owed()).toEqual([`reminder ${opened} 2026-12-03T00:45:00Z`]);
  });

  it('is not promised where it cannot be opened', async () => {
    rig = await openDeskRig(DUE, { openDirect: async () => undefined });
    await rig.put(TIDES);
    expect(await rig.ask('remind aaaaaaa2', INDIRECT)).toContain('I cannot write to you directly yet.');
    expect(await rig.store.read.people.remindersFor(MEMBER.person)).toEqual([]);
  });

  it('is not asked in rehearsal, where it is posted to the preview', async () => {
    let asked = 0;
    const openDirect = async () => {
      asked += 1;
      return undefined;
    };
    rig = await openDeskRig({ ...DUE, mode: 'rehearsal' }, { openDirect });
    await rig.put(TIDES);
    expect(await rig.ask('remind aaaaaaa2', INDIRECT)).toContain('I will remind you');
    expect(asked).toBe(0);
  });
});

describe('who asked', () => {
  it.each([
    [MEMBER, 'member'],
    [GUEST, 'guest'],
  ] as const)('is kept with the reminder: %o', async (actor, standing) => {
    rig = await openDeskRig(DUE);
    await rig.put({ ...TIDES, audience: 'public' });
    await rig.ask('remind aaaaaaa2 1h', actor);
    expect(await rig.store.read.people.remindersFor(actor.person)).toMatchObject([{ standing }]);
  });
});
