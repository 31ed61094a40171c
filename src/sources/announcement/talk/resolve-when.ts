import type { ReadStatus, Span } from '../reading.ts';
import { type DateMention, RANKS, type TimeMention, type WhenMentions } from '../when/collect-when.ts';
import type { ZoneMention } from '../when/read-zone.ts';
import { nameWeekday, resolveDate } from '../when/resolve-date.ts';
import { type ClockReading, resolveTime } from '../when/resolve-time.ts';
import { findZone, type NamedPlace, resolveZone } from '../when/resolve-zone.ts';
import type { StatusReading } from './status.ts';

export interface WhenSetting {
  readonly text: string;
  readonly today: Temporal.PlainDate;
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
  /** Groups of named places; the first group that is not empty counts. */
  readonly places: readonly (readonly NamedPlace[])[];
  readonly generalZone?: ZoneMention | undefined;
  /** A time that was misprinted before was never planned. */
  readonly corrected?: boolean;
  /** Minutes, where a label gives the length. */
  readonly duration?: { readonly minutes: number; readonly span: Span } | undefined;
}

export interface WhenReading {
  readonly start?: { readonly at: Temporal.ZonedDateTime; readonly spans: readonly Span[] };
  readonly end?: { readonly at: Temporal.Instant; readonly spans: readonly Span[] };
  readonly date?: { readonly day: Temporal.PlainDate; readonly spans: readonly Span[] };
  readonly zone?: { readonly name: string; readonly spans: readonly Span[] };
  readonly previous?: { readonly at: Temporal.ZonedDateTime; readonly spans: readonly Span[] };
  readonly status: ReadStatus;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

interface Day {
  readonly date: Temporal.PlainDate;
  readonly mention: DateMention;
}
interface Clock {
  readonly reading: ClockReading;
  readonly mention: TimeMention;
  readonly zone?: ZoneMention;
}
type Picked<T> =
  | { readonly type: 'one'; readonly value: T }
  | { readonly type: 'none' }
  | { readonly type: 'problem'; readonly problem: string };

/** When the talk is, by everything that the text says about it. Two answers are none. */
export function resolveWhen(
  mentions: WhenMentions,
  status: StatusReading,
  setting: WhenSetting,
): WhenReading {
  const split = splitByRole(mentions, status);
  const days = pickDay(split.now.dates, setting);
  const old = pickDay(split.past.dates, setting);
  if ((status.status === 'postponed' || status.shift) && !split.moved)
    return readPostponed(split, days, status, setting);
  const day = days.type === 'none' && split.moved && old.type === 'one' ? old : days;
  const clock = pickClock(split.now.times, day.type === 'one' ? day.value : undefined, setting);
  const kept = clock.type === 'none' && split.moved ? pickClock(split.past.times, undefined, setting) : clock;
  const finalStatus: ReadStatus = status.status === 'postponed' ? 'rescheduled' : status.status;
  const problems = [day, clock].flatMap((picked) => (picked.type === 'problem' ? [picked.problem] : []));
  const base = assemble(day, kept, finalStatus, problems, setting);
  const previous = split.moved ? readPrevious(split, old, kept, base, setting) : undefined;
  const moved = previous !== undefined && base.status === 'scheduled' && !setting.corrected;
  return { ...base, ...(previous && { previous }), ...(moved && { status: 'rescheduled' as const }) };
}

interface Split {
  readonly now: WhenMentions;
  readonly past: WhenMentions;
  /** Whether a new time stands beside an old one. */
  readonly moved: boolean;
}

function splitByRole(mentions: WhenMentions, status: StatusReading): Split {
  const changed = status.status === 'rescheduled' || status.status === 'postponed';
  // What was planned is what is cancelled.
  const isPast = (role: string): boolean =>
    status.status !== 'cancelled' && (role === 'former' || (changed && role === 'planned'));
  const isOut = (role: string): boolean => role === 'besides' || role === 'deadline' || role === 'otherTalk';
  const dates = mentions.dates.filter((mention) => !isOut(mention.role));
  const times = mentions.times.filter((mention) => !isOut(mention.role));
  const former =
    status.status === 'scheduled' && [...dates, ...times].some((mention) => mention.role === 'former');
  const past = {
    dates: dates.filter((mention) => isPast(mention.role)),
    times: times.filter((mention) => isPast(mention.role)),
  };
  const live = {
    dates: dates.filter((mention) => !isPast(mention.role)),
    times: times.filter((mention) => !isPast(mention.role)),
  };
  const latterDates = live.dates.filter((mention) => mention.role === 'latter');
  const latterTimes = live.times.filter((mention) => mention.role === 'latter');
  const latter = changed && (latterDates.length > 0 || latterTimes.length > 0);
  if (!latter && status.status === 'postponed')
    return { now: { dates: [], times: [] }, past: { dates, times }, moved: false };
  if (!latter)
    return {
      now: live,
      past,
      moved:
        (changed || former) &&
        past.dates.length + past.times.length > 0 &&
        live.dates.length + live.times.length > 0,
    };
  const beside = (date: DateMention): readonly TimeMention[] =>
    live.times.filter((time) => time.line === date.line && time.role !== 'former');
  const newTimes = latterTimes.length > 0 ? latterTimes : latterDates.flatMap(beside);
  const oldDates = live.dates.filter((mention) => mention.role !== 'latter');
  const oldTimes = live.times.filter((mention) => !newTimes.includes(mention));
  return {
    now: {
      dates: latterDates.length > 0 ? latterDates : oldDates,
      times: newTimes.length > 0 ? newTimes : oldTimes,
    },
    past: {
      dates: [...past.dates, ...(latterDates.length > 0 ? oldDates : [])],
      times: [...past.times, ...(newTimes.length > 0 ? oldTimes : [])],
    },
    moved: true,
  };
}

function dateOf(mention: DateMention, setting: WhenSetting): ReturnType<typeof resolveDate> {
  const { token, line } = mention;
  const written = setting.text.slice(token.start, token.end);
  return resolveDate(token, { from: line.written ?? setting.today, dateOrder: setting.dateOrder }, written);
}

/** The one day of the plainest mentions, which the others must not contradict. */
function pickDay(mentions: readonly DateMention[], setting: WhenSetting): Picked<Day> {
  const ranked = RANKS.map((rank) => mentions.filter((mention) => mention.rank === rank));
  const best = ranked.find((group) => group.length > 0);
  if (!best) return { type: 'none' };
  const weekdays = mentions.filter((mention) => mention.token.date.type === 'weekday');
  const fixed = (group: readonly DateMention[]): readonly DateMention[] => {
    const dated = group.filter((mention) => mention.token.date.type !== 'weekday');
    return dated.length > 0 ? dated : group;
  };
  const dated = ranked.find((group) => group.some((mention) => mention.token.date.type !== 'weekday'));
  const chosen = fixed(dated ?? best).map((mention) => withWeekday(mention, weekdays));
  const days: Day[] = [];
  for (const mention of chosen) {
    const reading = dateOf(mention, setting);
    if (reading.type === 'unsure') return { type: 'problem', problem: reading.problem };
    days.push({ date: reading.date, mention });
  }
  const [first] = days;
  if (!first) return { type: 'none' };
  const others = mentions.filter(
    (mention) =>
      !chosen.some((one) => one.token === mention.token) && (mention.rank !== 'prose' || mention.aboutTalk),
  );
  for (const other of [...days.map((day) => day.mention), ...others]) {
    const problem = contradicts(other, first, setting);
    if (problem !== undefined) return { type: 'problem', problem };
  }
  return { type: 'one', value: first };
}

/** A weekday on a label of its own settles the order of a numeric date. */
function withWeekday(mention: DateMention, weekdays: readonly DateMention[]): DateMention {
  const beside = weekdays.find((other) => other.rank === mention.rank && other.token.weekday !== undefined);
  if (mention.token.weekday !== undefined || !beside?.token.weekday || mention.token.date.type !== 'numeric')
    return mention;
  return { ...mention, token: { ...mention.token, weekday: beside.token.weekday } };
}

function contradicts(other: DateMention, day: Day, setting: WhenSetting): string | undefined {
  const { token } = other;
  const shown = setting.text.slice(token.start, token.end).replace(/\s+/g, ' ');
  if (token.date.type === 'weekday') {
    if (token.weekday === day.date.dayOfWeek) return undefined;
    return `"${shown}" does not fit ${day.date.toString()}, a ${nameWeekday(day.date.dayOfWeek)}.`;
  }
  const reading = dateOf(other, setting);
  if (reading.type === 'unsure') return other.rank === 'prose' ? undefined : reading.problem;
  if (reading.date.equals(day.date)) return undefined;
  return `Two dates: ${day.date.toString()} and "${shown}".`;
}

/** The clock time of the plainest mentions. Several are one if their zones make them the same moment. */
function pickClock(
  mentions: readonly TimeMention[],
  day: Day | undefined,
  setting: WhenSetting,
): Picked<Clock> {
  const sure = mentions.some((mention) => mention.role === 'begins')
    ? mentions.filter(
        (mention) => mention.role === 'begins' || mention.rank === 'label' || mention.rank === 'changed',
      )
    : mentions;
  const beside = day ? sure.filter((mention) => mention.line === day.mention.line) : [];
  const ranked = RANKS.map((rank) => sure.filter((mention) => mention.rank === rank));
  const best = ranked.find((group) => group.length > 0) ?? [];
  const chosen =
    beside.length > 0 && !(best[0]?.rank === 'label' && beside[0]?.rank !== 'label') ? beside : best;
  const clocks: Clock[] = [];
  for (const mention of chosen) {
    const reading = resolveTime(mention.token, setting.text.slice(mention.token.start, mention.token.end));
    const shown = setting.text.slice(mention.token.start, mention.token.end);
    if (!reading) return { type: 'problem', problem: `"${shown}" can be morning or evening.` };
    const zone = findZone(setting.text, mention.token, mention.label);
    clocks.push({ reading, mention, ...(zone && { zone }) });
  }
  const [first] = clocks;
  if (!first) return { type: 'none' };
  const rest = sure
    .filter((mention) => !chosen.includes(mention) && (mention.rank !== 'prose' || mention.aboutTalk))
    .flatMap((mention) => {
      const reading = resolveTime(mention.token, '');
      const zone = findZone(setting.text, mention.token, mention.label);
      return reading ? [{ reading, mention, ...(zone && { zone }) }] : [];
    });
  return settleClocks(first, [...clocks.slice(1), ...rest], day, setting);
}

function settleClocks(
  first: Clock,
  others: readonly Clock[],
  day: Day | undefined,
  setting: WhenSetting,
): Picked<Clock> {
  const date = day?.date ?? setting.today;
  let chosen = first;
  for (const other of others) {
    const same = minuteOfDay(other, date, setting) === minuteOfDay(first, date, setting);
    if (!same) {
      const shown = [first, other].map(
        (clock) => `"${setting.text.slice(clock.mention.token.start, clock.mention.token.end)}"`,
      );
      return { type: 'problem', problem: `Two times: ${shown.join(' and ')}.` };
    }
    if (!chosen.reading.end && other.reading.end && !other.zone)
      chosen = { ...other, ...(chosen.zone && { zone: chosen.zone }) };
    if (!chosen.zone && other.zone && other.reading.start.equals(chosen.reading.start))
      chosen = { ...chosen, zone: other.zone };
    else if (
      other.zone &&
      zoneOf(other, date, setting) === setting.timezone &&
      zoneOf(chosen, date, setting) !== setting.timezone
    )
      chosen = other;
  }
  return { type: 'one', value: chosen };
}

function zoneOf(clock: Clock, date: Temporal.PlainDate, setting: WhenSetting): string | undefined {
  const reading = resolveZone(
    setting.text,
    clock.zone ?? setting.generalZone,
    setting.places,
    setting.timezone,
    date,
  );
  return reading.type === 'zone' ? reading.zone : undefined;
}

function minuteOfDay(clock: Clock, date: Temporal.PlainDate, setting: WhenSetting): number {
  const zone = zoneOf(clock, date, setting) ?? setting.timezone;
  const at = date.toZonedDateTime({ timeZone: zone, plainTime: clock.reading.start });
  return Math.round(at.epochMilliseconds / 60_000) % (24 * 60);
}

function spanOf(mention: DateMention | TimeMention): Span {
  return { start: mention.token.start, end: mention.token.end };
}

type Base = Omit<WhenReading, 'previous'>;

function assemble(
  day: Picked<Day>,
  clock: Picked<Clock>,
  status: ReadStatus,
  problems: readonly string[],
  setting: WhenSetting,
): Base {
  if (day.type !== 'one' || problems.length > 0) return { status, problems, notes: [] };
  const spans = [spanOf(day.value.mention)];
  if (clock.type !== 'one') return { status, problems, notes: [], date: { day: day.value.date, spans } };
  const zone = resolveZone(
    setting.text,
    clock.value.zone ?? setting.generalZone,
    setting.places,
    setting.timezone,
    day.value.date,
  );
  const { reading, mention } = clock.value;
  const notes = reading.note === undefined ? [] : [reading.note];
  if (zone.type === 'unsure')
    return { status, problems: [zone.problem], notes, date: { day: day.value.date, spans } };
  const at = placeClock(day.value.date, reading.start, zone.zone);
  if (!at)
    return {
      status,
      problems: [`There is no ${reading.start.toString()} on ${day.value.date.toString()} in ${zone.zone}.`],
      notes,
    };
  const from = [...spans, spanOf(mention)];
  const end = endOf(at, reading, spanOf(mention), setting);
  return {
    status,
    problems,
    notes,
    start: { at, spans: from },
    zone: { name: zone.zone, spans: zone.span ? [zone.span] : from },
    ...(end && { end }),
  };
}

/** A clock time that the day skips or repeats is none. */
function placeClock(
  date: Temporal.PlainDate,
  time: Temporal.PlainTime,
  timeZone: string,
): Temporal.ZonedDateTime | undefined {
  try {
    return date.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'reject' });
  } catch {
    return undefined;
  }
}

