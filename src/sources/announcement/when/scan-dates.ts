import { foldWord, MONTHS, patternOf, sourceOf, WEEKDAYS } from '../vocabulary/words.ts';
import type { DateToken, WrittenDate } from './date-token.ts';

const MONTH = patternOf([...MONTHS.keys()].filter((name) => !/\d/.test(name)));
const WEEKDAY = patternOf([...WEEKDAYS.keys()]);
const YEAR = "(?:\\s*,?\\s*(?:(?:de|del|of)\\s+)?((?:19|20)\\d\\d|['’]\\d\\d)(?!\\d|:\\d|\\s?[ap]m))?";
const ORDINAL = '(?:st|nd|rd|th|er|º|ª|\\.)?';

const NAMED_DAY_FIRST = new RegExp(
  `(?<![\\d.:/-])(\\d{1,2})${ORDINAL}(?:\\s*(?:-|–|—|to|bis|und|and|au|al|/|&)\\s*(\\d{1,2})${ORDINAL})?\\s*(?:(?:day\\s+)?(?:of|de|du|d’|d')\\s*)?[-\\s.]?\\s*(${MONTH})\\.?-?${YEAR}`,
  'giu',
);
const NAMED_MONTH_FIRST = new RegExp(
  `(${MONTH})\\.?\\s*(\\d{1,2})(?!\\d|[:.h]\\d|\\s?(?:am|pm|a\\.m|p\\.m|Uhr)\\b)(?:st|nd|rd|th)?(?:\\s*(?:-|–|—|to|and|&)\\s*(\\d{1,2})(?!\\d|:\\d|\\s?[ap]\\.?m)(?:st|nd|rd|th)?)?${YEAR}`,
  'giu',
);
const YEAR_FIRST = /(?<![\d.:/-])((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?![\d/])/gu;
const NUMERIC =
  /(?<![\d.:/-])(\d{1,2})\s?([./-])\s?(\d{1,2})(?:\s?\2\s?((?:19|20)?\d\d)(?!\d|:\d)|\.(?!\d)|(?![\d/]|[.-]\d))/gu;
const HAN = /(?:((?:19|20)\d\d)\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]/gu;
const HAN_WEEKDAY = /(本|这|這|下)(?:个|個)?(?:周|星期|週|礼拜)([一二三四五六日天])/gu;
const ALONE = new RegExp(
  `(?:(${sourceOf('thisDay')}|${sourceOf('nextDay')})\\s+)?(${WEEKDAY})(?:\\s+(prochain|prochaine|que\\s+viene|next\\s+week|nächster\\s+Woche|der\\s+nächsten\\s+Woche|this\\s+week))?`,
  'giu',
);
const TODAY = new RegExp(sourceOf('today'), 'giu');
const TOMORROW = new RegExp(sourceOf('tomorrow'), 'giu');

/** Every date of the text in order of place; none overlaps another. Linear in the length of the text. */
export function scanDates(text: string): readonly DateToken[] {
  const dates = dropOverlaps([...scanNamed(text), ...scanNumeric(text)]);
  const weekdays = scanWeekdays(text);
  const joined = dates.map((token) => joinWeekday(text, token, weekdays));
  return dropOverlaps([...joined, ...weekdays, ...scanRelative(text)]);
}

function scanNamed(text: string): DateToken[] {
  const found: DateToken[] = [];
  for (const match of text.matchAll(NAMED_DAY_FIRST)) {
    const [whole, first = '', second, name = '', year] = match;
    push(found, match.index, whole, named(first, name, year), second, name);
  }
  for (const match of text.matchAll(NAMED_MONTH_FIRST)) {
    const [whole, name = '', day = '', last, year] = match;
    push(found, match.index, whole, named(day, name, year), last, name);
  }
  for (const match of text.matchAll(HAN)) {
    const [whole, year, month = '', day = ''] = match;
    push(found, match.index, whole, {
      type: 'named',
      day: Number(day),
      month: Number(month),
      ...yearOf(year),
    });
  }
  return found;
}

function push(
  found: DateToken[],
  start: number,
  whole: string,
  date: WrittenDate & { type: 'named' },
  second?: string,
  name?: string,
): void {
  if (date.day < 1 || date.day > 31 || date.month < 1 || date.month > 12) return;
  if (name !== undefined && /^(?:may|march|mar)$/.test(name)) return;
  const end = start + whole.trimEnd().length;
  // "10-12 June" as a range of days; "12 and 14 June" too: no single day is meant.
  const range = second !== undefined && Number(second) > date.day ? { lastDay: Number(second) } : {};
  found.push({ start, end, date, weak: false, ...range });
}

function named(day: string, name: string, year: string | undefined): WrittenDate & { type: 'named' } {
  return { type: 'named', day: Number(day), month: MONTHS.get(foldWord(name)) ?? 0, ...yearOf(year) };
}

function yearOf(text: string | undefined): { year?: number } {
  if (text === undefined) return {};
  const digits = text.replace(/\D/g, '');
  return { year: digits.length === 2 ? 2000 + Number(digits) : Number(digits) };
}

function scanNumeric(text: string): DateToken[] {
  const found: DateToken[] = [];
  for (const match of text.matchAll(YEAR_FIRST)) {
    const [whole, year, , month = '', day = ''] = match;
    push(found, match.index, whole, {
      type: 'named',
      day: Number(day),
      month: Number(month),
      ...yearOf(year),
    });
  }
  for (const match of text.matchAll(NUMERIC)) {
    const [whole, a = '', separator = '', b = '', year] = match;
    const first = Number(a);
    const second = Number(b);
    if (
      first < 1 ||
      second < 1 ||
      first > 31 ||
      second > 31 ||
      (first > 12 && second > 12) ||
      (separator === '.' && second > 12)
    )
      continue;
    const date: WrittenDate = { type: 'numeric', first, second, ...yearOf(year) };
    const dotted = separator === '.' && whole.endsWith('.') && year === undefined;
    // "1-2", "3.4" and "78-42" are more often something else.
    if (year === undefined && separator === '-') continue;
    found.push({
      start: match.index,
      end: match.index + whole.length,
      date,
      weak: year === undefined && !dotted,
    });
  }
  return found;
}

function scanWeekdays(text: string): DateToken[] {
  const found: DateToken[] = [];
  for (const match of text.matchAll(HAN_WEEKDAY)) {
    const weekday = '一二三四五六日'.indexOf((match[2] ?? '').replace('天', '日')) + 1;
    const sense = match[1] === '下' ? 'weekAfter' : 'thisWeek';
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      date: { type: 'weekday', sense },
      weekday,
      weak: false,
    });
  }
  for (const match of text.matchAll(ALONE)) {
    const [whole, before, name = '', after] = match;
    const weekday = WEEKDAYS.get(foldWord(name));
    if (weekday === undefined) continue;
    const start = match.index;
    // Short forms ("Do", "So", "Sat") are words as well; they must be capitals and are weak alone.
    const short = name.length <= 4 && !/\p{Script=Han}/u.test(name);
    if (short && !/^\p{Lu}/u.test(name)) continue;
    const sense =
      after === undefined ? (before !== undefined && isNext(before) ? 'next' : 'thisWeek') : senseOf(after);
    const plural = /days$/i.test(name);
    found.push({
      start,
      end: start + whole.length,
      date: { type: 'weekday', sense },
      weekday,
      weak: short || plural,
    });
  }
  return dropOverlaps(found);
}

