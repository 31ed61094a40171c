import { describe, expect, it } from 'vitest';
import { paragraphsOf } from '../../../src/domain/cards/plain.ts';

describe('paragraphs', () => {
  it('are separated by empty lines, and hold no line breaks', () => {
    expect(paragraphsOf('One\ntwo.\r\n \r\nThree.')).toEqual(['One two.', 'Three.']);
  });

  it('are the items of a list, too', () => {
    expect(paragraphsOf('We cover:\n- tides,\n  in part\n- buoys\n\n1. First\n2) Second')).toEqual([
      'We cover:',
      '- tides, in part',
      '- buoys',
      '1. First',
      '2) Second',
    ]);
  });

  it.each(['It lasted until\n3. March, and ended.', 'Tides\n- and buoys - are old.', '-40 to\n-20 degrees'])(
    'are not broken where a sentence is wrapped: %j',
    (text) => expect(paragraphsOf(text)).toHaveLength(1),
  );
});
