import { z } from 'zod';
import { fitWords, INTENT_WORDS } from './fit-words.ts';
import { NoticeId, SeminarId } from './ids.ts';
import { isMomentText } from './time/parse-moment.ts';

/** What an organiser may change of a record by a word of their own. */
export const EDITABLE = ['title', 'room', 'start', 'link', 'status'] as const;
export type EditableField = (typeof EDITABLE)[number];

/**
 * What those wish who look after seminars. `sure`: what cannot be undone was asked about, and this is the answer.
 * `place`: a channel as people call it or as it is known by, a series, or `here`; absent: everything.
 */
export type OrganiserIntent =
  /** One message, or all that was ever said of a seminar. */
  | { readonly type: 'retract'; readonly what: SeminarId | NoticeId; readonly sure?: true }
  | { readonly type: 'pause' | 'resume'; readonly place?: string }
  | { readonly type: 'release'; readonly place: string; readonly sure?: true }
  | { readonly type: 'note'; readonly seminar: SeminarId; readonly text: string }
  | { readonly type: 'announce'; readonly seminar: SeminarId; readonly sure?: true }
  | { readonly type: 'cancel'; readonly seminar: SeminarId; readonly reason?: string; readonly sure?: true }
  /** `start` as typed (`2027-03-04 11:00`), by the clock of the seminar's zone; absent: not known yet. */
  | { readonly type: 'postpone'; readonly seminar: SeminarId; readonly start?: string; readonly sure?: true }
  | {
      readonly type: 'edit';
      readonly seminar: SeminarId;
      readonly field: EditableField;
      readonly value: string;
    }
  | { readonly type: 'log'; readonly seminar: SeminarId }
  | { readonly type: 'status' }
  | { readonly type: 'sync' }
  /** The answer to a question whether something is to be done: no. */
  | { readonly type: 'keep' };

/** What is said to others may be longer than what is searched for: it still fits where every character is escaped. */
export const NOTE_WORDS = 500;

const Place = z.string().min(1).max(INTENT_WORDS);
const LongWords = z.string().min(1).max(NOTE_WORDS);
const Sure = z.literal(true).exactOptional();

export const ENCODED_ORGANISER_INTENTS = [
  z.strictObject({ type: z.literal('retract'), what: z.union([SeminarId, NoticeId]), sure: Sure }),
  z.strictObject({ type: z.literal('pause'), place: Place.exactOptional() }),
  z.strictObject({ type: z.literal('resume'), place: Place.exactOptional() }),
  z.strictObject({ type: z.literal('release'), place: Place, sure: Sure }),
  z.strictObject({ type: z.literal('note'), seminar: SeminarId, text: LongWords }),
  z.strictObject({ type: z.literal('announce'), seminar: SeminarId, sure: Sure }),
  z.strictObject({
    type: z.literal('cancel'),
    seminar: SeminarId,
    reason: z.string().min(1).max(INTENT_WORDS).exactOptional(),
    sure: Sure,
  }),
  z.strictObject({
    type: z.literal('postpone'),
    seminar: SeminarId,
    start: z.string().max(40).refine(isMomentText).exactOptional(),
    sure: Sure,
  }),
  z.strictObject({ type: z.literal('edit'), seminar: SeminarId, field: z.enum(EDITABLE), value: LongWords }),
  z.strictObject({ type: z.literal('log'), seminar: SeminarId }),
  z.strictObject({ type: z.literal('status') }),
  z.strictObject({ type: z.literal('sync') }),
  z.strictObject({ type: z.literal('keep') }),
] as const;

/** In this order, whatever order a wish was made in: the same text for the same wish. */
const MEMBERS = ['type', 'what', 'seminar', 'place', 'field', 'value', 'text', 'reason', 'start', 'sure'];

export function encodeOrganiserIntent(intent: OrganiserIntent): string {
  return JSON.stringify(fitIntent(intent), MEMBERS);
}

function fitIntent(intent: OrganiserIntent): OrganiserIntent {
  switch (intent.type) {
    case 'note':
      return { ...intent, text: fitLine(intent.text, NOTE_WORDS) };
    case 'edit':
      return { ...intent, value: fitLine(intent.value, NOTE_WORDS) };
    case 'cancel':
      return intent.reason === undefined ? intent : { ...intent, reason: fitLine(intent.reason) };
    case 'pause':
    case 'resume':
      return intent.place === undefined ? intent : { ...intent, place: fitLine(intent.place) };
    case 'release':
      return { ...intent, place: fitLine(intent.place) };
    default:
      return intent;
  }
}

/** A control character takes six characters in JSON, and means nothing in a line. */
function fitLine(words: string, most?: number): string {
  return fitWords(words.replace(/\p{Cc}+/gu, ' '), most);
}
