import type { NoticeId } from '../../domain/ids.ts';
import type { Notice, PlannedNotice } from '../../domain/notice.ts';
import { endOf } from '../../domain/phase.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { withClosedDays } from '../review/confirmed-days.ts';
import { applyPlan } from './apply-plan.ts';
import { horizonOf } from './horizon.ts';
import { unsaidSinceOf } from './plan-change.ts';
import type { PlanContext, PlanOutcome, PlanSubject } from './plan-context.ts';
import { loadRecords } from './plan-records.ts';
import { planSeminar } from './plan-seminar.ts';
import { reviveCarried } from './revive-carried.ts';
import { withdrawalOf } from './withdrawal.ts';

/**
 * Brings the outbox in line with the records, within the transaction that changed them: what is owed is planned, what
 * is open and no longer owed is withdrawn with its reason. What was begun, sent or settled is left alone. Planning again
 * changes nothing.
 */
export async function replan(
  tx: StoreWriter,
  subjects: readonly PlanSubject[],
  context: PlanContext,
  now: Temporal.Instant,
): Promise<PlanOutcome> {
  const until = horizonOf(now);
  const policy = await withClosedDays(tx, context.policy);
  const records = await loadRecords(tx, subjects, policy);
  const owed: PlannedNotice[] = [];
  const before = new Map<NoticeId, Notice>();
  const withdrawals: NoticeStep[] = [];
  const revivals: NoticeStep[] = [];
  const turn = takeTurns();
  for (const subject of subjects) {
    await turn();
    const { seminar } = subject;
    if (subject.fresh && isOver(seminar, now)) continue;
    const { posts, notices, orphaned, reminders, said } = records.of(subject);
    const byId = new Map(notices.map((notice) => [notice.id, notice]));
    const plan = planSeminar({
      seminar,
      targets: context.routes.targetsFor(seminar),
      reminders,
      posts,
      retractions: records.retractions,
      said,
      orphaned,
      justChanged: subject.justChanged ?? false,
      policy,
      until,
      dueBefore: (id) => byId.get(id)?.due,
      unsaidSince: (id) => unsaidSinceOf(byId.get(id)),
    });
    owed.push(...plan);
    for (const [id, notice] of byId) before.set(id, notice);
    const wanted = new Set(plan.map((notice) => notice.id));
    const withdrawn = new Set<NoticeId>();
    for (const notice of notices) {
      if (wanted.has(notice.id)) continue;
      const step = withdrawalOf(
        notice,
        { seminar, orphaned, retractions: records.retractions },
        context,
        now,
      );
      if (!step) continue;
      withdrawals.push(step);
      withdrawn.add(notice.id);
    }
    revivals.push(...reviveCarried(plan, { byId, withdrawn }, now));
  }
  const withdrawn = withdrawals.length > 0 ? [...(await tx.outbox.step(withdrawals))] : [];
  if (revivals.length > 0) await tx.outbox.step(revivals);
  return { ...(await applyPlan(tx, owed, before, context.policy.guard.burst, now)), withdrawn };
}

/** A record of the past that has just come in: nothing can be owed, and archives are long. */
function isOver(seminar: Seminar, now: Temporal.Instant): boolean {
  const end = endOf(seminar);
  return end !== undefined && Temporal.Instant.compare(end, now) <= 0;
}
