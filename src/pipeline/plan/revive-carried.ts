import type { NoticeId } from '../../domain/ids.ts';
import type { Notice, PlannedNotice } from '../../domain/notice.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';

export const CARRIER_GONE = 'The reminder that was to carry it is not sent now; it is announced after all.';

/** What the outbox holds of one seminar, and which of it the plan withdraws. */
interface Outlook {
  readonly byId: ReadonlyMap<NoticeId, Notice>;
  readonly withdrawn: ReadonlySet<NoticeId>;
}

/**
 * An announcement gives way to a reminder that carries its card. Where that reminder is not sent after all, since the
 * seminar moved or was off for a while, or only later, nobody has been told of the seminar: its announcement is owed again.
 */
export function reviveCarried(
  plan: readonly PlannedNotice[],
  { byId, withdrawn }: Outlook,
  now: Temporal.Instant,
): readonly NoticeStep[] {
  const planned = new Map(plan.map((notice) => [notice.id, notice]));
  const isStillToCarry = (carrier: Notice): boolean => {
    const wanted = planned.get(carrier.id);
    if (wanted) return !isOpen(carrier) || Temporal.Instant.compare(wanted.due, now) <= 0;
    return carrier.state !== 'withdrawn' && !withdrawn.has(carrier.id);
  };
  return plan.flatMap(({ id, kind, due, expires }) => {
    const announcement = byId.get(id);
    if (kind !== 'announcement' || announcement?.state !== 'superseded') return [];
    const carrier = carrierOf(announcement, byId);
    if (!carrier || isStillToCarry(carrier)) return [];
    const base = { notice: id, from: ['superseded'], at: now, reason: CARRIER_GONE } as const;
    return [{ ...base, to: 'due', due, expires, notBefore: null }];
  });
}

function isOpen({ state }: Notice): boolean {
  return state === 'due' || state === 'held' || state === 'claimed' || state === 'withdrawn';
}

/** Follows what gave way to what, to the one that was to be sent in the end. */
function carrierOf(announcement: Notice, byId: ReadonlyMap<NoticeId, Notice>): Notice | undefined {
  const seen = new Set<NoticeId>();
  let last: Notice | undefined = announcement;
  while (last?.state === 'superseded') {
    if (seen.has(last.id) || !last.supersededBy) return undefined;
    seen.add(last.id);
    last = byId.get(last.supersededBy);
  }
  return last;
}
