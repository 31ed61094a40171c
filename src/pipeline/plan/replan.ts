import type { ChannelId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { Notice, PlannedNotice } from '../../domain/notice.ts';
import { endOf } from '../../domain/phase.ts';
import type { Post, Said } from '../../domain/post.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { StoreWriter } from '../../ports/store.ts';
import { withClosedDays } from '../review/confirmed-days.ts';
import { applyPlan } from './apply-plan.ts';
import { isOrphaned } from './claims.ts';
import { horizonOf } from './horizon.ts';
import type { PlanContext, PlanOutcome, PlanSubject } from './plan-context.ts';
import { editIdOf } from './plan-edits.ts';
import { planSeminar } from './plan-seminar.ts';
import { makeRehearsalChannels } from './rehearsal-people.ts';
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
  const known = subjects.filter((subject) => !subject.fresh).map(({ seminar }) => seminar.id);
  const posts = await postsBySeminar(tx, known);
  const retractions = known.length > 0 ? await tx.seminars.retractionsOf(known) : [];
  const owed: PlannedNotice[] = [];
  const before = new Map<NoticeId, Notice>();
  const withdrawals: NoticeStep[] = [];
  for (const subject of subjects) {
    const { seminar } = subject;
    if (subject.fresh && isOver(seminar, now)) continue;
    const standing = posts.get(seminar.id) ?? [];
    const orphaned = await isOrphan(tx, subject);
    const notices = subject.fresh ? [] : await noticesOf(tx, subject, standing);
    const byId = new Map(notices.map((notice) => [notice.id, notice]));
    const reminders = subject.fresh ? [] : await tx.people.remindersOf(seminar.id);
    await makeRehearsalChannels(tx, reminders, policy);
    const plan = planSeminar({
      seminar,
      targets: context.routes.targetsFor(seminar),
      reminders,
      posts: standing,
      retractions,
      said: await saidOf(tx, seminar.id, standing),
      orphaned,
      justChanged: subject.justChanged ?? false,
      policy,
      until,
      dueBefore: (id) => byId.get(id)?.due,
    });
    owed.push(...plan);
    for (const [id, notice] of byId) before.set(id, notice);
    const wanted = new Set(plan.map((notice) => notice.id));
    for (const notice of notices) {
      if (wanted.has(notice.id)) continue;
      const step = withdrawalOf(notice, { seminar, orphaned, retractions }, context, now);
      if (step) withdrawals.push(step);
    }
  }
  const withdrawn = withdrawals.length > 0 ? [...(await tx.outbox.step(withdrawals))] : [];
  return { ...(await applyPlan(tx, owed, before, context.policy.guard.burst, now)), withdrawn };
}

async function postsBySeminar(
  tx: StoreWriter,
  seminars: readonly SeminarId[],
): Promise<ReadonlyMap<SeminarId, readonly Post[]>> {
  const found = new Map<SeminarId, Post[]>();
  if (seminars.length === 0) return found;
  const asked = new Set(seminars);
  for (const post of await tx.posts.ofSeminars(seminars)) {
    for (const seminar of post.seminars) {
      if (asked.has(seminar)) found.set(seminar, [...(found.get(seminar) ?? []), post]);
    }
  }
  return found;
}

/** Its notices, and the edits of the digests that list it, which are nobody's alone. */
async function noticesOf(
  tx: StoreWriter,
  subject: PlanSubject,
  posts: readonly Post[],
): Promise<readonly Notice[]> {
  const own = subject.notices ?? (await tx.outbox.ofSeminar(subject.seminar.id));
  const shared = posts.filter((post) => post.seminars.length > 1);
  if (shared.length === 0) return own;
  const edits = await Promise.all(shared.map((post) => tx.outbox.get(editIdOf(post))));
  return [...own, ...edits.filter((notice) => notice !== undefined)];
}

async function isOrphan(tx: StoreWriter, { seminar, fresh, orphaned }: PlanSubject): Promise<boolean> {
  return orphaned ?? (!fresh && isOrphaned(await tx.seminars.claimsOf(seminar.id)));
}

async function saidOf(
  tx: StoreWriter,
  seminar: SeminarId,
  posts: readonly Post[],
): Promise<ReadonlyMap<ChannelId, Said>> {
  const said = new Map<ChannelId, Said>();
  for (const channel of new Set(posts.map((post) => post.channel))) {
    const last = await tx.posts.said(seminar, channel);
    if (last) said.set(channel, last);
  }
  return said;
}

/** A record of the past that has just come in: nothing can be owed, and archives are long. */
function isOver(seminar: Seminar, now: Temporal.Instant): boolean {
  const end = endOf(seminar);
  return end !== undefined && Temporal.Instant.compare(end, now) <= 0;
}
