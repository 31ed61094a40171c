import { alone, misuse, type Parsed, type Reader, readId } from './command-reader.ts';
import { fitWords } from './fit-words.ts';
import { NoticeId, type SeminarId } from './ids.ts';
import type { Misuse } from './intent.ts';
import { EDITABLE, NOTE_WORDS } from './organiser-intent.ts';
import { isMomentText } from './time/parse-moment.ts';

/**
 * The words of those who look after seminars. What changes something must be exact; a word that is a title's beginning
 * as well ("status of women", "resume screening by machine") is a command only where what follows it fits.
 */
export const ORGANISER_READERS: Readonly<Record<string, Reader>> = {
  retract: (rest, { act }) => {
    const what = readId(rest) ?? NoticeId.safeParse(rest.toLowerCase()).data;
    return what ? { type: 'retract', what } : misuse(act.retractForms, act.retractExample);
  },
  pause: (rest) => readPlace('pause', rest),
  resume: (rest) => readPlace('resume', rest),
  release: (rest, { act }) => {
    if (rest === '') return misuse(act.releaseForms, act.releaseExample);
    return isPlace(rest) ? { type: 'release', place: rest } : undefined;
  },
  note: (rest, { act }) =>
    readSeminar(rest, misuse(act.noteForms, act.noteExample), (seminar, words) => {
      const text = fitWords(words, NOTE_WORDS);
      return text === '' ? undefined : { type: 'note', seminar, text };
    }),
  announce: (rest, { act }) =>
    readSeminar(rest, misuse(act.announceForms, act.announceExample), (seminar, words) =>
      words === '' ? { type: 'announce', seminar } : undefined,
    ),
  cancel: (rest, { act }) =>
    readSeminar(rest, misuse(act.cancelForms, act.cancelExample), (seminar, words) => {
      const reason = fitWords(words);
      return reason === '' ? { type: 'cancel', seminar } : { type: 'cancel', seminar, reason };
    }),
  postpone: (rest, { act }) =>
    readSeminar(rest, misuse(act.postponeForms, act.postponeExample), (seminar, words) => {
      if (words === '') return { type: 'postpone', seminar };
      const start = words.replace(/^to /i, '').toUpperCase();
      return isMomentText(start) ? { type: 'postpone', seminar, start } : undefined;
    }),
  edit: (rest, { act }) =>
    readSeminar(rest, misuse(act.editForms, act.editExample), (seminar, words) => {
      const space = words.indexOf(' ');
      const field = EDITABLE.find((name) => name === words.slice(0, space).toLowerCase());
      const value = fitWords(words.slice(space + 1), NOTE_WORDS);
      return field && value !== '' ? { type: 'edit', seminar, field, value } : undefined;
    }),
  status: alone({ type: 'status' }),
  sync: alone({ type: 'sync' }),
  /** A look-up is forgiving: words that are no ID are searched for. */
  log: (rest, { act }) => {
    if (rest === '') return misuse(act.logForms, act.logExample);
    const seminar = readId(rest);
    return seminar && { type: 'log', seminar };
  },
};

/** An ID and what stands behind it; where either does not fit, what would. */
function readSeminar(
  rest: string,
  otherwise: Misuse,
  read: (seminar: SeminarId, words: string) => Parsed | undefined,
): Parsed {
  const space = rest.indexOf(' ');
  const seminar = readId(space < 0 ? rest : rest.slice(0, space));
  const words = space < 0 ? '' : rest.slice(space + 1).trim();
  return (seminar && read(seminar, words)) ?? otherwise;
}

function readPlace(type: 'pause' | 'resume', rest: string): Parsed | undefined {
  if (rest === '') return { type };
  return isPlace(rest) ? { type, place: rest } : undefined;
}

/** One word, or a channel of a team as its name is shown. */
function isPlace(text: string): boolean {
  return text.length <= 200 && (/^\S+$/.test(text) || text.includes(' › '));
}
