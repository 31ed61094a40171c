import type { Policy } from '../../domain/policy.ts';
import type { Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import { dueInstant } from '../../domain/time/offset-instant.ts';

type Calendar = Pick<Policy, 'workdays' | 'closed'>;

/** The reminders that a target owes, in time, the nearest to the start last. */
export function remindersOf(
  seminar: Seminar,
  target: Target,
  policy: Calendar,
): readonly { readonly offset: string; readonly due: Temporal.Instant }[] {
  const { start } = seminar;
  if (!start) return [];
  return target.remind
    .map((offset) => ({ offset: offset.text, due: dueInstant(start, seminar.timezone, offset, policy) }))
    .sort((a, b) => Temporal.Instant.compare(a.due, b.due));
}

/** When the join link is released: with the first reminder, or with the start where only that is said. */
export function releaseOf(seminar: Seminar, target: Target, policy: Calendar): Temporal.Instant | undefined {
  const [first] = remindersOf(seminar, target, policy);
  if (first) return first.due;
  return target.startingNow ? seminar.start : undefined;
}
