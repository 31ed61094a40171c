import { disclosureOf } from '../disclosure.ts';
import { type Phase, phaseOf } from '../phase.ts';
import type { Seminar } from '../seminar.ts';
import type { Disclosure } from '../viewer.ts';
import type { CardContext } from './subject.ts';
import { type Words, wordsFor } from './words.ts';

/** What the parts of a card need to know besides the seminar. */
export interface Look extends CardContext {
  readonly words: Words;
}

/** One seminar as it is to be shown: with what may be shown of it and where now lies. */
export interface Shown {
  readonly seminar: Seminar;
  readonly phase: Phase;
  readonly joinLink: Disclosure['joinLink'];
}

export function lookOf(context: CardContext): Look {
  return { ...context, words: wordsFor(context.locale) };
}

export function shownOf(seminar: Seminar, look: Look): Shown {
  return {
    seminar,
    phase: phaseOf(seminar, look.now),
    joinLink: disclosureOf(seminar, look.surface, look.now).joinLink,
  };
}
