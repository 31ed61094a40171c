import { z } from 'zod';

/**
 * An instant as text (`2026-12-03T11:00:00+10:00` or `…Z`) ⇄ `Temporal.Instant`.
 * Text without an offset is refused: it would not be an instant.
 */
export const InstantText = z.codec(
  z.iso.datetime({ offset: true, local: false }),
  z.instanceof(Temporal.Instant),
  {
    decode: (text) => Temporal.Instant.from(text),
    encode: (instant) => instant.toString(),
  },
);

/** A calendar day as text (`2026-12-03`) ⇄ `Temporal.PlainDate`. */
export const DateText = z.codec(z.iso.date(), z.instanceof(Temporal.PlainDate), {
  decode: (text) => Temporal.PlainDate.from(text),
  encode: (date) => date.toString(),
});

/** An IANA time zone name that this runtime knows. */
export const ZoneName = z.string().refine(isKnownZone, {
  error: (issue) =>
    `"${String(issue.input)}" is not a time zone; give an IANA name such as Australia/Brisbane`,
});

export function isKnownZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
