import type { Offset } from '../route.ts';
import { writeClock } from './dates.ts';
import type { Look } from './look.ts';

/** "15 minutes before it starts", "the day before, at 09:00": what an offset means, in words. */
export function writeLead(offset: Offset, look: Look): string {
  const { words } = look;
  switch (offset.type) {
    case 'exact':
      return words.beforeStart(writeLength(offset.seconds, 'long', look));
    case 'days':
      return words.beforeStart(writeUnit(offset.days, 'day', 'long', look));
    case 'dayAt': {
      // A clock time belongs to no day here; any day without a change of clocks writes it.
      const at = Temporal.PlainDate.from('2001-01-01').toPlainDateTime(offset.at).toZonedDateTime('UTC');
      return words.daysBeforeAt(offset.days, writeClock(at.toInstant(), 'UTC', look.locale));
    }
  }
}

/** "15 minutes", or "15 min" for buttons. */
export function writeLength(seconds: number, style: 'long' | 'short', look: Look): string {
  if (seconds % 3600 === 0) return writeUnit(seconds / 3600, 'hour', style, look);
  if (seconds % 60 === 0) return writeUnit(seconds / 60, 'minute', style, look);
  return writeUnit(seconds, 'second', style, look);
}

/** Formatters are slow to make and few: one a language, unit and style. */
const formatters = new Map<string, Intl.NumberFormat>();

function writeUnit(count: number, unit: string, unitDisplay: 'long' | 'short', { words }: Look): string {
  const name = `${words.language} ${unit} ${unitDisplay}`;
  const known = formatters.get(name);
  if (known) return known.format(count);
  const fresh = new Intl.NumberFormat(words.language, { style: 'unit', unit, unitDisplay });
  formatters.set(name, fresh);
  return fresh.format(count);
}
