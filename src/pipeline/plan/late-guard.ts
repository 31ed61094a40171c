import type { ChannelId, NoticeId } from '../../domain/ids.ts';
import type { DeliveryState, Notice, PlannedNotice } from '../../domain/notice.ts';
import type { StoreWriter } from '../../ports/store.ts';

/**
 * Rule 14. An announcement that is overdue when it is first owed was not missed by the service: the record came late,
 * the channel was just connected, or the store was lost. In any 24 hours at most `guard.burst` of these go out to one
 * channel, those nearest to their start; the others are held for an operator. What counts is `detail.late`, so neither
 * many small syncs nor a restart gains anything.
 */
const WINDOW = { hours: 24 };

/** It went out, or may still. */
const SPENT: readonly DeliveryState[] = [
  'due',
  'claimed',
  'sending',
  'unknown',
  'sent',
  'superseded',
  'failed',
];

export const HELD_REASON =
  'Several announcements were overdue at once: this one waits until somebody releases it.';

/** When it would go out at the earliest: an announcement that waits for its title is not overdue yet. */
function earliestOf(notice: Pick<Notice, 'due' | 'detail'>): Temporal.Instant {
  const { waitsUntil } = notice.detail;
  return waitsUntil === undefined ? notice.due : Temporal.Instant.from(waitsUntil);
}

/** Whether planning makes an announcement overdue that was not on its way before. */
export function becomesLate(
  planned: PlannedNotice,
  before: Notice | undefined,
  now: Temporal.Instant,
): boolean {
  if (planned.kind !== 'announcement' || Temporal.Instant.compare(earliestOf(planned), now) > 0) return false;
  if (!before || before.state === 'withdrawn') return true;
  const wasAhead = Temporal.Instant.compare(earliestOf(before), now) > 0;
  return wasAhead && (before.state === 'due' || before.state === 'claimed');
}

/** Of announcements that become late: which may go out, and which are held. */
export async function guardLate(
  tx: StoreWriter,
  late: readonly PlannedNotice[],
  burst: number,
  now: Temporal.Instant,
): Promise<ReadonlySet<NoticeId>> {
  const passed = new Set<NoticeId>();
  const byChannel = Map.groupBy(late, (notice) => notice.channel);
  for (const [channel, notices] of byChannel) {
    const left = Math.max(0, burst - (await spentOn(tx, channel, now)));
    const nearest = notices.toSorted(
      (a, b) => Temporal.Instant.compare(a.expires, b.expires) || (a.id < b.id ? -1 : 1),
    );
    for (const notice of nearest.slice(0, left)) passed.add(notice.id);
  }
  return passed;
}

async function spentOn(tx: StoreWriter, channel: ChannelId, now: Temporal.Instant): Promise<number> {
  const since = now.subtract(WINDOW);
  const sent = await tx.outbox.find({ channel, kinds: ['announcement'], states: SPENT, dueBefore: now });
  return sent.filter(
    ({ detail: { late } }) =>
      late !== undefined && Temporal.Instant.compare(Temporal.Instant.from(late), since) > 0,
  ).length;
}
