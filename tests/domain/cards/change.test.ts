import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeTexts } from '../../../src/domain/cards/change-texts.ts';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { lookOf } from '../../../src/domain/cards/look.ts';
import type { CardContext, CardSubject } from '../../../src/domain/cards/subject.ts';
import { materialOf } from '../../../src/domain/material.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { RELEASE, START, sampleContext, sampleSeminar, textOf } from './sample-seminar.ts';

const ROOM = { room: '78-420', building: 'Example House' };

function change(was: Partial<Seminar>, is: Partial<Seminar>, context: Partial<CardContext> = {}) {
  const seminar = sampleSeminar(is);
  return composeCard(
    { kind: 'change', seminar, before: materialOf(sampleSeminar(was)), after: materialOf(seminar) },
    sampleContext(context),
  );
}

describe('a change', () => {
  it.each<[string, Partial<Seminar>, Partial<Seminar>, string]>([
    [
      'the room',
      { venue: ROOM },
      { venue: { ...ROOM, room: '78-421' } },
      'New room: 78-421, Example House; was 78-420, Example House.',
    ],
    ['a first room', { venue: {} }, { venue: { room: '78-421' } }, 'Room: 78-421.'],
    [
      'a place without a room',
      { venue: { building: 'Old House' } },
      { venue: { building: 'New House' } },
      'New place: New House; was Old House.',
    ],
    [
      'no room any more',
      { venue: ROOM },
      { venue: {} },
      'Not in 78-420, Example House any more; the new place follows.',
    ],
    [
      'online only',
      { venue: ROOM },
      { venue: { online: { url: 'https://example.zoom.us/j/123' } } },
      'Online only; was 78-420, Example House.',
    ],
    [
      'the time on the same day',
      {},
      { start: START.add({ hours: 3 }), end: START.add({ hours: 4 }) },
      'New time: Thursday 3 December, 14:00 Brisbane; was 11:00.',
    ],
    [
      'the day',
      {},
      { start: START.add({ hours: 24 }), end: START.add({ hours: 25 }) },
      'New time: Friday 4 December, 11:00 Brisbane; was Thursday 3 December, 11:00 Brisbane.',
    ],
    ['the title', { title: 'Old ideas' }, { title: 'New ideas' }, 'New title: New ideas; was Old ideas.'],
    [
      'the speaker',
      {},
      { speakers: [{ name: 'Jun Example' }] },
      'New speaker: Jun Example; was Mira Okafor.',
    ],
    ['cancelled', {}, { status: 'cancelled', statusReason: 'Illness.' }, 'Cancelled: Illness.'],
    ['postponed', {}, { status: 'postponed' }, 'Postponed. The new date follows.'],
    ['on again', { status: 'cancelled' }, {}, 'This seminar takes place after all.'],
  ])('of %s is said first, before and after', (_name, was, is, said) => {
    const card = change(was, is);
    expect(card.blocks[0]).toMatchObject({ type: 'banner', inlines: [{ text: said }] });
    expect(card.summary.startsWith(said)).toBe(true);
    expect(card.summary).toContain(sampleSeminar(is).title);
  });

  it('of several fields says each, the status first', () => {
    const card = change({ venue: ROOM }, { start: START.add({ hours: 1 }), venue: { room: '1' } });
    expect(textOf(card).split('\n').slice(0, 2)).toEqual([
      'New time: Thursday 3 December, 12:00 Brisbane; was 11:00.',
      'New room: 1; was 78-420, Example House.',
    ]);
  });

  it('of a cancelled seminar says nothing of its other fields', () => {
    const card = change({ venue: ROOM }, { status: 'cancelled', venue: { room: '1' } });
    expect(textOf(card)).not.toContain('New room');
  });

  it('of the link is said without the link before its release, with it afterwards', () => {
    const venue = (id: number) => ({ venue: { online: { url: `https://example.zoom.us/j/${id}` } } });
    const early = change(venue(1), venue(2));
    expect(early.summary).toMatch(/^The join link has changed\./);
    expect(JSON.stringify(early)).not.toContain('zoom.us');
    const late = JSON.stringify(change(venue(1), venue(2), { now: RELEASE }));
    expect(late).toContain('https://example.zoom.us/j/2');
    expect(late).not.toContain('https://example.zoom.us/j/1');
  });
});

