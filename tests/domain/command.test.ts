import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/domain/command.ts';
import { editDistance } from '../../src/domain/command-distance.ts';
import { NoticeId, reviewIdOf, SeminarId } from '../../src/domain/ids.ts';
import { decodeIntent, encodeIntent, type Intent } from '../../src/domain/intent.ts';

const ID = SeminarId.parse('k3m9x2pq');
const REVIEW = reviewIdOf(ID);
const CHANGES = new Set<string>([
  'remind',
  'retract',
  'pause',
  'resume',
  'release',
  'note',
  'announce',
  'cancel',
  'postpone',
  'edit',
  'sync',
  'publish',
  'dismiss',
  'merge',
  'apart',
]);

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
    ['retract K3M9X2PQ', { type: 'retract', what: ID }],
    ['retract abcdefghjk', { type: 'retract', what: NoticeId.parse('abcdefghjk') }],
    ['pause', { type: 'pause' }],
    ['pause #data-science', { type: 'pause', place: '#data-science' }],
    ['resume data-science', { type: 'resume', place: 'data-science' }],
    ['pause Data Science › General', { type: 'pause', place: 'Data Science › General' }],
    ['release here', { type: 'release', place: 'here' }],
    [
      'note k3m9x2pq Starting ten minutes late',
      { type: 'note', seminar: ID, text: 'Starting ten minutes late' },
    ],
    ['announce k3m9x2pq', { type: 'announce', seminar: ID }],
    ['cancel k3m9x2pq', { type: 'cancel', seminar: ID }],
    ['cancel k3m9x2pq Speaker is ill', { type: 'cancel', seminar: ID, reason: 'Speaker is ill' }],
    ['postpone k3m9x2pq', { type: 'postpone', seminar: ID }],
    ['postpone k3m9x2pq to 2027-03-04 11:00', { type: 'postpone', seminar: ID, start: '2027-03-04 11:00' }],
    ['postpone k3m9x2pq 2027-03-04t9:30', { type: 'postpone', seminar: ID, start: '2027-03-04T9:30' }],
    ['edit k3m9x2pq Room 78-421', { type: 'edit', seminar: ID, field: 'room', value: '78-421' }],
    ['edit k3m9x2pq title On Foam', { type: 'edit', seminar: ID, field: 'title', value: 'On Foam' }],
    ['status', { type: 'status' }],
    ['log k3m9x2pq', { type: 'log', seminar: ID }],
    ['sync', { type: 'sync' }],
    // A title may begin with a word that is a command, too.
    ['status of women', { type: 'search', words: 'status of women' }],
    ['resume screening by machine', { type: 'search', words: 'resume screening by machine' }],
    ['log linear models', { type: 'search', words: 'log linear models' }],
    ['sync or swim', { type: 'search', words: 'sync or swim' }],
    ['review', { type: 'review' }],
    ['review K3M9X2PQ', { type: 'review', review: REVIEW }],
    ['review of methods', { type: 'search', words: 'review of methods' }],
    ['publish k3m9x2pq', { type: 'publish', review: REVIEW }],
    ['publish k3m9x2pq 2027-03-04 9:00', { type: 'publish', review: REVIEW, start: '2027-03-04 9:00' }],
    ['publish k3m9x2pq 2027-03-04t09:00z', { type: 'publish', review: REVIEW, start: '2027-03-04T09:00Z' }],
    ['dismiss k3m9x2pq', { type: 'dismiss', review: REVIEW }],
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
    'publish',
    'publish everything',
    'publish k3m9x2pq soon',
    'dismiss the rest',
    'retract',
    'retract the talk on foam',
    'retract k3m9x2p',
    'note',
    'note k3m9x2pq',
    'note floods',
    'announce k3m9x2pq now',
    'cancel',
    'cancel culture',
    'postpone k3m9x2pq to tomorrow',
    'postpone k3m9x2pq to 2027-03-04',
    'edit k3m9x2pq',
    'edit k3m9x2pq room',
    'edit k3m9x2pq speaker Mira Okafor',
    'release',
    'log',
  ])('"%s" lacks something, and is answered with an example', (text) => {
    expect(parseCommand(text)).toMatchObject({
      type: 'misuse',
      problem: expect.stringMatching(/[.?]$/),
      example: expect.stringMatching(
        /^(?:search|speaker|remind|retract|note|announce|cancel|postpone|edit|release|log|publish|dismiss) \S+/,
      ),
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
        .array(
          fc.constantFrom(
            ...['remind', 'remnd', 'cancel', 'cancle', 'retract', 'pause', 'pauze', 'note', 'release'],
            ...['k3m9x2pq', '15m', 'off', 'show', 'next', 'x', '#foam'],
          ),
          {
            maxLength: 5,
          },
        )
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(anyWords, (text) => {
        const parsed = parseCommand(text);
        if (CHANGES.has(parsed.type)) {
          expect(text.trim().toLowerCase().split(/\s/)[0]).toBe(parsed.type);
        }
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
    fc.record(
      { type: fc.constant('review'), review: fc.constant(REVIEW), text: fc.integer({ min: 1, max: 99 }) },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('publish'),
        review: fc.constant(REVIEW),
        start: fc.constant('2027-03-04 11:00'),
      },
      { requiredKeys: ['type', 'review'] },
    ),
    fc.record({ type: fc.constantFrom('dismiss', 'apart'), review: fc.constant(REVIEW) }),
    fc.record({ type: fc.constant('merge'), review: fc.constant(REVIEW), into: fc.constant(ID) }),
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
    fc.record(
      { type: fc.constant('retract'), what: fc.constant(ID), sure: fc.constant<true>(true) },
      { requiredKeys: ['type', 'what'] },
    ),
    fc.record(
      { type: fc.constant('postpone'), start: fc.constant('2027-03-04 11:00'), seminar: fc.constant(ID) },
      { requiredKeys: ['type', 'seminar'] },
    ),
    fc.record({ type: fc.constant('note'), seminar: fc.constant(ID), text: words }),
    fc.record({
      value: words,
      type: fc.constant('edit'),
      seminar: fc.constant(ID),
      field: fc.constant('room'),
    }),
    fc.record(
      { reason: words, type: fc.constant('cancel'), seminar: fc.constant(ID), sure: fc.constant<true>(true) },
      { requiredKeys: ['type', 'seminar'] },
    ),
    fc.record({ type: fc.constant('pause'), place: words }, { requiredKeys: ['type'] }),
    fc.record({ type: fc.constant('release'), place: words }),
  );
  const LONG = new Set<string>(['search', 'speaker', 'note', 'edit', 'cancel', 'pause', 'release']);

  it('fit a button, are stable, and come back as they went', () => {
    fc.assert(
      fc.property(anyIntent, (intent) => {
        const text = encodeIntent(intent);
        expect(text.length).toBeLessThanOrEqual(2000);
        const back = decodeIntent(text);
        if (back) expect(encodeIntent(back)).toBe(text);
        if (!LONG.has(intent.type)) expect(back).toEqual(intent);
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
    '{"type":"publish"}',
    '{"type":"publish","review":"k3m9x2pq","start":"soon"}',
    '{"type":"merge","review":"k3m9x2pq"}',
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
