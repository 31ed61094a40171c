import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paginate } from '../../../src/domain/cards/pages.ts';
import { lineOf, paragraphsOf } from '../../../src/domain/cards/plain.ts';
import { cutText, shorten, splitText } from '../../../src/domain/cards/shorten.ts';

const anyText = fc.oneof(
  fc.lorem({ mode: 'sentences', maxCount: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => text.isWellFormed()),
);
const dense = (text: string): string => text.replace(/\s+/g, '');

describe('shortening', () => {
  it.each([
    ['It fits.', 20, 'It fits.'],
    ['One sentence. Another sentence.', 20, 'One sentence. …'],
    ['A few words without an end', 18, 'A few words…'],
    ['Incomprehensibilities', 10, 'Incompre…'],
    ['洪水を予測する。次の文はここにある。', 12, '洪水を予測する。 …'],
  ])('"%s" to %i', (text, limit, said) => {
    expect(shorten(text, limit)).toBe(said);
  });

  it('keeps within the limit, loses nothing, and never breaks a character', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 20, max: 200 }), (text, limit) => {
        const { head, rest } = cutText(text, limit);
        expect(head.length).toBeLessThanOrEqual(limit);
        expect(head.isWellFormed() && rest.isWellFormed()).toBe(true);
        if (rest === '' && text.length <= limit) expect(head).toBe(text);
        else expect(dense(head.slice(0, head.lastIndexOf('…')) + rest)).toBe(dense(text));
      }),
    );
  });

  it('never takes a family apart', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(cutText(family.repeat(9), 30).head).toBe(`${family.repeat(2)}…`);
  });

  it('splits into pieces that together are the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 120 }), (text, limit) => {
        const pieces = splitText(text, limit);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(Math.max(limit, 1));
        expect(dense(pieces.join(''))).toBe(dense(text));
      }),
    );
  });
});

describe('pages', () => {
  it('hold everything in order, none above its limit', () => {
    const section = fc.record({
      heading: fc.constantFrom('A', 'B'),
      paragraphs: fc.array(fc.lorem({ mode: 'sentences', maxCount: 9 }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(section, { maxLength: 4 }), (sections) => {
        const pages = paginate(sections, 300, 200);
        expect(pages.length).toBeGreaterThan(0);
        const flat = pages.flat().flatMap((part) => part.paragraphs);
        expect(dense(flat.join(''))).toBe(dense(sections.flatMap((one) => one.paragraphs).join('')));
        for (const page of pages) {
          const length = page.flatMap((part) => part.paragraphs).join('').length;
          expect(length).toBeLessThanOrEqual(300);
          for (const part of page) expect(part.paragraphs.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('plain text of records', () => {
  it('becomes one line without anything unseen', () => {
    expect(lineOf(' a\u0000b\tc\n d\u202e ')).toBe('a b c d');
    expect(lineOf('\u0007')).toBeUndefined();
    expect(lineOf('half \ud83d pair')).toBe('half \ufffd pair');
  });

  it('is parted at empty lines, however they end', () => {
    expect(paragraphsOf('One\nline.\r\n\r\nTwo.\n \n\nTBA\n\nThree.')).toEqual([
      'One line.',
      'Two.',
      'Three.',
    ]);
  });
});