function isNext(word: string): boolean {
  return new RegExp(`^${sourceOf('nextDay')}$`, 'iu').test(word) && !/próximo/i.test(word);
}

function senseOf(after: string): 'thisWeek' | 'next' | 'weekAfter' {
  if (/this/i.test(after)) return 'thisWeek';
  return /week|woche/i.test(after) ? 'weekAfter' : 'next';
}

function scanRelative(text: string): DateToken[] {
  const found: DateToken[] = [];
  for (const [pattern, ahead] of [
    [TODAY, 0],
    [TOMORROW, 1],
  ] as const) {
    for (const match of text.matchAll(pattern)) {
      // German "Morgen" is the morning, Spanish "por la mañana" too.
      if (
        match[0] === 'Morgen' ||
        (/^mañana$/i.test(match[0]) &&
          /\b(?:la|de)\s$/i.test(text.slice(Math.max(0, match.index - 4), match.index)))
      )
        continue;
      found.push({
        start: match.index,
        end: match.index + match[0].length,
        date: { type: 'days', ahead },
        weak: false,
      });
    }
  }
  return found;
}

const BEFORE = /^[\s,.(（:–—-]*(?:(?:the|den|dem|der|le|el|día|dia|on)\s+)?[\s,]*$/iu;
const AFTER = /^[\s,]{0,3}[(（[]?\s?(?:a\s)?$/u;

/** Joins the weekday that stands just before or just after a date; its own token is then covered and dropped. */
function joinWeekday(text: string, token: DateToken, weekdays: readonly DateToken[]): DateToken {
  const index = firstAtOrAfter(weekdays, token.start);
  const before = weekdays[index - 1];
  if (
    before &&
    before.end <= token.start &&
    token.start - before.end <= 10 &&
    BEFORE.test(text.slice(before.end, token.start))
  ) {
    return {
      ...token,
      start: before.start,
      ...(before.weekday !== undefined && { weekday: before.weekday }),
    };
  }
  const after = weekdays.slice(index, index + 2).find((weekday) => weekday.start >= token.end);
  if (after && after.start - token.end <= 6 && AFTER.test(text.slice(token.end, after.start))) {
    return { ...token, end: after.end, ...(after.weekday !== undefined && { weekday: after.weekday }) };
  }
  return token;
}

function firstAtOrAfter(tokens: readonly DateToken[], at: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In order of place; where two overlap, the longer one stays. */
function dropOverlaps(tokens: readonly DateToken[]): DateToken[] {
  const sorted = [...tokens].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: DateToken[] = [];
  for (const token of sorted) {
    const last = kept.at(-1);
    if (!last || token.start >= last.end) kept.push(token);
    else if (token.end - token.start > last.end - last.start) kept[kept.length - 1] = token;
  }
  return kept;
}
