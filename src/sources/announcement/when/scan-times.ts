import type { Span } from '../reading.ts';
import { escapeWord, foldWord, isWord, sourceOf, wordsOf } from '../vocabulary/words.ts';

/** A clock time as written; hours above 12 or a meridiem make it plain which half of the day is meant. */
export interface WrittenTime {
  readonly hour: number;
  readonly minute: number;
  readonly half?: 'am' | 'pm';
  /** "02:00" is no afternoon. */
  readonly padded: boolean;
  /** A lone number ("11") is a time only in a range or where a time is expected. */
  readonly bare: boolean;
}

export interface TimeToken extends Span {
  readonly from: WrittenTime;
  readonly to?: WrittenTime;
  /** `ct` begins a quarter past, `st` on the hour: academic customs of German-speaking countries. */
  readonly academic?: 'ct' | 'st';
  /** Counts only where a time is expected: beside a date, after a time label. */
  readonly weak: boolean;
}

const HALF = `(?:${[...wordsOf('am'), ...wordsOf('pm')].map(escapeWord).join('|')})(?![\\p{Script=Latin}])`;
const UNIT = '(?:uhr|heures?|hrs?|hours|horas|hs|h|点钟|点|點|时|時|시)';
const NOON = `(?:${sourceOf('noon')})`;
const POINT = new RegExp(
  `(?:(上午|早上|早晨|中午|下午|晚上|晚间|傍晚)\\s*)?(?<![\\d.,:/])(\\d{1,2}|\\d{4}(?=\\s?(?:${UNIT}\\b|[-–]\\s?\\d{4}\\s?${UNIT}\\b)))(?:\\s?([:：.])\\s?([0-5]\\d)(?!\\d)(?::[0-5]\\d)?)?(?:\\s?(${UNIT})(?![\\p{Script=Latin}])(?:\\s?([0-5]\\d|半)(?!\\d)分?)?)?(?:\\s?(${HALF}|noon|midday|nn\\b))?|(${NOON})`,
  'yiu',
);
const CANDIDATE = new RegExp(`\\d|${NOON}|上午|早上|早晨|中午|下午|晚上|晚间|傍晚`, 'giu');
const CONNECTOR = new RegExp(
  `\\s*(?:[-–—~～〜]|-{2}|−|(?:and|y|und|et)(?=\\s+\\d)|(?:${sourceOf('until')}))\\s*(?:(?:las|las)\\s+)?(?:approx\\.?\\s+|ca\\.?\\s+|about\\s+)?`,
  'yiu',
);
// In capitals and without stops, "CT" is a time zone.
const ACADEMIC = /[\s,(]*(?:(c\.\s?t\.?|ct)|(s\.\s?t\.?|st))(?![\p{L}\d])/uy;

interface Point {
  readonly time: WrittenTime;
  readonly start: number;
  readonly end: number;
  /** Marked as a time by its own form. */
  readonly sure: boolean;
  readonly dotted: boolean;
}

/** Every time and range of times in order of place. Each position is tried once with bounded patterns: linear. */
export function scanTimes(text: string): readonly TimeToken[] {
  const tokens: TimeToken[] = [];
  let at = 0;
  CANDIDATE.lastIndex = 0;
  for (let next = CANDIDATE.exec(text); next; next = CANDIDATE.exec(text)) {
    at = next.index;
    const token = isInsideWord(text, at) ? undefined : readRange(text, at);
    CANDIDATE.lastIndex = token ? token.end : skipNumber(text, at);
    if (token) tokens.push(token);
  }
  return tokens;
}

function isInsideWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' ';
  return /[\p{Script=Latin}\d_#/=&?%$€£+]/u.test(before);
}

function skipNumber(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && /\d/.test(text[end] ?? '')) end += 1;
  return end;
}

