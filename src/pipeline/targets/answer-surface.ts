import type { Policy } from '../../domain/policy.ts';
import type { JoinLinkRule, Target } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Surface, Viewer } from '../../domain/viewer.ts';
import { releaseOf } from './release.ts';

/** When the link of a seminar that no route reminds of is released to those who ask. */
const UNROUTED_RELEASE = { minutes: 15 };
const STRICTNESS: readonly JoinLinkRule[] = ['never', 'reminder', 'always'];

/**
 * What one person is shown of a seminar, whether they ask or are reminded: as if these targets, all of the seminar's or
 * the one of the channel in which they ask, met in one (rule 9): the strictest link, released with the first of all
 * reminders. A reminder of their own, however early, releases nothing.
 */
export function answerSurface(
  seminar: Seminar,
  viewer: Viewer,
  targets: readonly Target[],
  policy: Pick<Policy, 'workdays' | 'closed'>,
): Surface {
  const releasesAt =
    targets.length > 0
      ? earliest(targets.map((target) => releaseOf(seminar, target, policy)))
      : seminar.start?.subtract(UNROUTED_RELEASE);
  return {
    type: 'answer',
    viewer,
    joinLink: strictest(targets),
    ...(releasesAt ? { releasesAt } : {}),
  };
}

function strictest(targets: readonly Target[]): JoinLinkRule {
  if (targets.length === 0) return 'reminder';
  return STRICTNESS.find((rule) => targets.some((target) => target.joinLink === rule)) ?? 'never';
}

function earliest(instants: readonly (Temporal.Instant | undefined)[]): Temporal.Instant | undefined {
  return instants.filter((instant) => instant !== undefined).sort(Temporal.Instant.compare)[0];
}
