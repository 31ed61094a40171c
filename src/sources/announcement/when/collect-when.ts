import type { Span } from '../reading.ts';
import type { Layout } from '../structure/blocks.ts';
import type { Line } from '../structure/lines.ts';
import type { LabelField } from '../vocabulary/vocabulary.ts';
import { hasWord } from '../vocabulary/words.ts';
import type { DateToken } from './date-token.ts';
import type { TimeToken } from './scan-times.ts';
import { readRole, type TokenRole } from './token-role.ts';

/** How plainly a place in the text says when the talk is; smaller is plainer. */
export const RANKS = ['changed', 'label', 'line', 'prose', 'subject'] as const;
type Rank = (typeof RANKS)[number];

interface Mention {
  readonly rank: Rank;
  readonly role: TokenRole;
  readonly line: Line;
  /** The block's label, where there is one: it may name the zone. */
  readonly label?: Span;
  /** A sentence that speaks of a talk. */
  readonly aboutTalk: boolean;
}
export interface DateMention extends Mention {
  readonly token: DateToken;
}
export interface TimeMention extends Mention {
  readonly token: TimeToken;
}
export interface WhenMentions {
  readonly dates: readonly DateMention[];
  readonly times: readonly TimeMention[];
}

/** A line with more dates than this is a table of numbers. */
const MOST_TOKENS = 24;

interface Stretch extends Span {
  readonly rank: Rank;
  readonly line: Line;
  readonly role?: TokenRole;
  readonly label?: Span;
  readonly field?: LabelField;
}

const FIELDS: Readonly<Partial<Record<LabelField, { rank: Rank; role?: TokenRole }>>> = {
  when: { rank: 'label' },
  date: { rank: 'label' },
  time: { rank: 'label' },
  newWhen: { rank: 'changed', role: 'latter' },
  oldWhen: { rank: 'changed', role: 'former' },
};

/** The dates and times of a layout with what is said about each. Abstracts, biographies and asides are left out. */
export function collectWhen(
  text: string,
  layout: Layout,
  tokens: { readonly dates: readonly DateToken[]; readonly times: readonly TimeToken[] },
  leftOut: readonly Span[],
  isLine: (line: Line) => boolean,
): WhenMentions {
  const stretches = stretchesOf(layout, isLine).filter(
    (stretch) => !leftOut.some((out) => stretch.start < out.end && stretch.end > out.start),
  );
  const dates: DateMention[] = [];
  const times: TimeMention[] = [];
  for (const stretch of stretches) {
    const here = within(tokens.dates, stretch);
    const aboutTalk = hasWord(
      'talkNoun',
      text.slice(stretch.start, Math.min(stretch.end, stretch.start + 1000)),
    );
    for (const token of here) {
      if (token.weak && !isExpected(text, token, stretch)) continue;
      // "10.12 am" is a time, whatever "10.12" could be.
      if (
        token.weak &&
        within(tokens.times, stretch).some(
          (time) => !time.weak && time.start < token.end && time.end > token.start,
        )
      )
        continue;
      dates.push({ token, ...mentionOf(text, token, stretch, aboutTalk) });
    }
    for (const token of within(tokens.times, stretch)) {
      if (here.some((date) => date.start < token.end && date.end > token.start)) continue;
      if (token.weak && !isTimeExpected(text, token, stretch, here)) continue;
      // "6 for 6.30pm": come at six, it starts at half past.
      if (/^\s+for\s+\d/i.test(text.slice(token.end, token.end + 8))) continue;
      times.push({ token, ...mentionOf(text, token, stretch, aboutTalk) });
    }
  }
  return { dates: inheritDeadlines(text, dates, times), times: inheritRoles(text, times, dates) };
}

function stretchesOf(layout: Layout, isLine: (line: Line) => boolean): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const block of layout.blocks) {
    const field = block.fields.find((name) => FIELDS[name] !== undefined);
    const known = field === undefined ? undefined : FIELDS[field];
    if (field === undefined || !known) continue;
    for (const part of block.parts) {
      stretches.push({ ...part, ...known, line: block.line, label: block.label, field });
    }
  }
  for (const free of layout.free) {
    const { role } = free.line;
    if (role === 'header' || role === 'signature') continue;
    const rank = role === 'subject' ? 'subject' : isLine(free.line) ? 'line' : 'prose';
    stretches.push({ start: free.start, end: free.end, rank, line: free.line });
  }
  return stretches.sort((a, b) => a.start - b.start);
}

