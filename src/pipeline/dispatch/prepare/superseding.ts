import { differencesOf, materialOf } from '../../../domain/material.ts';
import type { DeliveryState, Notice } from '../../../domain/notice.ts';
import { noticeIdOf } from '../../../domain/notice.ts';
import type { Target } from '../../../domain/route.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { planChange } from '../../plan/plan-change.ts';
import { remindersOf } from '../../targets/release.ts';
import type { Verdict } from '../decision.ts';
import type { Facts } from '../facts.ts';
import { WORDS } from '../ledger-words.ts';
import type { Scene } from '../scene.ts';
import { hold, supersede } from '../verdicts.ts';

/** About to be sent, or sent. */
const SAYS_IT: readonly DeliveryState[] = ['due', 'claimed', 'sending', 'unknown', 'sent'];
/** Not begun yet, and going to be. */
const ABOUT_TO: readonly DeliveryState[] = ['due', 'claimed'];

/** Of several missed reminders the nearest to the start is sent; one that is further away never comes after it. */
export async function checkNearer(
  notice: Notice,
  seminar: Seminar,
  target: Target,
  scene: Scene,
): Promise<Verdict | undefined> {
  const nearer = await findDueReminder(seminar, target, scene, notice.due, SAYS_IT);
  return nearer && nearer.id !== notice.id
    ? supersede(notice, scene.now, nearer.id, WORDS.nearerReminder)
    : undefined;
}

/**
 * A reminder that only a new time has made overdue was missed by nobody: the change message tells of that time, with
 * what it was before. Those that are due later remind of it.
 */
export async function yieldToChange(
  notice: Notice,
  seminar: Seminar,
  target: Target,
  { now, facts }: Scene,
): Promise<Verdict | undefined> {
  if (Temporal.Instant.compare(notice.due, seminar.changedAt) >= 0) return undefined;
  const said = await facts.said(seminar.id, target.channel);
  if (!said) return undefined;
  const differs = differencesOf(said.material, materialOf(seminar));
  if (!differs.includes('start') && !differs.includes('status')) return undefined;
  const [change] = planChange(seminar, target.channel, said, target);
  return change && supersede(notice, now, change.id, WORDS.changeTells);
}

/** Where a reminder is due before the announcement could go out, the reminder carries the full card (rule 4). */
export async function yieldToReminder(
  notice: Notice,
  seminar: Seminar,
  target: Target,
  scene: Scene,
): Promise<Verdict | undefined> {
  const reminder = await findDueReminder(seminar, target, scene, undefined, ABOUT_TO);
  return reminder ? supersede(notice, scene.now, reminder.id, WORDS.reminderFirst) : undefined;
}

/**
 * A reminder that was overdue before its announcement was held came late with it (rule 14): it is held as well, or else
 * it would let out what the guard keeps back. One that falls due afterwards comes on time.
 */
export async function holdWithAnnouncement(
  notice: Notice,
  seminar: Seminar,
  { facts, now }: Scene,
): Promise<Verdict | undefined> {
  const announcement = await facts.announcement(seminar.id, notice.channel);
  if (announcement?.state !== 'held') return undefined;
  const history = await facts.read.outbox.history({ notice: announcement.id });
  const held = history.findLast(({ state }) => state === 'held');
  if (!held || Temporal.Instant.compare(notice.due, held.at) > 0) return undefined;
  return hold(notice, now, announcement.reason ?? WORDS.heldWithAnnouncement);
}

/** The announcement that this reminder stands in for: not sent so far, or given up for this very reminder. */
export async function findCarried(
  reminder: Notice,
  seminar: Seminar,
  facts: Facts,
): Promise<Notice | undefined> {
  if (reminder.key.kind !== 'reminder') return undefined;
  const announcement = await facts.announcement(seminar.id, reminder.channel);
  if (!announcement) return undefined;
  const waits =
    announcement.state === 'due' || announcement.state === 'held' || announcement.state === 'claimed';
  return waits || announcement.supersededBy === reminder.id ? announcement : undefined;
}

/** The latest reminder of the target that is due by now, later than `after`, and in one of these states. */
async function findDueReminder(
  seminar: Seminar,
  target: Target,
  { now, policy, facts }: Scene,
  after: Temporal.Instant | undefined,
  states: readonly DeliveryState[],
): Promise<Notice | undefined> {
  // Worked out before the store is asked: almost always there is none, and then it costs nothing.
  const due = remindersOf(seminar, target, policy).filter(
    (reminder) =>
      Temporal.Instant.compare(reminder.due, now) <= 0 &&
      (!after || reminder.due.epochMilliseconds > after.epochMilliseconds),
  );
  for (const { offset } of due.reverse()) {
    const notice = await facts.notice(
      noticeIdOf({
        kind: 'reminder',
        seminar: seminar.id,
        epoch: seminar.epoch,
        offset,
        channel: target.channel,
      }),
    );
    if (notice && states.includes(notice.state)) return notice;
  }
  return undefined;
}