describe('a change that was changed again', () => {
  /** What was said (`was` → `said`), drawn when the record is `now`. */
  function later(was: Partial<Seminar>, said: Partial<Seminar>, now: Partial<Seminar>) {
    return composeCard(
      {
        kind: 'change',
        seminar: sampleSeminar(now),
        before: materialOf(sampleSeminar(was)),
        after: materialOf(sampleSeminar(said)),
      },
      sampleContext(),
    );
  }
  const OFF: Partial<Seminar> = { status: 'cancelled', statusReason: 'Illness.' };
  const PUT_OFF: Partial<Seminar> = { status: 'postponed' };
  const at = (hours: number) => ({ start: START.add({ hours }), end: START.add({ hours: hours + 1 }) });
  const room = (name: string): Partial<Seminar> => ({ venue: { room: name } });
  const link = (id: number): Partial<Seminar> => ({
    venue: { room: 'Hall', online: { url: `https://example.zoom.us/j/${id}` } },
  });

  it.each<[string, Partial<Seminar>, Partial<Seminar>, Partial<Seminar>, string, string]>([
    ['cancelled, then on again', {}, OFF, {}, 'Cancelled – since then reinstated.', 'neutral'],
    ['cancelled, then postponed', {}, OFF, PUT_OFF, 'Cancelled – since then postponed.', 'stopped'],
    ['postponed, then dated', {}, PUT_OFF, at(48), 'Postponed – since then given a new date.', 'neutral'],
    ['postponed, then on as it was', {}, PUT_OFF, {}, 'Postponed – since then reinstated.', 'neutral'],
    ['postponed, then cancelled', {}, PUT_OFF, OFF, 'Postponed – since then cancelled.', 'stopped'],
    [
      'on again, then off again',
      OFF,
      {},
      OFF,
      'This seminar takes place after all – since then cancelled again.',
      'stopped',
    ],
    [
      'moved, then moved back',
      {},
      at(3),
      {},
      'New time: Thursday 3 December, 14:00 Brisbane; was 11:00 – since then moved back.',
      'neutral',
    ],
    [
      'moved twice',
      {},
      at(3),
      at(4),
      'New time: Thursday 3 December, 14:00 Brisbane; was 11:00 – since then moved again.',
      'neutral',
    ],
    [
      'moved, then cancelled',
      {},
      at(3),
      { ...at(3), ...OFF },
      'New time: Thursday 3 December, 14:00 Brisbane; was 11:00 – since then cancelled.',
      'stopped',
    ],
    [
      'a room twice',
      room('A'),
      room('B'),
      room('C'),
      'New room: B; was A – since then changed again.',
      'neutral',
    ],
    [
      'a room and back',
      room('A'),
      room('B'),
      room('A'),
      'New room: B; was A – since then changed back.',
      'neutral',
    ],
    [
      'no room, then another',
      room('A'),
      { venue: {} },
      room('C'),
      'Not in A any more – since then changed again.',
      'neutral',
    ],
    [
      'a first room, then another',
      { venue: {} },
      room('B'),
      room('C'),
      'Room: B – since then changed again.',
      'neutral',
    ],
    [
      'a link twice',
      link(1),
      link(2),
      link(3),
      'The join link has changed – since then changed again.',
      'neutral',
    ],
    [
      'a title twice',
      { title: 'Old' },
      { title: 'Is it new?' },
      { title: 'Newest' },
      'New title: Is it new?; was Old – since then changed again.',
      'neutral',
    ],
    [
      'a room, and later the title',
      room('A'),
      room('B'),
      { ...room('B'), title: 'Newest' },
      'New room: B; was A.',
      'changed',
    ],
  ])('%s: goes on telling what it told', (_name, was, said, now, text, tone) => {
    const card = later(was, said, now);
    expect(card.blocks[0]).toMatchObject({ type: 'banner', tone, inlines: [{ text }] });
    expect(card.summary.startsWith(text)).toBe(true);
  });

  it('says of each field what became of it', () => {
    const card = later({ ...room('A') }, { ...room('B'), ...at(3) }, { ...room('B'), ...at(4) });
    expect(textOf(card).split('\n').slice(0, 2)).toEqual([
      'New time: Thursday 3 December, 14:00 Brisbane; was 11:00 – since then moved again.',
      'New room: B; was A.',
    ]);
  });

  it('shows the seminar as it is now below', () => {
    const text = textOf(later(room('A'), room('B'), room('C')));
    expect(text).toMatch(/Where\n?.*C/);
  });

  const anyFields = fc.record({
    hours: fc.constantFrom(0, 1, 30),
    room: fc.constantFrom('A', 'B', undefined),
    id: fc.constantFrom(1, 2, undefined),
    title: fc.constantFrom('One', 'Two', undefined),
    status: fc.constantFrom('scheduled', 'scheduled', 'cancelled', 'postponed'),
  } as const);
  const fieldsOf = ({ hours, room: name, id, title, status }: Shape): Partial<Seminar> => {
    const online = id === undefined ? {} : { online: { url: `https://example.zoom.us/j/${id}` } };
    const venue = { ...(name === undefined ? {} : { room: name }), ...online };
    return { ...at(hours), venue, status, title: title ?? 'TBA' };
  };
  type Shape = typeof anyFields extends fc.Arbitrary<infer T> ? T : never;

  const isSaid = (was: Partial<Seminar>, is: Partial<Seminar>): boolean => {
    const [before, after] = [materialOf(sampleSeminar(was)), materialOf(sampleSeminar(is))];
    return changeTexts(sampleSeminar(is), before, after, lookOf(sampleContext())).length > 0;
  };

  it('never says the same as the message that told of the later change', () => {
    fc.assert(
      fc.property(anyFields, anyFields, anyFields, (a, b, c) => {
        const [was, said, now] = [fieldsOf(a), fieldsOf(b), fieldsOf(c)];
        fc.pre(isSaid(was, said) && isSaid(said, now));
        const [one, two] = [later(was, said, now), later(said, now, now)];
        expect(one.blocks[0]).not.toEqual(two.blocks[0]);
      }),
    );
  });
});

