import type { SourceRecord } from '../../ports/seminar-source.ts';
import { type Candidate, hoursBetween, type SeminarMatch, WIDE_DAYS } from './match-seminars.ts';
import { speakersKey, titleKey } from './talk-keys.ts';

/**
 * Which seminar a later word is about: a correction, a cancellation, a new date. Such words name little: the thread they
 * stand in, a speaker, the time that holds no more. `threaded`: what the messages of the thread, or the calendar's event,
 * came to. Where several would do, or what agrees could be chance, it is uncertain.
 */
export function matchUpdate(
  record: SourceRecord,
  threaded: readonly Candidate[],
  alike: readonly Candidate[],
): SeminarMatch {
  const inThread = matchThread(record, threaded);
  if (inThread.type !== 'none') return inThread;
  return isLaterWord(record) ? matchNotice(record, alike) : NONE;
}

/** It says of itself that something was known before. */
function isLaterWord({ fields, previousStart }: SourceRecord): boolean {
  return previousStart !== undefined || (fields.status !== undefined && fields.status !== 'scheduled');
}

const NONE: SeminarMatch = { type: 'none' };

/** People answer an old announcement with a new one, too: something must agree, or nothing be named at all. */
function matchThread(record: SourceRecord, threaded: readonly Candidate[]): SeminarMatch {
  if (threaded.length === 0) return NONE;
  const { fields } = record;
  const namesNothing = titleKey(fields) === undefined && speakersKey(fields) === undefined;
  const agreeing = threaded.filter((candidate) => agrees(record, candidate));
  const [only, ...others] = namesNothing && agreeing.length === 0 ? threaded : agreeing;
  if (only && others.length === 0) return { type: 'same', seminar: only.id };
  if (only) return { type: 'uncertain', seminar: only.id };
  const [first] = threaded;
  const isAnother = threaded.every((candidate) => contradicts(record, candidate));
  return first && !isAnother ? { type: 'uncertain', seminar: first.id } : NONE;
}

function matchNotice(record: SourceRecord, alike: readonly Candidate[]): SeminarMatch {
  const fits = alike.filter((candidate) => fitsTime(record, candidate));
  const sure = fits.filter((candidate) => isNamed(record, candidate) && isSure(record, candidate));
  const [only, ...others] = sure;
  if (only && others.length === 0) return { type: 'same', seminar: only.id };
  const [likely] = [...sure, ...fits.filter((candidate) => !contradicts(record, candidate))];
  return likely ? { type: 'uncertain', seminar: likely.id } : NONE;
}

/** Title or speakers are the same, or it gives the very time that was announced. */
function agrees(record: SourceRecord, candidate: Candidate): boolean {
  return isNamed(record, candidate) || isAtOldTime(record, candidate);
}

function isNamed({ fields }: SourceRecord, candidate: Candidate): boolean {
  const [title, speakers] = [titleKey(fields), speakersKey(fields)];
  return (
    (title !== undefined && title === titleKey(candidate)) ||
    (speakers !== undefined && speakers === speakersKey(candidate))
  );
}

/** Both the title and the speakers are others. */
function contradicts({ fields }: SourceRecord, candidate: Candidate): boolean {
  const differs = (one: string | undefined, other: string | undefined): boolean =>
    one !== undefined && other !== undefined && one !== other;
  const title = differs(titleKey(fields), titleKey(candidate));
  const speakers = differs(speakersKey(fields), speakersKey(candidate));
  const named = titleKey(fields) !== undefined && speakersKey(fields) !== undefined;
  return named ? title && speakers : title || speakers;
}

function isAtOldTime({ fields, previousStart }: SourceRecord, { start }: Candidate): boolean {
  if (!start) return false;
  return previousStart?.equals(start) === true || fields.start?.equals(start) === true;
}

/** With the old time given, that; else anything near the time given; else anything ahead. */
function fitsTime({ fields, previousStart }: SourceRecord, candidate: Candidate): boolean {
  const { start, date, timezone } = candidate;
  if (previousStart) return start?.equals(previousStart) === true;
  if (fields.start) return start === undefined || hoursBetween(candidate, fields.start) <= WIDE_DAYS * 24;
  const day = start?.toZonedDateTimeISO(timezone).toPlainDate() ?? date;
  return fields.date === undefined || day?.equals(fields.date) === true;
}

/** The day or the time is given, or both title and speakers are the same. */
function isSure({ fields, previousStart }: SourceRecord, candidate: Candidate): boolean {
  const bothNamed =
    titleKey(fields) !== undefined &&
    titleKey(fields) === titleKey(candidate) &&
    speakersKey(fields) !== undefined &&
    speakersKey(fields) === speakersKey(candidate);
  if (bothNamed) return true;
  if (previousStart || fields.date) return true;
  return fields.start !== undefined && candidate.start?.equals(fields.start) === true;
}
