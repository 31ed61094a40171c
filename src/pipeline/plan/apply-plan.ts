import type { NoticeId } from '../../domain/ids.ts';
import type { DeliveryState, Notice, NoticeDetail, PlannedNotice } from '../../domain/notice.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { becomesLate, guardLate, HELD_REASON } from './late-guard.ts';
import type { PlanOutcome } from './plan-context.ts';

/** Where a plan still decides. What is being sent, and what came to an end, is not touched. */
const PLANNABLE: ReadonlySet<DeliveryState> = new Set(['due', 'held', 'claimed', 'withdrawn']);
/**
 * Writes what is new or differs. `before` has what the outbox holds of these notices. Overdue announcements beyond the
 * guard are held within the same transaction, so that nobody can claim them in between.
 */
export async function applyPlan(
  tx: StoreWriter,
  owed: readonly PlannedNotice[],
  before: ReadonlyMap<NoticeId, Notice>,
  burst: number,
  now: Temporal.Instant,
): Promise<Omit<PlanOutcome, 'withdrawn'>> {
  const news = mergeSharedEdits(owed)
    .map((notice) => keepLate(notice, before.get(notice.id)))
    .filter((notice) => isNews(notice, before.get(notice.id), now));
  if (news.length === 0) return { planned: [], held: [] };
  const late = news.filter((notice) => becomesLate(notice, before.get(notice.id), now));
  const passed = late.length > 0 ? await guardLate(tx, late, burst, now) : new Set<NoticeId>();
  const held = late.filter((notice) => !passed.has(notice.id));
  const plan = news.map((notice) =>
    passed.has(notice.id) ? withDetail(notice, { ...notice.detail, late: now.toString() }) : notice,
  );
  const planned = await tx.outbox.plan(plan, now);
  const steps = [
    ...held.map((notice) => holdOf(notice, now)),
    ...news.flatMap((notice) => wakeOf(notice, before.get(notice.id), now)),
  ];
  if (steps.length > 0) await tx.outbox.step(steps);
  return { planned, held: held.map((notice) => notice.id) };
}

/** A digest is mended once for all that changed in it: the latest change counts. */
function mergeSharedEdits(owed: readonly PlannedNotice[]): readonly PlannedNotice[] {
  const byId = new Map<NoticeId, PlannedNotice>();
  for (const notice of owed) {
    const other = byId.get(notice.id);
    if (!other || Temporal.Instant.compare(notice.due, other.due) > 0) byId.set(notice.id, notice);
  }
  return [...byId.values()];
}

/** Planning again must not forget that it was let go late. */
function keepLate(notice: PlannedNotice, before: Notice | undefined): PlannedNotice {
  const late = before?.state === 'withdrawn' ? undefined : before?.detail.late;
  return late === undefined ? notice : withDetail(notice, { ...notice.detail, late });
}

function withDetail(notice: PlannedNotice, detail: NoticeDetail): PlannedNotice {
  return { ...notice, detail };
}

function isNews(notice: PlannedNotice, before: Notice | undefined, now: Temporal.Instant): boolean {
  const isExpired = Temporal.Instant.compare(notice.expires, now) <= 0;
  if (!before) return !isExpired;
  if (notice.kind === 'edit') return !isExpired && isEditNews(notice, before);
  if (!PLANNABLE.has(before.state)) return false;
  if (before.state === 'withdrawn') return !isExpired;
  return (
    notice.due.epochMilliseconds !== before.due.epochMilliseconds ||
    notice.expires.epochMilliseconds !== before.expires.epochMilliseconds ||
    textOf(notice.detail) !== textOf(before.detail)
  );
}

/**
 * One row a post serves all its edits. While it is open it is made from the record as it is then, so only an earlier due
 * time is news: it may be waiting for the card to look different with time. Once it is claimed (the card may have been
 * drawn) or has ended, only a later change is. While it is being sent, whoever sends compares again afterwards.
 */
function isEditNews(notice: PlannedNotice, before: Notice): boolean {
  const later = notice.due.epochMilliseconds - before.due.epochMilliseconds;
  if (before.state === 'due' || before.state === 'held') return later < 0;
  return later > 0 && before.state !== 'sending' && before.state !== 'unknown';
}

function textOf(detail: NoticeDetail): string {
  return JSON.stringify(Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function holdOf(notice: PlannedNotice, at: Temporal.Instant): NoticeStep {
  return { notice: notice.id, from: ['due'], to: 'held', at, reason: HELD_REASON };
}

/** What waits (for its title, say) is looked at again where it is owed otherwise at the same time. */
function wakeOf(
  notice: PlannedNotice,
  before: Notice | undefined,
  at: Temporal.Instant,
): readonly NoticeStep[] {
  if (!before?.notBefore) return [];
  return [{ notice: notice.id, from: ['due'], to: 'due', at, notBefore: null, quiet: true }];
}
