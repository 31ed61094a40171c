import type { EncodedFields, Seminar, SeminarFields } from '../../domain/seminar.ts';

/**
 * A seminar and its fields as JSON in their encoded form (instants and days as ISO 8601 text). Written here and nowhere
 * else, so reading revives rather than validates: a stricter rule of tomorrow must not make today's records unreadable.
 */
export function encodeRecord(record: Seminar | SeminarFields): string {
  return JSON.stringify(record);
}

export function decodeSeminar(text: string): Seminar {
  const { changedAt, start, end, date, ...rest } = JSON.parse(text) as Omit<Seminar, Times | 'changedAt'> &
    Pick<EncodedFields, Times> & { readonly changedAt: string };
  return { ...rest, ...reviveTimes({ start, end, date }), changedAt: Temporal.Instant.from(changedAt) };
}

/** Without its times, which cost as much as all the rest: where only its words are wanted. */
export function decodeTexts(text: string): Omit<Seminar, Times | 'changedAt'> {
  return JSON.parse(text) as Omit<Seminar, Times | 'changedAt'>;
}

export function decodeFields(text: string): SeminarFields {
  const { start, end, date, ...rest } = JSON.parse(text) as Omit<SeminarFields, Times> &
    Pick<EncodedFields, Times>;
  return { ...rest, ...reviveTimes({ start, end, date }) };
}

type Times = 'start' | 'end' | 'date';

function reviveTimes({ start, end, date }: Readonly<Record<Times, string | undefined>>) {
  return {
    ...(start === undefined ? {} : { start: Temporal.Instant.from(start) }),
    ...(end === undefined ? {} : { end: Temporal.Instant.from(end) }),
    ...(date === undefined ? {} : { date: Temporal.PlainDate.from(date) }),
  };
}