function within<T extends Span>(tokens: readonly T[], span: Span): readonly T[] {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let at = low; at < tokens.length && found.length < MOST_TOKENS; at += 1) {
    const token = tokens[at];
    if (!token || token.start >= span.end) break;
    found.push(token);
  }
  return found;
}

function mentionOf(text: string, token: Span, stretch: Stretch, aboutTalk: boolean): Mention {
  const role = readRole(text, token, stretch);
  const labelled = stretch.field === 'date' || stretch.field === 'time' || stretch.field === 'when';
  return {
    rank: stretch.rank,
    role: stretch.role ?? (labelled && (role === 'deadline' || role === 'planned') ? 'plain' : role),
    line: stretch.line,
    aboutTalk,
    ...(stretch.label && { label: stretch.label }),
  };
}

/** "05/06" or "Fri" alone is a date after a date label; elsewhere it needs a weekday beside it. */
function isExpected(text: string, token: DateToken, stretch: Stretch): boolean {
  if (stretch.label) return !/days$/i.test(text.slice(token.start, token.end));
  if (token.date.type === 'weekday')
    return (
      /^[\s,]*(?:@|at\s|um\s|à\s|a las\s|\d{1,2}(?::\d\d)?\s?(?:am|pm|h|uhr))/iu.test(
        text.slice(token.end, token.end + 14),
      ) && !/days$/i.test(text.slice(token.start, token.end))
    );
  return token.weekday !== undefined;
}

/** "11-12" or "10.30" is a time after a label, or right beside a date. */
function isTimeExpected(
  text: string,
  token: TimeToken,
  stretch: Stretch,
  dates: readonly DateToken[],
): boolean {
  const range = token.to !== undefined;
  const written = text.slice(token.start, token.end);
  const dotted = /^\d{1,2}\.\d\d$/.test(written);
  if (
    stretch.field === 'time' ||
    stretch.field === 'when' ||
    stretch.field === 'newWhen' ||
    stretch.field === 'oldWhen'
  )
    return range || dotted || stretch.field === 'time';
  if (!range && !dotted) return false;
  return dates.some((date) => {
    const gap =
      token.start >= date.end ? text.slice(date.end, token.start) : text.slice(token.end, date.start);
    return gap.length <= 16 && /^[\s,;:@|·•–—()-]*(?:(?:at|from|um|von|de|à|ab|a las|time)\s*)?$/iu.test(gap);
  });
}

/** "by 5pm on Friday 13 March": a time's deadline is its date's too, and the reverse. */
function inheritRoles(
  text: string,
  times: readonly TimeMention[],
  dates: readonly DateMention[],
): readonly TimeMention[] {
  return times.map((time) => {
    if (time.role !== 'plain') return time;
    const date = dates.find(
      (other) =>
        other.line === time.line &&
        (other.role === 'deadline' ||
          other.role === 'former' ||
          other.role === 'otherTalk' ||
          other.role === 'planned' ||
          other.role === 'latter') &&
        nearby(text, other.token, time.token),
    );
    return date ? { ...time, role: date.role } : time;
  });
}

function nearby(text: string, date: Span, time: Span): boolean {
  const gap = time.start >= date.end ? text.slice(date.end, time.start) : text.slice(time.end, date.start);
  return gap.length <= 14 && !/[;|\n]|[.!?]\s/.test(gap);
}

/** "by 5pm on Friday": the date after a deadline's time is the deadline's. */
function inheritDeadlines(
  text: string,
  dates: readonly DateMention[],
  times: readonly TimeMention[],
): readonly DateMention[] {
  return dates.map((date) => {
    if (date.role !== 'plain') return date;
    const time = times.find(
      (other) =>
        other.line === date.line &&
        (other.role === 'deadline' || other.role === 'former') &&
        other.token.end <= date.token.start &&
        nearby(text, date.token, other.token),
    );
    return time ? { ...date, role: time.role } : date;
  });
}
