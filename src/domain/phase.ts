import type { Seminar } from './seminar.ts';

/** Where an instant lies with regard to a seminar. `undated`: it has no start yet. */
export type Phase = 'undated' | 'ahead' | 'underWay' | 'ended';

/** Taken for records with a start and no end (the series' duration is filled in long before). */
const USUAL_HOURS = 1;
/** How long after the start "starting now" is still true; the notice of that kind expires then (rule 2). */
export const STARTING_MINUTES = 10;

export function endOf(seminar: Pick<Seminar, 'start' | 'end'>): Temporal.Instant | undefined {
  if (!seminar.start) return undefined;
  const { start, end } = seminar;
  // A record whose end precedes its start is reported by `check`; here it must not end before it begins.
  return end && Temporal.Instant.compare(end, start) > 0 ? end : start.add({ hours: USUAL_HOURS });
}

export function phaseOf(seminar: Seminar, now: Temporal.Instant): Phase {
  const end = endOf(seminar);
  if (!seminar.start || !end) return 'undated';
  if (Temporal.Instant.compare(now, seminar.start) < 0) return 'ahead';
  return Temporal.Instant.compare(now, end) < 0 ? 'underWay' : 'ended';
}
