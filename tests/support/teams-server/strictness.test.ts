import { describe, expect, it } from 'vitest';
import { checkActivity } from './activity-check.ts';
import { FaultPlan } from './faults.ts';
import { findViolations, type JournalEntry } from './journal.ts';

/** The other tests are worth as much as the stand-in is strict. */
function writes(times: readonly number[], conversation: (index: number) => string): JournalEntry[] {
  return times.map((at, index) => ({
    at,
    method: 'POST',
    path: '/v3/conversations',
    kind: 'create',
    conversation: conversation(index),
    outcome: 201,
  }));
}
const spread = (count: number, gap: number): number[] =>
  Array.from({ length: count }, (_, index) => index * gap);

describe('rate limits', () => {
  it.each([
    ['seven in a second', spread(7, 10), 0],
    ['eight in a second', spread(8, 10), 1],
    ['eight, then one after a second and a half', [...spread(7, 10), 1_200, 1_500], 1],
    ['one each 500 ms for a minute', spread(120, 500), 0],
    ['one each 400 ms for half a minute: the 61st of 30 s', spread(76, 400), 16],
  ])('%s in one conversation', (_name, times, count) => {
    expect(findViolations(writes(times, () => 'one'))).toHaveLength(count);
  });

  it('of the tenant, over all conversations', () => {
    expect(findViolations(writes(spread(50, 1), String))).toEqual([]);
    expect(findViolations(writes(spread(51, 1), String))).toMatchObject([
      { conversation: 'the tenant', count: 51 },
    ]);
  });
});

describe('what it takes', () => {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'words' }] };
  const activity = (content: unknown, extra: object = {}) => ({
    type: 'message',
    from: { id: 'bot' },
    summary: 'words',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    ...extra,
  });
  it('a sound message', () => expect(checkActivity(activity(card))).toBeUndefined());
  it.each([
    ['without a sender', activity(card, { from: undefined }), 400],
    ['without words for the banner', activity(card, { summary: '' }), 400],
    ['with an element that Teams does not know', activity({ ...card, body: [{ type: 'Marquee' }] }), 400],
    ['with an empty text', activity({ ...card, body: [{ type: 'TextBlock', text: '' }] }), 400],
    ['with seven buttons in a row', activity({ ...card, body: [buttons(7)] }), 400],
    ['with a script for an address', activity({ ...card, body: [buttons(1, 'javascript:alert(1)')] }), 400],
    ['above 28 KB', activity({ ...card, body: [{ type: 'TextBlock', text: 'x'.repeat(29_000) }] }), 413],
  ])('no message %s', (_name, message, status) => expect(checkActivity(message)).toMatchObject({ status }));

  function buttons(count: number, url = 'https://safe.example/') {
    const action = { type: 'Action.OpenUrl', title: 'Press', url };
    return { type: 'ActionSet', actions: Array.from({ length: count }, () => action) };
  }
});

describe('chance', () => {
  const draw = (seed: number): readonly (string | undefined)[] => {
    const plan = new FaultPlan();
    plan.chance({
      seed,
      rates: [
        { share: 0.2, fault: { type: 'resetBefore' } },
        { share: 0.1, fault: { type: 'resetAfter' } },
      ],
    });
    return Array.from({ length: 1_000 }, () => plan.next()?.type);
  };
  it('is the same for the same seed, and about as frequent as asked', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const share = draw(7).filter((type) => type === 'resetBefore').length / 1_000;
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.25);
  });
});
