import { type Words, wordsFor } from './cards/words.ts';
import { editDistance } from './command-distance.ts';
import { parseKnown, WORDS } from './command-words.ts';
import { fitWords } from './fit-words.ts';
import type { Intent, Misuse, Suggestion } from './intent.ts';

/**
 * What somebody typed behind `/seminar` or `@Lectern` → what they wish. Never throws.
 *
 * Nothing typed asks for the next seminar. A first word that is a command is that command, in any case of letters.
 * A first word that nearly is one, with words behind it that would fit, is offered to press and never run. Anything
 * else is searched for.
 */
export function parseCommand(text: string, words: Words = wordsFor('en')): Intent | Suggestion | Misuse {
  const typed = text.replace(/\s+/g, ' ').trim();
  if (typed === '') return { type: 'next' };
  const { first, rest } = splitFirst(typed);
  const known = parseKnown(first, rest, words);
  if (known) return known;
  const search = { type: 'search', words: fitWords(typed) } as const;
  const nearest = nearestCommands(first, rest, words);
  if (nearest.length === 0) return search;
  return {
    type: 'suggest',
    typed: fitWords(typed),
    nearest: [...nearest, { label: words.searchFor(search.words), intent: search }],
  };
}

function splitFirst(typed: string): { first: string; rest: string } {
  const space = typed.indexOf(' ');
  const first = space < 0 ? typed : typed.slice(0, space);
  return { first: first.toLowerCase(), rest: space < 0 ? '' : typed.slice(space + 1) };
}

/** Commands that the word may have been meant for, nearest first, where the words behind it make sense for them. */
function nearestCommands(
  first: string,
  rest: string,
  words: Words,
): readonly { label: string; intent: Intent }[] {
  // Longer than any command with two letters too many: not worth measuring.
  if (first.length > 12) return [];
  return WORDS.map((word) => ({ word, distance: editDistance(first, word) }))
    .filter(({ word, distance }) => distance <= (word.length > 6 ? 2 : 1))
    .sort((a, b) => a.distance - b.distance)
    .flatMap(({ word }) => {
      const meant = parseKnown(word, rest, words);
      if (!meant || meant.type === 'misuse' || isFallback(word, meant)) return [];
      return [{ label: rest === '' ? word : `${word} ${rest}`, intent: meant }];
    })
    .slice(0, 3);
}

/** `weak supervision` is no misspelt `week`: its words do not fit, and it would have become a search anyway. */
function isFallback(word: string, meant: Intent): boolean {
  return meant.type === 'search' && word !== 'search';
}
