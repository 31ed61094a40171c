import type { Notice } from '../../../domain/notice.ts';
import { STARTING_MINUTES } from '../../../domain/phase.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { Decision, Verdict } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import { contextFor, isByHand, isVisible, type Place, placeOf, type Scene } from '../scene.ts';
import { REPLAN, skip, wait, waitForRoute, withdraw } from '../verdicts.ts';
import { checkNeeds } from './announcement-needs.ts';
import { drawSpoken } from './draw-spoken.ts';
import {
  checkChannel,
  checkExpiry,
  checkPaused,
  checkQuiet,
  checkRetracted,
  checkTakenBack,
} from './gates.ts';
import { handBack } from './hand-back.ts';
import type { SpokenKind } from './spoken-card.ts';
import {
  checkNearer,
  findCarried,
  holdWithAnnouncement,
  yieldToChange,
  yieldToReminder,
} from './superseding.ts';

export async function prepareSpoken(notice: Notice, kind: SpokenKind, scene: Scene): Promise<Decision> {
  const { now, facts } = scene;
  const seminar = notice.seminar ? await facts.seminar(notice.seminar) : undefined;
  if (!seminar) return withdraw(notice, now, WORDS.seminarGone);
  const place = await placeOf(notice, seminar, scene);
  if (!place) return waitForRoute(notice, now, notice.expires);
  const gate =
    (await checkTakenBack(notice, scene)) ??
    (isByHand(notice) ? undefined : await checkRetracted(notice, seminar, scene)) ??
    checkRecord(notice, kind, seminar, scene) ??
    checkExpiry(notice, scene) ??
    checkAudience(notice, seminar, place, scene) ??
    (await checkOrder(notice, kind, seminar, place, scene)) ??
    // What a person sends by hand says what it says: they know that the rest holds still.
    (isByHand(notice) ? undefined : await checkPaused(notice, seminar, scene)) ??
    (await checkChannel(notice, scene));
  if (!gate) return composeSpoken(notice, kind, seminar, place, scene);
  return kind === 'reminder' ? handBack(gate, notice, seminar, place, scene) : gate;
}

/** What the record itself says against it. */
function checkRecord(
  notice: Notice,
  kind: SpokenKind,
  seminar: Seminar,
  { now }: Scene,
): Verdict | undefined {
  if (seminar.publication === 'draft') return withdraw(notice, now, WORDS.draft);
  if (isByHand(notice)) return undefined;
  if (seminar.status === 'cancelled') return withdraw(notice, now, WORDS.cancelled);
  if (seminar.status === 'postponed') return withdraw(notice, now, WORDS.postponed);
  if ('epoch' in notice.key && notice.key.epoch !== seminar.epoch) {
    return withdraw(notice, now, WORDS.movedAway);
  }
  return isPlannedFor(notice, kind, seminar)
    ? undefined
    : wait(notice, now, now.add(REPLAN), WORDS.replanning);
}

/** Expiry is made from the start (rule 2): if they do not fit, the record moved and the plan is yet to follow. */
function isPlannedFor(notice: Notice, kind: SpokenKind, seminar: Seminar): boolean {
  if (kind === 'followUp' || !seminar.start) return kind === 'followUp';
  const expires = kind === 'startingNow' ? seminar.start.add({ minutes: STARTING_MINUTES }) : seminar.start;
  return expires.epochMilliseconds === notice.expires.epochMilliseconds;
}

function checkAudience(notice: Notice, seminar: Seminar, place: Place, { now }: Scene): Verdict | undefined {
  return isVisible(seminar, place.surface, now) ? undefined : withdraw(notice, now, WORDS.notForChannel);
}

/** What other notices of the same seminar and channel say against it. By hand means: now, whatever else there is. */
async function checkOrder(
  notice: Notice,
  kind: SpokenKind,
  seminar: Seminar,
  place: Place,
  scene: Scene,
): Promise<Verdict | undefined> {
  if (isByHand(notice) || !place.target) return undefined;
  switch (kind) {
    case 'announcement':
      return (
        (await yieldToReminder(notice, seminar, place.target, scene)) ??
        checkNeeds(notice, seminar, scene) ??
        checkQuiet(notice, seminar, scene)
      );
    case 'reminder':
      return (
        (await yieldToChange(notice, seminar, place.target, scene)) ??
        (await checkNearer(notice, seminar, place.target, scene)) ??
        holdWithAnnouncement(notice, seminar, scene)
      );
    case 'startingNow':
      return undefined;
    case 'followUp':
      return checkQuiet(notice, undefined, scene);
  }
}

async function composeSpoken(
  notice: Notice,
  kind: SpokenKind,
  seminar: Seminar,
  place: Place,
  scene: Scene,
): Promise<Decision> {
  const { now, facts } = scene;
  if (seminar.start && kind === 'reminder' && Temporal.Instant.compare(seminar.start, now) <= 0) {
    return skip(notice, now, WORDS.tooLate('reminder', notice.attempts));
  }
  const carried = kind === 'reminder' ? await findCarried(notice, seminar, facts) : undefined;
  const takenBack = await facts.isTakenBack(seminar.id);
  const context = { ...contextFor(scene, place.surface, notice.detail.rehearses), takenBack };
  const { card, shown, material, face } = drawSpoken(kind, carried !== undefined, seminar, context, facts);
  return {
    type: 'post',
    notice,
    card,
    seminars: [seminar.id],
    shown,
    revision: seminar.revision,
    says: { material },
    besides: carried && carried.state !== 'superseded' ? [supersedeCarried(carried, notice, now)] : [],
    ...(face ? { face } : {}),
  };
}

function supersedeCarried(carried: Notice, by: Notice, at: Temporal.Instant): NoticeStep {
  return {
    notice: carried.id,
    from: ['due', 'held', 'claimed'],
    to: 'superseded',
    at,
    supersededBy: by.id,
    reason: WORDS.reminderCarries,
  };
}
