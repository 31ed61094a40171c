import type { NoticeId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { Settlement, Verdict } from './decision.ts';
import { WORDS } from './ledger-words.ts';

/** The present plan does not want it; a later one may. */
export function withdraw(notice: Notice, at: Temporal.Instant, reason: string): Verdict {
  return verdict(stepOf(notice, at, { to: 'withdrawn', reason }));
}

/** It ends here. */
export function skip(notice: Notice, at: Temporal.Instant, reason: string, settles?: Settlement): Verdict {
  return {
    ...verdict(stepOf(notice, at, { to: 'skipped', reason })),
    ...(settles ? { settles } : {}),
  };
}

export function supersede(notice: Notice, at: Temporal.Instant, by: NoticeId, reason: string): Verdict {
  return verdict(stepOf(notice, at, { to: 'superseded', supersededBy: by, reason }));
}

/** It waits for a person's word. */
export function hold(notice: Notice, at: Temporal.Instant, reason: string): Verdict {
  return verdict(stepOf(notice, at, { to: 'held', reason }));
}

/** It waits until `until`. The ledger says why, once: waiting on for the same reason adds no line. */
export function wait(notice: Notice, at: Temporal.Instant, until: Temporal.Instant, reason: string): Verdict {
  const quiet = notice.reason === reason;
  return verdict(stepOf(notice, at, { to: 'due', notBefore: until, reason, quiet }));
}

/** How long a notice waits for the plan to catch up with a record or a route that has just changed. */
export const REPLAN = { seconds: 5 };

/**
 * This process knows of no route that leads there. Another may have found one just now, of which this one hears within a
 * minute; and what no route wants is withdrawn by the plan. So it waits, `until` then at most.
 */
export function waitForRoute(notice: Notice, at: Temporal.Instant, until: Temporal.Instant): Verdict {
  return Temporal.Instant.compare(at, until) < 0
    ? wait(notice, at, at.add(REPLAN), WORDS.rerouting)
    : withdraw(notice, at, WORDS.unrouted);
}

/** It goes back for a moment, because of our own pacing or order of work: nothing that anybody needs to read. */
export function putBack(notice: Notice, at: Temporal.Instant, until: Temporal.Instant | null): Verdict {
  return verdict(stepOf(notice, at, { to: 'due', notBefore: until, quiet: true }));
}

/** Whether it is one that goes back for a moment. */
export function isPutBack({ steps }: Verdict): boolean {
  return steps.every(({ to, quiet, reason }) => to === 'due' && quiet === true && reason === undefined);
}

function verdict(step: NoticeStep): Verdict {
  return { type: 'verdict', steps: [step] };
}

/** A step of a claimed notice: it counts only while our claim does. */
function stepOf(
  notice: Notice,
  at: Temporal.Instant,
  rest: Omit<NoticeStep, 'notice' | 'from' | 'token' | 'at'>,
): NoticeStep {
  return {
    notice: notice.id,
    from: ['claimed'],
    ...(notice.token ? { token: notice.token } : {}),
    at,
    ...rest,
  };
}
