/**
 * A moment as people type it: `2027-03-04 11:00` by the clock of the zone, or with an offset of its own
 * (`2027-03-04T11:00+10:00`, `…Z`). Undefined for anything else, for a day that no calendar has, and for an hour that
 * the zone's clock skips or shows twice: that one must be written with its offset.
 */
export function parseMoment(text: string, zone: string): Temporal.Instant | undefined {
  const match = FORM.exec(text.trim());
  if (!match) return undefined;
  const [, day = '', clock = '', offset] = match;
  const written = `${day}T${clock.padStart(clock.length === 4 ? 5 : clock.length, '0')}`;
  try {
    if (offset !== undefined) return Temporal.Instant.from(`${written}${offset}`);
    return Temporal.PlainDateTime.from(written, { overflow: 'reject' })
      .toZonedDateTime(zone, { disambiguation: 'reject' })
      .toInstant();
  } catch {
    return undefined;
  }
}

const FORM = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?$/;

/** Whether it looks like a moment at all, whatever the zone. */
export function isMomentText(text: string): boolean {
  return FORM.test(text.trim());
}
