import type { Policy } from '../../domain/policy.ts';
import { inTurns, sortInTurns } from '../plan/chunks.ts';
import { longestLead } from '../plan/horizon.ts';
import type { Arrival } from './arrival.ts';

/**
 * What lies ahead before what is past, the nearest first: `guard.burst` lets the first overdue announcements through,
 * and those must be the nearest of all, not of one chunk. Where nothing can be overdue yet, or any more, the order is
 * free within some thousands. These come by id: three indexes of the store are in that order, and a chunk then changes few
 * pages of each, where it would change most of them, for every transaction anew.
 */
export async function orderArrivals(
  arrivals: readonly Arrival[],
  policy: Pick<Policy, 'routes'>,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<readonly Arrival[]> {
  const sorted = await sortInTurns(arrivals, (arrival) => rankOf(startOf(arrival), now), signal);
  const lead = longestLead(policy);
  const nearUntil = lead === 'any' ? Number.POSITIVE_INFINITY : now.epochMilliseconds + lead * 1000;
  const far = await countNear(sorted, now.epochMilliseconds, nearUntil, signal);
  const groups: Arrival[][] = [];
  for (let at = far; at < sorted.length; at += GROUP) groups.push(sorted.slice(at, at + GROUP));
  await inTurns(groups, (group) => void group.sort((a, b) => (a.seminar < b.seminar ? -1 : 1)), signal);
  return [sorted.slice(0, far), ...groups].flat();
}

/** They are the first. */
async function countNear(
  sorted: readonly Arrival[],
  from: number,
  until: number,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  const weigh = (arrival: Arrival): void => {
    const start = startOf(arrival);
    if (start >= from && start <= until) count += 1;
  };
  await inTurns(sorted, weigh, signal);
  return count;
}

/** So few that the indexes in order of start, too, have few pages for them; sorted in two or three milliseconds. */
const GROUP = 4000;

/** Later than any other where there is none. */
function startOf({ record }: Arrival): number {
  return record.fields.start?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
}

function rankOf(start: number, now: Temporal.Instant): number {
  return start >= now.epochMilliseconds ? start : Number.MAX_SAFE_INTEGER - start;
}
