import type { Proposal } from '../review.ts';
import type { SeminarFields, Venue } from '../seminar.ts';
import { writeDate, writeMoment } from './dates.ts';
import type { Look } from './look.ts';
import { joinList } from './people.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';

const VALUE = 120;

/** What was given before a person changed it by hand, as far as it fits a line. */
export function saidBeforeOf({ review, saidBefore }: Proposal, look: Look): readonly string[] {
  if (review.type === 'closed' || !saidBefore) return [];
  const zone = saidBefore.timezone ?? review.proposed.timezone;
  const values = Object.keys(saidBefore).flatMap((name) => wordsOf(name, saidBefore, zone, look) ?? []);
  if (values.length === 0) return [];
  return [look.words.review.saidBefore(joinList(values, look))];
}

function wordsOf(name: string, fields: SeminarFields, zone: string, look: Look): string | undefined {
  switch (name) {
    case 'venue':
      return fields.venue && placeOf(fields.venue);
    case 'speakers':
      return shortLine(fields.speakers?.map((speaker) => speaker.name).join(', '));
    case 'status':
      return fields.status && look.words.review.status[fields.status];
    default:
      return plainValue(new Map<string, unknown>(Object.entries(fields)).get(name), zone, look);
  }
}

function plainValue(value: unknown, zone: string, { locale }: Look): string | undefined {
  if (value instanceof Temporal.Instant) return writeMoment(value, zone, locale, 'yearless');
  if (value instanceof Temporal.PlainDate) return writeDate(value, locale);
  const text = typeof value === 'string' ? shortLine(value) : undefined;
  return text === undefined ? undefined : `“${text}”`;
}

/** Never a passcode. */
function placeOf({ room, building, online }: Venue): string | undefined {
  return shortLine(
    [room, building, online?.url ?? online?.meetingId].filter((part) => part !== undefined).join(', '),
  );
}

function shortLine(text: string | undefined): string | undefined {
  const line = lineOf(text);
  return line === undefined ? undefined : shorten(line, VALUE);
}
