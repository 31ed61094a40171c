import { expect, it } from 'vitest';
import { addressWordOf } from '../../src/app/operator-words.ts';

const away = { reason: 'slack is not connected', mend: 'it is tried again by itself', transient: false };

it('names the addresses that a platform’s absence concerns, the first five of many', () => {
  const few = ['slack:#tides', 'slack:#ebb'];
  expect(addressWordOf({ ...away, addresses: few })).toBe(
    'slack:#tides, slack:#ebb: slack is not connected. It is tried again by itself.',
  );
  const many = Array.from({ length: 40 }, (_, index) => `slack:#c${index}`);
  expect(addressWordOf({ ...away, addresses: many })).toBe(
    'slack:#c0, slack:#c1, slack:#c2, slack:#c3, slack:#c4 and 35 more: slack is not connected. It is tried again by itself.',
  );
});