describe('a note', () => {
  it('says its words first, and of which seminar', () => {
    const card = composeCard(
      { kind: 'note', seminar: sampleSeminar(), text: 'Starting ten minutes late' },
      sampleContext(),
    );
    expect(textOf(card).split('\n').slice(0, 4)).toEqual([
      'Starting ten minutes late',
      'Note · River Studies Seminar',
      'Flood forecasting at street level',
      'Thursday 3 December, 11:00 Brisbane, room 78-420, Example House',
    ]);
    expect(card.summary).toMatch(/^Starting ten minutes late\. Flood forecasting/);
  });
});

describe('of what is off, a time that does not hold', () => {
  const seminar = sampleSeminar({ status: 'postponed' });
  it.each<[CardSubject]>([
    [{ kind: 'note', seminar, text: 'The speaker is ill.' }],
    [{ kind: 'reminder', seminar }],
    [{ kind: 'list', heading: 'Upcoming', empty: '', seminars: [seminar] }],
  ])('is struck: $kind', (subject) => {
    const blocks = JSON.stringify(composeCard(subject, sampleContext()).blocks);
    expect(blocks).toMatch(/"text":"Thursday 3 December, 11:00[^"]*","struck":true/);
    expect(blocks).not.toMatch(/"type":"time"/);
  });
});

describe('a follow-up', () => {
  it('offers recording and slides, also aloud', () => {
    const seminar = sampleSeminar({ recording: 'https://media.example.edu/1' });
    const card = composeCard({ kind: 'followUp', seminar }, sampleContext({ now: START.add({ hours: 30 }) }));
    expect(textOf(card)).toContain('Watch the recording');
    expect(card.summary).toContain('Watch the recording: https://media.example.edu/1 Thank you');
  });
});
