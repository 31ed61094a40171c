import { z } from 'zod';
import { fitWords, INTENT_WORDS } from './fit-words.ts';
import { ReviewId, SeminarId } from './ids.ts';
import {
  ENCODED_ORGANISER_INTENTS,
  encodeOrganiserIntent,
  type OrganiserIntent,
} from './organiser-intent.ts';
import { isMomentText } from './time/parse-moment.ts';

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
  | { readonly type: 'help' }
  /** What waits for an organiser's word; with an id, that. `text`: the text that it was read from, page by page. */
  | { readonly type: 'review'; readonly review?: ReviewId; readonly text?: number }
  /** `start` as typed (`2027-03-04 11:00`), by the clock of the seminar's zone. */
  | { readonly type: 'publish'; readonly review: ReviewId; readonly start?: string }
  | { readonly type: 'dismiss'; readonly review: ReviewId }
  /** Whether it is the same talk as another. */
  | { readonly type: 'merge'; readonly review: ReviewId; readonly into: SeminarId }
  | { readonly type: 'apart'; readonly review: ReviewId }
  | OrganiserIntent;

/** A word that nearly is a command: offered to press, never run. */
export interface Suggestion {
  readonly type: 'suggest';
  readonly typed: string;
  readonly nearest: readonly { readonly label: string; readonly intent: Intent }[];
}

/** Words that cannot be carried out as they stand: `problem` says what is missing. */
export interface Misuse {
  readonly type: 'misuse';
  readonly problem: string;
  /** Words that could be, without the command before them. */
  readonly example?: string;
}

const FreeWords = z.string().min(1).max(INTENT_WORDS);
const MomentText = z.string().max(40).refine(isMomentText);
const PageNumber = z.int().min(1).max(999);

const EncodedIntent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('today') }),
  z.strictObject({ type: z.literal('week') }),
  z.strictObject({ type: z.literal('list'), count: PageNumber.exactOptional() }),
  z.strictObject({ type: z.literal('search'), words: FreeWords }),
  z.strictObject({ type: z.literal('speaker'), name: FreeWords }),
  z.strictObject({ type: z.literal('show'), seminar: SeminarId, part: PageNumber.exactOptional() }),
  z.strictObject({
    type: z.literal('remind'),
    seminar: SeminarId.exactOptional(),
    offset: z.string().min(1).max(40).exactOptional(),
  }),
  z.strictObject({ type: z.literal('calendar'), seminar: SeminarId.exactOptional() }),
  z.strictObject({ type: z.literal('help') }),
  z.strictObject({
    type: z.literal('review'),
    review: ReviewId.exactOptional(),
    text: PageNumber.exactOptional(),
  }),
  z.strictObject({ type: z.literal('publish'), review: ReviewId, start: MomentText.exactOptional() }),
  z.strictObject({ type: z.literal('dismiss'), review: ReviewId }),
  z.strictObject({ type: z.literal('merge'), review: ReviewId, into: SeminarId }),
  z.strictObject({ type: z.literal('apart'), review: ReviewId }),
  ...ENCODED_ORGANISER_INTENTS,
]);

/** For buttons: at most 2,000 UTF-16 code units, and the same text for the same wish. Longer free words are cut. */
export function encodeIntent(intent: Intent): string {
  switch (intent.type) {
    case 'search':
      return JSON.stringify({ type: intent.type, words: fitWords(intent.words) });
    case 'speaker':
      return JSON.stringify({ type: intent.type, name: fitWords(intent.name) });
    case 'list':
      return JSON.stringify({ type: intent.type, count: intent.count });
    case 'show':
      return JSON.stringify({ type: intent.type, seminar: intent.seminar, part: intent.part });
    case 'remind':
      return JSON.stringify({ type: intent.type, seminar: intent.seminar, offset: intent.offset });
    case 'calendar':
      return JSON.stringify({ type: intent.type, seminar: intent.seminar });
    case 'review':
      return JSON.stringify({ type: intent.type, review: intent.review, text: intent.text });
    case 'publish':
      return JSON.stringify({ type: intent.type, review: intent.review, start: intent.start });
    case 'merge':
      return JSON.stringify({ type: intent.type, review: intent.review, into: intent.into });
    case 'dismiss':
    case 'apart':
      return JSON.stringify({ type: intent.type, review: intent.review });
    case 'next':
    case 'today':
    case 'week':
    case 'help':
      return JSON.stringify({ type: intent.type });
    default:
      return encodeOrganiserIntent(intent);
  }
}

/** What a button brought back; undefined for anything that `encodeIntent` never makes. Never throws. */
export function decodeIntent(text: string): Intent | undefined {
  const parsed = EncodedIntent.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