function endOf(
  at: Temporal.ZonedDateTime,
  reading: ClockReading,
  span: Span,
  setting: WhenSetting,
): WhenReading['end'] {
  if (reading.end) return { at: at.withPlainTime(reading.end).toInstant(), spans: [span] };
  const { duration } = setting;
  return duration
    ? { at: at.add({ minutes: duration.minutes }).toInstant(), spans: [duration.span] }
    : undefined;
}

/** No new date: the time that was planned is what no longer holds. A shift ("by one week") gives the new one. */
function readPostponed(
  split: Split,
  days: Picked<Day>,
  status: StatusReading,
  setting: WhenSetting,
): WhenReading {
  const day = days.type === 'none' ? pickDay(split.past.dates, setting) : days;
  const clock = pickClock([...split.past.times, ...split.now.times], undefined, setting);
  const old = assemble(day, clock, 'postponed', [], setting);
  const previous = old.start;
  const { shift } = status;
  if (shift && previous) {
    const at = previous.at.add({ days: shift.days, minutes: shift.minutes });
    const end = old.end && at.toInstant().add(previous.at.toInstant().until(old.end.at));
    return {
      ...old,
      status: 'rescheduled',
      previous,
      start: { at, spans: [...previous.spans, shift.span] },
      ...(end && { end: { at: end, spans: [shift.span] } }),
    };
  }
  return { status: 'postponed', problems: [], notes: [], ...(previous && { previous }) };
}

function readPrevious(
  split: Split,
  old: Picked<Day>,
  kept: Picked<Clock>,
  base: Base,
  setting: WhenSetting,
): WhenReading['previous'] {
  const clock = pickClock(split.past.times, undefined, setting);
  const day = old.type === 'one' ? old.value.date : base.start?.at.toPlainDate();
  const time = clock.type === 'one' ? clock.value : kept.type === 'one' ? kept.value : undefined;
  if (!day || !time || !base.start) return undefined;
  const zone = zoneOf(time, day, setting) ?? base.start.at.timeZoneId;
  const at = placeClock(day, time.reading.start, time.zone ? zone : base.start.at.timeZoneId);
  if (!at || at.epochMilliseconds === base.start.at.epochMilliseconds) return undefined;
  return { at, spans: [...(old.type === 'one' ? [spanOf(old.value.mention)] : []), spanOf(time.mention)] };
}
