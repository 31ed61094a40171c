/** Notices due within so many days are materialised; a daily roll plans on (rule 5). */
const HORIZON_HOURS = 35 * 24;

/** Notices due from here on wait for a later roll. */
export function horizonOf(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: HORIZON_HOURS });
}
