import type { Policy } from '../../domain/policy.ts';
import type { Offset } from '../../domain/route.ts';
import { leadSeconds } from '../../domain/time/offset.ts';

/** Notices due within so many days are materialised; a daily roll plans on (rule 5). */
const HORIZON_HOURS = 35 * 24;
/** Days off move what is due earlier still; no closure between semesters is longer than this. */
const EARLIER_SECONDS = 100 * 86_400;

/** Notices due from here on wait for a later roll. */
export function horizonOf(now: Temporal.Instant): Temporal.Instant {
  return now.add({ hours: HORIZON_HOURS });
}

/** How long before a start something may be due by the offset at the earliest, in seconds. */
function earliestLead(offset: Offset): number {
  return offset.type === 'exact' ? offset.seconds : leadSeconds(offset) + EARLIER_SECONDS;
}

/** False where the calendar need not be asked, because the offset cannot fall before `until`. Most records lie far ahead. */
export function mayFallBefore(until: Temporal.Instant, start: Temporal.Instant, offset: Offset): boolean {
  return start.epochMilliseconds - earliestLead(offset) * 1000 < until.epochMilliseconds;
}

/** How long before a start anything may be due at the earliest, in seconds. What is announced immediately may be due whenever it takes place. */
export function longestLead({ routes }: Pick<Policy, 'routes'>): number | 'any' {
  const leads = [0];
  for (const { announce, remind } of routes) {
    leads.push(...remind.map(earliestLead));
    if (announce === 'never') continue;
    if (announce.when === 'immediately') return 'any';
    leads.push(earliestLead(announce.when));
  }
  return Math.max(...leads);
}
