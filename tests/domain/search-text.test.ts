import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeminarId } from '../../src/domain/ids.ts';
import {
  foldText,
  leaveToAscii,
  matchesTokens,
  searchTextOf,
  spaceTokens,
  tokenizeQuery,
  tokenizeText,
} from '../../src/domain/search-text.ts';

/** Letters of many scripts, marks, joiners, halves of pairs: what a fold could trip over. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        'é',
        'e\u0301',
        'ß',
        'İ',
        'ﬀ',
        '학',
        'ガ',
        'が',
        '中',
        "'",
        '’',
        ' ',
        'A',
        '1',
        '\ud800',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('folding', () => {
  it.each([
    ['Schrödinger', 'schrodinger'],
    ['ＡＢＣ１２３', 'abc123'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['STRASSE', 'strasse'],
    ['Ærø', 'aero'],
    ['İstanbul', 'istanbul'],
    ['Ὀδυσσεύς', 'οδυσσευσ'],
    ['ﬁeld', 'field'],
    ['ｶﾞｲﾄﾞ', 'ガイド'],
    ['한글', '한글'],
    ['नमस्ते', 'नमस्ते'],
    ['Đặng Thị', 'dang thi'],
  ])('%s is %s', (text, folded) => expect(foldText(text)).toBe(folded));

  it('is the same twice, and the same however the letters are composed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')));
      }),
    );
  });
});

describe('tokens', () => {
  it.each([
    ['Flood-risk, flood; RISK!', ['flood', 'risk']],
    ["O'Brien’s l’eau", ['obriens', 'o', 'brien', 's', 'leau', 'l', 'eau']],
    ['机器学习', ['机器', '机', '器学', '器', '学习', '学', '习']],
    ['AI时代2', ['ai', '时代', '时', '代', '2']],
    ['3.5 C++', ['3', '5', 'c']],
    ['  …  ', []],
  ])('%s is found by %j', (text, tokens) => expect(tokenizeText(text)).toEqual(tokens));

  it.each([
    ["o'brien", ['obrien']],
    ['器学习', ['器学', '学习']],
    ['学', ['学']],
    ['risk flood risk', ['flood', 'risk']],
  ])('%s asks for %j', (text, tokens) => expect(tokenizeQuery(text)).toEqual(tokens));

  it('are bounded in length and number, also for what is one word of a megabyte', () => {
    const [long] = tokenizeText('ä'.repeat(1_000_000));
    expect(long).toHaveLength(40);
    expect(tokenizeText(Array.from({ length: 9_000 }, (_, n) => `w${n}`).join(' '))).toHaveLength(4096);
    expect(
      tokenizeText(
        '字'.repeat(5) + Array.from({ length: 9_000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join(''),
      ),
    ).toHaveLength(4096);
  });

  it('have nothing in them that a database would part or quote', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of [...tokenizeText(text), ...tokenizeQuery(text)]) {
          expect(token).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          expect(token).toBe(foldText(token));
        }
      }),
    );
  });

  it('are the same in one text with spaces between, however long the words and however many', () => {
    const plain = fc
      .array(fc.oneof(fc.constantFrom('Tide', 'a', '–', '“eddy”', "it's", 'é', 'x'.repeat(41)), fc.string()))
      .map((words) => words.join(' '));
    const many = Array.from({ length: 5_000 }, (_, n) => `w${n}`).join('-');
    fc.assert(
      fc.property(fc.oneof(anyText, plain, fc.constant(many)), (text) => {
        const spaced = spaceTokens(text)
          .split(' ')
          .filter((token) => token !== '');
        expect(new Set(spaced)).toEqual(new Set(tokenizeText(text)));
      }),
    );
  });

  it('are the same in what is left to an index that parts and folds ASCII by itself', () => {
    /** As SQLite's "ascii" does it. */
    const partAscii = (text: string): string[] =>
      text
        .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
        .split(/[\0-/:-@[-`{-\x7f]+/)
        .filter((token) => token !== '');
    const run = fc.integer({ min: 0, max: 130 }).map((length) => 'aB3'.repeat(50).slice(0, length));
    const runs = fc
      .array(fc.oneof(run, fc.constantFrom('Tide', '-', "it's", 'é', '\0')), { maxLength: 8 })
      .chain((words) => fc.constantFrom(' ', '\n', '/').map((between) => words.join(between)));
    const many = Array.from({ length: 5_000 }, (_, n) => `W${n}`).join('-');
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string(), runs, fc.constant(many)), (text) => {
        expect(new Set(partAscii(leaveToAscii(text)))).toEqual(new Set(tokenizeText(text)));
      }),
    );
    // Most text is not touched.
    expect(leaveToAscii('What the Tides do: 3 years of it.')).toBe('What the Tides do: 3 years of it.');
  });

  it('whatever a text says can be found by saying it', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, text) => {
        // Apart, since an accent at the head of one text would settle on the end of the other.
        expect(matchesTokens(tokenizeText(`${before} , ${text}`), tokenizeQuery(text))).toBe(true);
      }),
    );
  });
});

describe('matching', () => {
  it.each([
    ['flood risk', 'ris', true],
    ['flood risk', 'flo risk', false],
    ['flood risk', 'risk flo', true],
    ['flood risk', 'f', false],
    ['plan c', 'c', true],
    ['饮水安全', '水', true],
    ['饮水安全', '水安全', true],
    ['饮水安全', '全水', false],
    ['anything', '', true],
  ])('"%s" for "%s": %s', (text, query, found) =>
    expect(matchesTokens(tokenizeText(text), tokenizeQuery(query))).toBe(found),
  );
});

it('a seminar is found by what it says, never by how to get in', () => {
  const { words, speakers } = searchTextOf({
    id: SeminarId.parse('abcdefgh'),
    title: 'Title',
    speakers: [
      { name: 'Name', affiliation: 'Affiliation', bio: 'Biography', url: 'https://example.org/person' },
    ],
    abstract: 'Abstract',
    venue: {
      room: 'Room',
      building: 'Building',
      online: { provider: 'Zoom', url: 'https://example.org/join', meetingId: '12345', passcode: 'sesame' },
    },
    host: 'Host',
    kind: 'Kind',
    chair: 'Chair',
    panel: ['Panel'],
    tags: ['Tag'],
    timezone: 'UTC',
    status: 'scheduled',
    audience: 'members',
    publication: 'published',
    revision: 1,
    epoch: 0,
    sequence: 0,
    changedAt: Temporal.Instant.fromEpochMilliseconds(0),
  });
  expect(words.split('\n')).toEqual([
    'Title',
    'Name',
    'Affiliation',
    'Kind',
    'Host',
    'Room',
    'Building',
    'Tag',
    'Chair',
    'Panel',
    'Abstract',
  ]);
  expect(speakers).toBe('Name');
});
