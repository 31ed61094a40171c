import type { Notice, NoticeKind } from '../../../domain/notice.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import { nameOf, WORDS } from '../ledger-words.ts';

/** After a request could have ended, for so long a message may still turn up in a history (rule 10). */
export const SURFACES_MS = 30_000;

/** When its absence begins to count: the longest a request takes, and then some. */
export function ripeAt(begunAt: Temporal.Instant, timeoutMs: number): Temporal.Instant {
  return begunAt.add({ milliseconds: timeoutMs + SURFACES_MS });
}

/**
 * What may have arrived and can never be looked for. Said twice is worse than missed: reminders. Missed is worse than
 * said twice: everything that is news. `mayRepeat`: it goes out again.
 */
const MAY_REPEAT: Readonly<Record<NoticeKind, boolean>> = {
  announcement: true,
  change: true,
  digest: true,
  followUp: true,
  note: true,
  edit: true,
  removal: true,
  reminder: false,
  startingNow: false,
};

export function mayRepeat(kind: NoticeKind): boolean {
  return MAY_REPEAT[kind];
}

/** The step from `unknown` that the policy of its kind takes. */
export function byPolicy(notice: Notice, at: Temporal.Instant, why: string): NoticeStep {
  const name = nameOf(notice);
  const repeats = mayRepeat(notice.kind);
  return {
    notice: notice.id,
    from: ['unknown'],
    to: repeats ? 'due' : 'skipped',
    at,
    reason: `${why} ${repeats ? WORDS.onceAtLeast(name) : WORDS.onceAtMost(name)}`,
    ...(repeats ? { notBefore: null } : {}),
  };
}
