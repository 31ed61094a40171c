import type { Notice } from '../../../domain/notice.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import { announcementDue } from '../../plan/plan-seminar.ts';
import { CARRIER_GONE } from '../../plan/revive-carried.ts';
import type { Verdict } from '../decision.ts';
import type { Facts } from '../facts.ts';
import type { Place, Scene } from '../scene.ts';

/**
 * A reminder that is withdrawn gives back the announcement that it was to carry. The plan does the same (see
 * `revive-carried.ts`), but could not while nobody knew whether the reminder had arrived.
 */
export async function handBack(
  verdict: Verdict,
  reminder: Notice,
  seminar: Seminar,
  { target }: Place,
  { facts, policy, now }: Scene,
): Promise<Verdict> {
  if (verdict.steps[0]?.to !== 'withdrawn' || !target || !seminar.start) return verdict;
  const announcement = await facts.announcement(seminar.id, reminder.channel);
  if (announcement?.state !== 'superseded' || target.announce === 'never') return verdict;
  if (!(await leadsTo(announcement, reminder, facts))) return verdict;
  const revival: NoticeStep = {
    notice: announcement.id,
    from: ['superseded'],
    to: 'due',
    at: now,
    due: announcementDue(seminar, seminar.start, target.announce, policy, announcement.due),
    expires: seminar.start,
    notBefore: null,
    reason: CARRIER_GONE,
  };
  return { ...verdict, besides: [revival] };
}

async function leadsTo(announcement: Notice, reminder: Notice, facts: Facts): Promise<boolean> {
  let last: Notice | undefined = announcement;
  for (let i = 0; last?.state === 'superseded' && last.supersededBy && i < 100; i += 1) {
    if (last.supersededBy === reminder.id) return true;
    last = await facts.notice(last.supersededBy);
  }
  return false;
}
