import { looksLikeOrganisation, namesOrganisation, type Person, readPeople } from '../people/read-people.ts';
import type { Span } from '../reading.ts';
import { BUILDING, ROOM } from '../venue/place-words.ts';
import { readVenue } from '../venue/read-venue.ts';
import { hasWord, isWord, startsWithWord } from '../vocabulary/words.ts';
import { scanDates } from '../when/scan-dates.ts';
import { scanTimes } from '../when/scan-times.ts';
import { readLeadingSeries } from './series-words.ts';

export type LineKind =
  | 'when'
  | 'venue'
  | 'person'
  | 'organisation'
  | 'series'
  | 'kind'
  | 'intro'
  | 'crumb'
  | 'status'
  | 'aside'
  | 'prose'
  | 'other';

interface Sample {
  readonly text: string;
  readonly span: Span;
  readonly value: string;
  /** Without marks at its edges. */
  readonly plain: string;
  readonly words: number;
}

/** In this order: the first that fits names the line. */
const RECOGNISERS: readonly (readonly [LineKind, (sample: Sample) => boolean])[] = [
  ['intro', ({ value }) => /^[^:]{3,120}[:：]$/.test(value)],
  ['crumb', ({ value }) => /\s[>›»]\s.*\s[>›»]\s/.test(value)],
  ['aside', ({ value }) => /https?:\/\/|www\.|\S@\S/.test(value)],
  ['status', isStatus],
  ['when', ({ value }) => isWhen(value)],
  [
    'aside',
    ({ plain }) => startsWithWord('greeting', plain) > 0 && /[,!:]$|^(?:dear|hi|hello)\b/i.test(plain),
  ],
  ['kind', ({ plain }) => isWord('kindNoun', plain.replace(/\s*(?:announcement|notice|invitation)$/i, ''))],
  ['series', ({ value }) => readLeadingSeries(value) !== undefined],
  ['person', isPerson],
  ['aside', ({ plain }) => hasWord('besides', plain) && !hasWord('talkNoun', plain)],
  ['venue', (sample) => readSureVenue(sample)?.room !== undefined],
  ['organisation', isOrganisation],
  ['venue', (sample) => readSureVenue(sample) !== undefined],
  [
    'aside',
    ({ plain }) =>
      startsWithWord('closing', plain) > 0 || startsWithWord('otherTalk', plain) > 0 || hasWord('tba', plain),
  ],
  [
    'aside',
    ({ plain, words }) =>
      words <= 3 && /^(?:talk|vortrag|exposé|seminar|part|session|no\.?)\s*#?\s*\d{0,2}$/iu.test(plain),
  ],
  ['aside', ({ plain }) => !/\p{L}{2}/u.test(plain)],
];

/** What a line of its own looks like, by its words alone. */
export function kindOfLine(text: string, span: Span): LineKind {
  const value = text.slice(span.start, span.end);
  const plain = value.replace(/^[^\p{L}\p{N}"“„«]+|[\s*!]+$/gu, '');
  const sample = { text, span, value, plain, words: plain.split(/\s+/).length };
  return RECOGNISERS.find(([, fits]) => fits(sample))?.[0] ?? 'other';
}

const STATUS_LINE =
  /room change|change of (?:venue|room|speaker|time|date)|venue change|new (?:room|venue|time|date|speaker)|note change|updated? (?:time|date)|correction|erratum|raumänderung|changement de salle|cambio de (?:aula|sala)|terminänderung/i;

function isStatus({ plain, words }: Sample): boolean {
  if (words > 8) return false;
  const lists = ['cancelled', 'postponed', 'rescheduled'] as const;
  return lists.some((list) => startsWithWord(list, plain) > 0) || STATUS_LINE.test(plain);
}

/** Whether the line is a date, a time or both, and little else. */
function isWhen(value: string): boolean {
  const dates = scanDates(value).filter((token) => !token.weak);
  const times = scanTimes(value).filter((token) => !token.weak || dates.length > 0);
  const covered = [...dates, ...times].reduce((sum, token) => sum + token.end - token.start, 0);
  return covered > 0 && value.replace(/[^\p{L}\p{N}]/gu, '').length <= covered + 18;
}

function isPerson({ text, span }: Sample): boolean {
  const people = readPeople(text, span);
  const last = people.at(-1);
  if (!last || people.every((person) => isPlaceName(text, person))) return false;
  const end = last.affiliation ? last.affiliation.end : last.name.end;
  return text.slice(end, span.end).replace(/[\s).,\]]/g, '').length <= 12;
}

/** "Moot Court" has a name's form; a title before it would make it a person. */
function isPlaceName(text: string, person: Person): boolean {
  const name = text.slice(person.name.start, person.name.end);
  return !person.honorific && (ROOM.test(name) || BUILDING.test(name));
}

function isOrganisation({ plain, words }: Sample): boolean {
  if (words > 14 || !looksLikeOrganisation(plain) || !namesOrganisation(plain)) return false;
  const withoutArticle = plain.replace(/^The (?=School|Department|University|Institute)/i, '');
  if (/[.?!]$|^(?:the|how|why|what|on|a)\s/i.test(withoutArticle)) return false;
  return (
    hasWord('hostOrganisation', plain) ||
    /universit|institut|college|hochschule|大学|学院/i.test(plain) ||
    words <= 4
  );
}

function readSureVenue({ value, span }: Sample): ReturnType<typeof readVenue> {
  const venue = readVenue(value, span.start, false);
  return venue?.sure ? venue : undefined;
}
