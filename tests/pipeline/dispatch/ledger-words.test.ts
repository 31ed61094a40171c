import { describe, expect, it } from 'vitest';
import { retractSeminar } from '../../../src/pipeline/dispatch/acts/retract.ts';
import { byHand, sayLength, sayTime, WORDS } from '../../../src/pipeline/dispatch/ledger-words.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { at, openWorld } from './world.ts';

/** Every sentence, with something in each gap. */
function everySentence(): readonly string[] {
  const gaps: Readonly<Record<string, readonly unknown[]>> = {
    tooLate: ['reminder', 1],
    waitsForNeeds: [['title', 'abstract'], '09:00'],
    sentLate: [5],
    sentOverdue: [5],
    foundCopies: [1],
  };
  return Object.entries(WORDS).map(([name, word]) =>
    typeof word === 'string' ? word : Reflect.apply(word, undefined, gaps[name] ?? ['reason', 'more']),
  );
}

describe('what the ledger says', () => {
  it('has no word that an organiser does not know, and no command', () => {
    const strange =
      /\b(lane|outbox|notice|token|lease|queue|store|platform|service|route|claimed|epoch)s?\b/i;
    const said = everySentence();
    expect(said.length).toBeGreaterThan(50);
    expect(said.filter((text) => strange.test(text) && !text.includes('lectern send'))).toEqual([]);
    expect(said.filter((text) => /\blectern (?!send)/.test(text))).toEqual([]);
    expect(said.filter((text) => /undefined|NaN|\.\.|\s\s/.test(text))).toEqual([]);
  });

  it.each([
    [2, '2 minutes'],
    [119, '119 minutes'],
    [120, '2 hours'],
    [47 * 60, '47 hours'],
    [30_822, '21 days'],
  ])('of %i minutes is %s', (minutes, text) => expect(sayLength(minutes)).toBe(text));

  it('names a day as people do, where it is another', () => {
    const now = at('2026-12-03T10:00:00+10:00');
    expect(sayTime(at('2026-12-03T11:05:00+10:00'), now, 'Australia/Brisbane')).toBe('11:05');
    expect(sayTime(at('2026-12-04T11:05:00+10:00'), now, 'Australia/Brisbane')).toBe(
      '11:05 on Friday 4 December',
    );
  });

  it('is one sentence with the name of who asked', () => {
    expect(byHand(WORDS.released, 'Mira')).toBe('Released by hand (Mira).');
    expect(byHand(WORDS.resumed, 'Mira')).toBe('Resumed (Mira).');
  });

  it('of what came to be known late is not that it was sent late', async () => {
    const world = await openWorld({ now: '2026-12-01T12:00:00+10:00' });
    await world.start();
    await world.save(aSeminar());
    expect((await world.notice('announcement')).reason).toBe(
      'Sent. Its time had passed 5 days before it was known here.',
    );
  });

  it('of a card that was taken back is not that an edit is due', async () => {
    const world = await openWorld();
    await world.start();
    await world.save(aSeminar());
    await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
    expect((await world.notice('edit')).state).toBe('due');
    await retractSeminar({ store: world.store, clock: world.clock, by: 'Mira' }, aSeminar().id);
    await world.clock.rest();
    expect(await world.notice('edit')).toMatchObject({ state: 'withdrawn', reason: 'It was taken back.' });
    await world.save(aSeminar({ title: 'Another title' }));
    await world.clock.advance({ hours: 1 });
    expect((await world.notice('edit')).state).toBe('withdrawn');
  });
});
