import type { TimeToken, WrittenTime } from './scan-times.ts';

export interface ClockReading {
  readonly start: Temporal.PlainTime;
  readonly end?: Temporal.PlainTime;
  /** Set where the half of the day is read from custom, not from the text. */
  readonly note?: string;
}

/** The clock times that a token means, or nothing where morning and evening are both likely. */
export function resolveTime(token: TimeToken, written: string): ClockReading | undefined {
  const { from, to } = token;
  const start = startHour(from, to);
  if (start === undefined) return undefined;
  const first = minutesOf(start, from.minute) + (token.academic === 'ct' && from.minute === 0 ? 15 : 0);
  const last = to ? endMinutes(first, to) : undefined;
  const assumed =
    from.half === undefined && to?.half === undefined && from.hour >= 1 && from.hour <= 6 && !from.padded;
  return {
    start: timeOf(first),
    ...(last !== undefined && last > first && { end: timeOf(last) }),
    ...(assumed && {
      note: `"${written.replace(/\s+/g, ' ').slice(0, 40)}" has no am or pm; it is read as the afternoon.`,
    }),
  };
}

function minutesOf(hour: number, minute: number): number {
  return hour * 60 + minute;
}

function timeOf(minutes: number): Temporal.PlainTime {
  return Temporal.PlainTime.from({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 });
}

function byHalf(time: WrittenTime, half: 'am' | 'pm'): number {
  if (time.hour > 12) return time.hour;
  return (time.hour % 12) + (half === 'pm' ? 12 : 0);
}

function startHour(from: WrittenTime, to: WrittenTime | undefined): number | undefined {
  if (from.half) return byHalf(from, from.half);
  if (from.hour >= 13) return from.hour % 24;
  if (to?.half) {
    // "11-1pm" begins before noon, "1-2pm" after it.
    const end = minutesOf(byHalf(to, to.half), to.minute);
    const afternoon = minutesOf(byHalf(from, 'pm'), from.minute);
    return to.half === 'pm' && afternoon < end ? byHalf(from, 'pm') : byHalf(from, 'am');
  }
  if (to && to.hour >= 13) return from.hour;
  if (from.hour >= 8 || (from.padded && from.hour >= 7)) return from.hour;
  // Nobody gives a talk at three in the morning; at seven it can be either, and "03:00" is a clock of 24 hours.
  if (from.hour >= 1 && from.hour <= 6 && !from.padded) return from.hour + 12;
  return undefined;
}

function endMinutes(first: number, to: WrittenTime): number | undefined {
  if (to.half) return minutesOf(byHalf(to, to.half), to.minute);
  const plain = minutesOf(to.hour, to.minute);
  if (plain > first) return plain;
  const later = plain + 12 * 60;
  return to.hour <= 12 && later > first && later - first <= 8 * 60 ? later : undefined;
}
