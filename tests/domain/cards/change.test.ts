import { describe, expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import type { CardContext } from '../../../src/domain/cards/subject.ts';
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

describe('a follow-up', () => {
  it('offers recording and slides, also aloud', () => {
    const seminar = sampleSeminar({ recording: 'https://media.example.edu/1' });
    const card = composeCard({ kind: 'followUp', seminar }, sampleContext({ now: START.add({ hours: 30 }) }));
    expect(textOf(card)).toContain('Watch the recording');
    expect(card.summary).toContain('Watch the recording: https://media.example.edu/1 Thank you');
  });
});
