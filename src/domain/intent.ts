import type { SeminarId } from './ids.ts';

/**
 * What people wish, from any platform or page: one small set. Words become intents in `command.ts`; buttons carry them
 * encoded. Look-ups are forgiving; whatever changes something must be meant exactly.
 */
export type Intent =
  | { readonly type: 'next' }
  | { readonly type: 'today' }
  | { readonly type: 'week' }
  | { readonly type: 'list'; readonly count?: number }
  | { readonly type: 'search'; readonly words: string }
  | { readonly type: 'speaker'; readonly name: string }
  /** `part` pages through what is too long for one message, from 1. */
  | { readonly type: 'show'; readonly seminar: SeminarId; readonly part?: number }
  /** Without a seminar: the next one. Without an offset: the usual one. `off` withdraws. */
  | { readonly type: 'remind'; readonly seminar?: SeminarId; readonly offset?: string }
  | { readonly type: 'calendar'; readonly seminar?: SeminarId }
  | { readonly type: 'help' };

/** A word that nearly is a command: offered to press, never run. */
export interface Suggestion {
  readonly type: 'suggest';
  readonly typed: string;
  readonly nearest: readonly { readonly label: string; readonly intent: Intent }[];
}

/** Words that cannot be carried out as they stand: `problem` says what is missing, with an example. */
export interface Misuse {
  readonly type: 'misuse';
  readonly problem: string;
}
