import type { Offset } from '../route.ts';

const FORMS =
  'a number and s, m, h, d or w (15m, 1h, 1d, 2w), or days at a time (0d@09:00, 1d@09:00, 1w@09:00)';
/** An offset reaches at most this far before a start: beyond it, it is a slip of the pen. */
const LONGEST_DAYS = 366;
const UNIT_SECONDS = { s: 1, m: 60, h: 3600 } as const;

/**
 * `15m`, `1h`, `1d`, `2w`, `0d@09:00` → an offset before a start. What means the same gets the same canonical text
 * (`60m` is `1h`, `7d` is `1w`), since that text is part of a notice's key; `24h` and `1d` differ.
 * Throws RangeError that names the value and the forms allowed.
 */
export function parseOffset(text: string): Offset {
  const match = /^(\d{1,7})\s*([smhdw])(?:\s*@\s*(\d{1,2}):(\d{2}))?$/i.exec(text.trim());
  if (!match) throw new RangeError(`"${text}" is not a time before the start; write ${FORMS}`);
  const count = Number(match[1]);
  const unit = (match[2] ?? '').toLowerCase();
  const hasTime = match[3] !== undefined;
  const offset =
    unit === 'd' || unit === 'w'
      ? daysOffset(
          text,
          unit === 'w' ? count * 7 : count,
          hasTime ? timeOf(text, match[3], match[4]) : undefined,
        )
      : exactOffset(text, count, unit === 's' ? 's' : unit === 'm' ? 'm' : 'h', hasTime);
  if (leadSeconds(offset) > LONGEST_DAYS * 86_400) {
    throw new RangeError(`"${text}" lies more than ${LONGEST_DAYS} days before the start; write ${FORMS}`);
  }
  return offset;
}

function exactOffset(text: string, count: number, unit: 's' | 'm' | 'h', hasTime: boolean): Offset {
  if (hasTime) throw new RangeError(`"${text}" has a time of day, which needs days or weeks; write ${FORMS}`);
  if (count === 0) throw new RangeError(`"${text}" is not before the start; write ${FORMS}`);
  const seconds = count * UNIT_SECONDS[unit];
  if (seconds % 3600 === 0) return { type: 'exact', seconds, text: `${seconds / 3600}h` };
  if (seconds % 60 === 0) return { type: 'exact', seconds, text: `${seconds / 60}m` };
  return { type: 'exact', seconds, text: `${seconds}s` };
}

function daysOffset(text: string, days: number, at: Temporal.PlainTime | undefined): Offset {
  const canonical = days > 0 && days % 7 === 0 ? `${days / 7}w` : `${days}d`;
  if (at) return { type: 'dayAt', days, at, text: `${canonical}@${at.toString({ smallestUnit: 'minute' })}` };
  if (days === 0) throw new RangeError(`"${text}" is not before the start; write ${FORMS}`);
  return { type: 'days', days, text: canonical };
}

function timeOf(text: string, hour: string | undefined, minute: string | undefined): Temporal.PlainTime {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 23 || m > 59) {
    throw new RangeError(`"${text}" names no time of day; write it from 00:00 to 23:59, such as 1d@09:00`);
  }
  return new Temporal.PlainTime(h, m);
}

/**
 * Roughly how long before a start, in seconds, taking noon for the start's time of day: for comparing offsets where
 * there is no start at hand. The instant itself comes from `offsetInstant`.
 */
export function leadSeconds(offset: Offset): number {
  switch (offset.type) {
    case 'exact':
      return offset.seconds;
    case 'days':
      return offset.days * 86_400;
    case 'dayAt':
      return offset.days * 86_400 + (12 - offset.at.hour) * 3600 - offset.at.minute * 60;
  }
}
