import type { Words } from './cards/words.ts';
import { alone, misuse, type Parsed, type Reader, readId } from './command-reader.ts';
import { fitWords } from './fit-words.ts';
import { ReviewId } from './ids.ts';
import { ORGANISER_READERS } from './organiser-words.ts';
import { isMomentText } from './time/parse-moment.ts';

/** One line a command. */
const READERS: Readonly<Record<string, Reader>> = {
  next: alone({ type: 'next' }),
  today: alone({ type: 'today' }),
  week: alone({ type: 'week' }),
  help: alone({ type: 'help' }),
  list: readList,
  search: readSearch,
  speaker: readSpeaker,
  show: readShow,
  remind: readRemind,
  calendar: readCalendar,
  review: readReview,
  publish: readPublish,
  dismiss: readDismiss,
  ...ORGANISER_READERS,
};

export const WORDS: readonly string[] = Object.keys(READERS);

/** The wish behind a command's word, exactly spelt; undefined where it is none. */
export function parseKnown(word: string, rest: string, words: Words): Parsed | undefined {
  return Object.hasOwn(READERS, word) ? READERS[word]?.(rest, words) : undefined;
}

function readList(rest: string): Parsed | undefined {
  if (rest === '') return { type: 'list' };
  if (!/^\d{1,9}$/.test(rest)) return undefined;
  return { type: 'list', count: Math.min(Math.max(Number(rest), 1), 50) };
}

function readSearch(rest: string, words: Words): Parsed {
  const wanted = fitWords(rest);
  return wanted === ''
    ? misuse(words.searchNeedsWords, words.searchExample)
    : { type: 'search', words: wanted };
}

function readSpeaker(rest: string, words: Words): Parsed {
  const name = fitWords(rest);
  return name === '' ? misuse(words.speakerNeedsName, words.speakerExample) : { type: 'speaker', name };
}

/** A look-up is forgiving: words that are no ID are searched for. */
function readShow(rest: string): Parsed {
  if (rest === '') return { type: 'next' };
  const seminar = readId(rest);
  return seminar ? { type: 'show', seminar } : { type: 'search', words: fitWords(rest) };
}

function readCalendar(rest: string): Parsed {
  if (rest === '') return { type: 'calendar' };
  const seminar = readId(rest);
  return seminar ? { type: 'calendar', seminar } : { type: 'search', words: fitWords(rest) };
}

/** Changes something, so it must be exact: `remind`, `remind 1h`, `remind ID`, `remind ID 1h`, `remind ID off`. */
function readRemind(rest: string, words: Words): Parsed {
  const [a, b, ...others] = rest === '' ? [] : rest.split(' ');
  if (a === undefined) return { type: 'remind' };
  const offset = readOffset(a);
  if (offset && b === undefined) return { type: 'remind', offset };
  const seminar = readId(a);
  if (!seminar || others.length > 0) return misuse(words.remindForms, words.remindExample);
  if (b === undefined) return { type: 'remind', seminar };
  const behind = readOffset(b);
  return behind
    ? { type: 'remind', seminar, offset: behind }
    : misuse(words.remindForms, words.remindExample);
}

/** Words that are no ID are searched for: people look for reviews, too. */
function readReview(rest: string): Parsed | undefined {
  if (rest === '') return { type: 'review' };
  const review = readReviewId(rest);
  return review && { type: 'review', review };
}

/** Changes something, so it must be exact: `publish ID`, `publish ID 2027-03-04 11:00`. */
function readPublish(rest: string, { review: words }: Words): Parsed {
  const [id = '', ...others] = rest.split(' ');
  const review = readReviewId(id);
  const start = others.join(' ').toUpperCase();
  if (!review || (start !== '' && !isMomentText(start)))
    return misuse(words.publishForms, words.publishExample);
  return start === '' ? { type: 'publish', review } : { type: 'publish', review, start };
}

function readDismiss(rest: string, { review: words }: Words): Parsed {
  const review = readReviewId(rest);
  return review ? { type: 'dismiss', review } : misuse(words.dismissForms, words.dismissExample);
}

function readReviewId(text: string): ReviewId | undefined {
  return ReviewId.safeParse(text.toLowerCase()).data;
}

function readOffset(text: string): string | undefined {
  const lower = text.toLowerCase();
  return /^(?:off|\d{1,4}[smhdw])$/.test(lower) ? lower : undefined;
}
