import { describe, expect, it } from 'vitest';
import { composeCard } from '../../../src/domain/cards/compose.ts';
import { hashCard } from '../../../src/domain/cards/hash.ts';
import { nextFace } from '../../../src/domain/cards/next-face.ts';
import type { CardContext } from '../../../src/domain/cards/subject.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import { CHANNEL, labelsOf, RELEASE, START, sampleContext, sampleSeminar, textOf } from './sample-seminar.ts';

function remind(context: Partial<CardContext> = {}, over: Partial<Seminar> = {}) {
  return composeCard(
    { kind: 'reminder', seminar: sampleSeminar(over) },
    sampleContext({ now: RELEASE, ...context }),
  );
}

describe('a reminder', () => {
  it('is short: what, when and where first, in how long, who, join', () => {
    expect(textOf(remind()).split('\n')).toEqual([
      'Reminder · River Studies Seminar',
      'Flood forecasting at street level',
      'Thursday 3 December, 11:00 Brisbane, room 78-420, Example House (in 15 minutes)',
      'Mira Okafor (University of Example)',
      'From elsewhere: Join on Zoom (meeting 123 4567, passcode river-4711)',
      'Join on Zoom',
      'Show details',
    ]);
  });

  it('says all the essentials aloud, without words that age', () => {
    expect(remind().summary).toBe(
      'Reminder. Flood forecasting at street level. Mira Okafor (University of Example). ' +
        'Thursday 3 December 2026, 11:00–12:00 Brisbane (UTC+10). Room 78-420, Example House. ' +
        'Join on Zoom: https://example.zoom.us/j/123 (meeting 123 4567, passcode river-4711).',
    );
  });

  it.each([
    [15 * 60, 'in 15 minutes'],
    [14 * 60 + 40, 'in 15 minutes'],
    [61, 'in 1 minute'],
    [20, 'in less than a minute'],
    [95 * 60, 'in 95 minutes'],
    [2 * 3600, 'in 2 hours'],
    [24 * 3600, 'in 24 hours'],
    [6 * 86_400, 'in 6 days'],
  ])('%i seconds before, tells the true remaining time: %s', (seconds, said) => {
    expect(textOf(remind({ now: START.subtract({ seconds }) }))).toContain(`(${said})`);
  });

  it('looks the same while its relative words age, and is edited when it starts and when it ends', () => {
    const at = (now: Temporal.Instant) => hashCard(remind({ now }));
    expect(at(RELEASE.add({ minutes: 7 }))).toBe(at(RELEASE));
    expect(textOf(remind({ now: START }))).toContain('Example House (started)');
    expect(textOf(remind({ now: START.add({ hours: 1 }) }))).toContain('Example House (ended)');
    expect(new Set([RELEASE, START, START.add({ hours: 1 })].map(at)).size).toBe(3);
    expect(labelsOf(remind({ now: START.add({ hours: 1 }) }))).toEqual(['Show details']);
  });

  it('names its next faces: released, started, ended', () => {
    const faces: string[] = [];
    let at: Temporal.Instant | undefined = START.subtract({ hours: 2 });
    while (at) {
      at = nextFace('reminder', sampleSeminar(), CHANNEL, at);
      if (at) faces.push(at.toString());
    }
    expect(faces).toEqual([RELEASE, START, START.add({ hours: 1 })].map(String));
  });

  it('of a cancelled seminar says so instead of when it would start', () => {
    const card = remind({}, { status: 'cancelled' });
    expect(textOf(card)).toContain('Cancelled.');
    expect(textOf(card)).not.toMatch(/in 15 minutes|Join/);
  });

  it('names the offset where the clock shows the hour twice', () => {
    const start = Temporal.Instant.from('2027-04-03T16:30:00Z');
    const card = remind({ now: start.subtract({ minutes: 15 }) }, { start, timezone: 'Australia/Sydney' });
    expect(textOf(card)).toContain('02:30 Sydney (UTC+10)');
  });
});

describe('"starting now"', () => {
  const compose = (now: Temporal.Instant) =>
    textOf(composeCard({ kind: 'startingNow', seminar: sampleSeminar() }, sampleContext({ now })));

  it('is true for ten minutes and corrected then', () => {
    expect(compose(START)).toMatch(/^Starting now · River Studies Seminar/);
    expect(compose(START.add({ minutes: 9 }))).toMatch(/^Starting now/);
    expect(compose(START.add({ minutes: 10 }))).toMatch(/^Started ·/);
    expect(compose(START.add({ minutes: 60 }))).toMatch(/^Ended ·/);
    expect(nextFace('startingNow', sampleSeminar(), CHANNEL, START)).toEqual(START.add({ minutes: 10 }));
  });
});