function readRange(text: string, at: number): TimeToken | undefined {
  const from = readPoint(text, at);
  if (!from) return undefined;
  const academic = readAcademic(text, from.end);
  CONNECTOR.lastIndex = academic?.end ?? from.end;
  const connector = CONNECTOR.exec(text);
  const to = connector ? readPoint(text, CONNECTOR.lastIndex) : undefined;
  if (to && isRange(from, to, connector?.[0] ?? '')) {
    const weak = !from.sure && !to.sure;
    const after = readAcademic(text, to.end);
    return {
      start: at,
      end: after?.end ?? to.end,
      from: from.time,
      to: to.time,
      weak,
      ...(academic ?? after)?.kind,
    };
  }
  if (academic) return { start: at, end: academic.end, from: from.time, weak: false, ...academic.kind };
  return { start: at, end: from.end, from: from.time, weak: !from.sure };
}

/** "11-12" is one, "78-420" and "5-6 June" are not for the caller's context to find out: they stay weak. */
function isRange(from: Point, to: Point, connector: string): boolean {
  if (/^\s*(?:and|y|und|et)\s*$/i.test(connector)) return from.sure && to.sure && /y/i.test(connector);
  if (from.time.bare && to.time.bare) return from.time.hour <= 24 && to.time.hour <= 24;
  return true;
}

function readAcademic(
  text: string,
  at: number,
): { end: number; kind: { academic: 'ct' | 'st' } } | undefined {
  ACADEMIC.lastIndex = at;
  const match = ACADEMIC.exec(text);
  if (!match) return undefined;
  const opened = match[0].includes('(') && text[ACADEMIC.lastIndex] === ')' ? 1 : 0;
  return { end: ACADEMIC.lastIndex + opened, kind: { academic: match[1] !== undefined ? 'ct' : 'st' } };
}

function readPoint(text: string, at: number): Point | undefined {
  POINT.lastIndex = at;
  const match = POINT.exec(text);
  if (!match || match[0] === '') return undefined;
  const [whole, halfBefore, digits = '', separator, minutes, unit, unitMinutes, halfAfter, noon] = match;
  const end = at + whole.length;
  if (noon !== undefined) {
    return {
      time: { hour: 12, minute: 0, half: 'pm', padded: false, bare: false },
      start: at,
      end,
      sure: true,
      dotted: false,
    };
  }
  if (followsAsNumber(text, end, whole)) return undefined;
  const joined = digits.length === 4;
  const hour = joined ? Number(digits.slice(0, 2)) : Number(digits);
  const minute = joined ? Number(digits.slice(2)) : minuteOf(minutes ?? unitMinutes);
  if (hour > 24 || minute > 59) return undefined;
  const half = halfOf(halfBefore ?? halfAfter, hour);
  if (half !== undefined && hour > 12 && !halfBefore) return undefined;
  const colon = separator === ':' || separator === '：';
  const hours =
    unit !== undefined &&
    (minutes !== undefined ||
      unitMinutes !== undefined ||
      /^(?:uhr|点|點|时|時|点钟|heures?|horas|hrs)$/iu.test(unit) ||
      joined ||
      hour >= 8);
  const padded = /^0\d/.test(digits) && (colon || separator === '.');
  const bare = separator === undefined && unit === undefined && half === undefined;
  return {
    time: { hour, minute, padded, bare, ...(half !== undefined && { half }) },
    start: at,
    end,
    sure: half !== undefined || colon || hours,
    dotted: separator === '.',
  };
}

/** "12.5", "3:1", "10%", "5th", "11/12": a number of another kind. */
function followsAsNumber(text: string, end: number, whole: string): boolean {
  const next = text.slice(end, end + 3);
  if (/^[\p{Script=Latin}_%°º/]/u.test(next) && !/[.\p{L}]$/u.test(whole)) return true;
  return /^(?:[.,:]\d|\d|-\d{3}|°|%)/.test(next) && !/[.\p{L}]$/u.test(whole);
}

function minuteOf(text: string | undefined): number {
  if (text === undefined) return 0;
  return text === '半' ? 30 : Number(text);
}

function halfOf(word: string | undefined, hour: number): 'am' | 'pm' | undefined {
  if (word === undefined) return undefined;
  const folded = foldWord(word);
  if (/^(?:noon|midday|nn|中午)$/.test(folded)) return hour === 11 ? 'am' : 'pm';
  return isWord('am', folded) ? 'am' : 'pm';
}
