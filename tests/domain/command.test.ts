import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/domain/command.ts';
import { editDistance } from '../../src/domain/command-distance.ts';
import { SeminarId } from '../../src/domain/ids.ts';
import { decodeIntent, encodeIntent, type Intent } from '../../src/domain/intent.ts';

const ID = SeminarId.parse('k3m9x2pq');

describe('what is typed', () => {
  it.each<[string, Intent]>([
    ['', { type: 'next' }],
    ['   ', { type: 'next' }],
    ['next', { type: 'next' }],
    ['NEXT', { type: 'next' }],
    ['today', { type: 'today' }],
    [' week ', { type: 'week' }],
    ['help', { type: 'help' }],
    ['list', { type: 'list' }],
    ['list 12', { type: 'list', count: 12 }],
    ['list 0', { type: 'list', count: 1 }],
    ['list 9999', { type: 'list', count: 50 }],
    ['list of rivers', { type: 'search', words: 'list of rivers' }],
    ['search flood  at \n street', { type: 'search', words: 'flood at street' }],
    ['Search Flood', { type: 'search', words: 'Flood' }],
    ['speaker Mira Okafor', { type: 'speaker', name: 'Mira Okafor' }],
    ['show k3m9x2pq', { type: 'show', seminar: ID }],
    ['show K3M9X2PQ', { type: 'show', seminar: ID }],
    ['show floods', { type: 'search', words: 'floods' }],
    ['show', { type: 'next' }],
    ['calendar', { type: 'calendar' }],
    ['calendar k3m9x2pq', { type: 'calendar', seminar: ID }],
    ['remind', { type: 'remind' }],
    ['remind 1h', { type: 'remind', offset: '1h' }],
    ['remind off', { type: 'remind', offset: 'off' }],
    ['remind k3m9x2pq', { type: 'remind', seminar: ID }],
    ['remind k3m9x2pq 1D', { type: 'remind', seminar: ID, offset: '1d' }],
    ['remind k3m9x2pq off', { type: 'remind', seminar: ID, offset: 'off' }],
    // Words that are no command are searched for, also where a command's word begins them.
    ['flood', { type: 'search', words: 'flood' }],
    ['next generation sequencing', { type: 'search', words: 'next generation sequencing' }],
    ['weak supervision', { type: 'search', words: 'weak supervision' }],
    ['research methods', { type: 'search', words: 'research methods' }],
    ['<!channel>', { type: 'search', words: '<!channel>' }],
    ['constructor', { type: 'search', words: 'constructor' }],
  ])('"%s"', (text, intent) => {
    expect(parseCommand(text)).toEqual(intent);
  });

  it.each([
    'search',
    'speaker',
    'remind floods',
    'remind k3m9x2pq soon',
    'remind k3m9x2pq 1h please',
    'remind me',
  ])('"%s" lacks something, and is answered with an example', (text) => {
    expect(parseCommand(text)).toMatchObject({
      type: 'misuse',
      problem: expect.stringMatching(/[.?]$/),
      example: expect.stringMatching(/^(?:search|speaker|remind) \w+/),
    });
  });

  it.each<[string, Intent]>([
    ['nxet', { type: 'next' }],
    ['tody', { type: 'today' }],
    ['hlep', { type: 'help' }],
    ['serach flood', { type: 'search', words: 'flood' }],
    ['speeker Okafor', { type: 'speaker', name: 'Okafor' }],
    ['lst 5', { type: 'list', count: 5 }],
    ['calandar k3m9x2pq', { type: 'calendar', seminar: ID }],
    ['remnd k3m9x2pq 15m', { type: 'remind', seminar: ID, offset: '15m' }],
    ['reminds k3m9x2pq off', { type: 'remind', seminar: ID, offset: 'off' }],
  ])('"%s" is offered to press, beside a search, and not run', (text, nearest) => {
    const parsed = parseCommand(text);
    expect(parsed).toMatchObject({ type: 'suggest', typed: text });
    const offers = parsed.type === 'suggest' ? parsed.nearest.map((offer) => offer.intent) : [];
    expect(offers[0]).toEqual(nearest);
    expect(offers.at(-1)).toEqual({ type: 'search', words: text });
  });

  it('whatever it is, it is answered; what changes something is never guessed', () => {
    const anyWords = fc.oneof(
      fc.string({ maxLength: 600 }),
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc
        .array(fc.constantFrom('remind', 'remnd', 'k3m9x2pq', '15m', 'off', 'show', 'next', 'x'), {
          maxLength: 5,
        })
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(anyWords, (text) => {
        const parsed = parseCommand(text);
        if (parsed.type === 'remind') expect(text.trim().toLowerCase()).toMatch(/^remind(\s|$)/);
        if (parsed.type === 'suggest') for (const { label } of parsed.nearest) expect(label).not.toBe('');
      }),
    );
  });
});

describe('intents in buttons', () => {
  const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 5000 });
  const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
    fc.constantFrom<Intent>({ type: 'next' }, { type: 'today' }, { type: 'week' }, { type: 'help' }),
    fc.record(
      { type: fc.constant('list'), count: fc.integer({ min: 1, max: 50 }) },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('search'), words }),
    fc.record({ type: fc.constant('speaker'), name: words }),
    fc.record(
      { type: fc.constant('show'), seminar: fc.constant(ID), part: fc.integer({ min: 1, max: 99 }) },
      { requiredKeys: ['type', 'seminar'] },
    ),
    fc.record(
      {
        type: fc.constant('remind'),
        seminar: fc.constant(ID),
        offset: fc.constantFrom('15m', 'off', '0d@09:00'),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record({ type: fc.constant('calendar'), seminar: fc.constant(ID) }, { requiredKeys: ['type'] }),
  );

  it('fit a button, are stable, and come back as they went', () => {
    fc.assert(
      fc.property(anyIntent, (intent) => {
        const text = encodeIntent(intent);
        expect(text.length).toBeLessThanOrEqual(2000);
        const back = decodeIntent(text);
        if (back) expect(encodeIntent(back)).toBe(text);
        const isShort = intent.type !== 'search' && intent.type !== 'speaker';
        if (isShort) expect(back).toEqual(intent);
      }),
    );
  });

  it('keep the words of a search that fit', () => {
    const intent = { type: 'search', words: 'Flood at “street” level 洪水' } as const;
    expect(decodeIntent(encodeIntent(intent))).toEqual(intent);
  });

  it.each([
    '',
    'null',
    '{',
    '[]',
    '"next"',
    '{"type":"drop"}',
    '{"type":"show"}',
    '{"type":"show","seminar":"../../etc"}',
    '{"type":"show","seminar":"k3m9x2pq","part":0}',
    '{"type":"next","extra":1}',
    '{"type":"search","words":""}',
    '{"__proto__":{"type":"next"}}',
  ])('%s is no intent', (text) => {
    expect(decodeIntent(text)).toBeUndefined();
  });

  it('nothing that comes back makes it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void decodeIntent(text)));
  });
});

describe('edit distance', () => {
  it.each([
    ['', '', 0],
    ['next', 'next', 0],
    ['nxet', 'next', 1],
    ['serach', 'search', 1],
    ['research', 'search', 2],
    ['list', '', 4],
    ['flood', 'next', 5],
  ])('of %s and %s is %i', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});
