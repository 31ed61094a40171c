import type { Action } from '../card.ts';
import type { Suggestion } from '../intent.ts';
import type { Material } from '../post.ts';
import type { Proposal } from '../review.ts';
import type { Seminar } from '../seminar.ts';
import type { Series } from '../series.ts';
import type { Surface } from '../viewer.ts';

/** What a card is about. `compose.ts` makes the card: `composeCard(subject, context): Card`. */
export type CardSubject =
  | { readonly kind: 'announcement' | 'reminder' | 'startingNow' | 'followUp'; readonly seminar: Seminar }
  | {
      readonly kind: 'change';
      readonly seminar: Seminar;
      readonly before: Material;
      readonly after: Material;
    }
  | { readonly kind: 'note'; readonly seminar: Seminar; readonly text: string }
  | {
      readonly kind: 'digest';
      readonly seminars: readonly Seminar[];
      readonly from: Temporal.Instant;
      readonly to: Temporal.Instant;
      /** Days off within the window, by name, where there are any. */
      readonly closed: readonly string[];
    }
  | {
      readonly kind: 'list';
      readonly heading: string;
      readonly seminars: readonly Seminar[];
      readonly empty: string;
    }
  /** One seminar in full. `part` from 1, where it is too long for one message. */
  | { readonly kind: 'show'; readonly seminar: Seminar; readonly part: number }
  | { readonly kind: 'calendar'; readonly seminar: Seminar }
  /** `organiser`: with the words for those who look after seminars. */
  | { readonly kind: 'help'; readonly organiser?: boolean }
  /** `lead`: the sentence above the buttons, where nothing was misspelt but a choice is to be made. */
  | { readonly kind: 'suggest'; readonly suggestion: Suggestion; readonly lead?: string }
  /** What waits for an organiser's word: all, one as it would be, the text that it was read from. */
  | { readonly kind: 'reviews'; readonly proposals: readonly Proposal[] }
  | { readonly kind: 'review'; readonly proposal: Proposal }
  | {
      readonly kind: 'reviewText';
      readonly proposal: Proposal;
      /** Absent once it is not kept any more: then the passages that values came from are shown. */
      readonly text?: string;
      readonly part: number;
    }
  /** How things stand, or what was said and when. */
  | { readonly kind: 'report'; readonly report: Report }
  /** One sentence of an answer, e.g. a confirmation. */
  | { readonly kind: 'message'; readonly text: string; readonly seminar?: Seminar };

/** For those who look after seminars: a heading, some sentences, and one line a thing with what to do about it. */
export interface ReportItem {
  readonly title: string;
  /** Sentences, in order; the last ones stay where there are too many. */
  readonly lines: readonly string[];
  readonly action?: Extract<Action, { type: 'ask' }>;
}

export interface Report {
  readonly heading: string;
  /** Sentences below the heading. */
  readonly lead?: string;
  readonly items: readonly ReportItem[];
  readonly actions?: readonly Action[];
}

export interface CardContext {
  readonly now: Temporal.Instant;
  /** BCP 47. */
  readonly locale: string;
  /** The configuration's zone, for what has none of its own (digests, lists). */
  readonly timezone: string;
  readonly surface: Surface;
  /** Without a trailing slash; pages and calendar links appear only with it. */
  readonly publicUrl?: string;
  /** How a command is typed here: "/seminar", "@Lectern"; empty where its words alone do. */
  readonly command: string;
  readonly seriesOf: (seminar: Seminar) => Series | undefined;
  /** In rehearsal: the address that this would have reached. */
  readonly rehearses?: string;
  /** It was taken back everywhere: nobody is reminded of it, so the card does not offer to. */
  readonly takenBack?: boolean;
}
