import { composeCard } from '../../../domain/cards/compose.ts';
import { hashCard } from '../../../domain/cards/hash.ts';
import { nextFace } from '../../../domain/cards/next-face.ts';
import { materialOf } from '../../../domain/material.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Post, Said } from '../../../domain/post.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { planChange } from '../../plan/plan-change.ts';
import { type Decision, isStanding, type Verdict } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import { contextFor, isVisible, type Place, placeOf, type Scene } from '../scene.ts';
import { skip, wait, waitForRoute, withdraw } from '../verdicts.ts';
import {
  checkChannel,
  checkExpiry,
  checkPaused,
  checkQuiet,
  checkRetracted,
  checkTakenBack,
} from './gates.ts';

/** While another message of the seminar is on its way, nobody knows yet what was last said. */
const SETTLE = { seconds: 5 };
/** The plan owes it where no route leads any more, too; there nothing more is said. */
const ROUTES_ARE_HEARD = { minutes: 2 };

/**
 * Rule 13: what was last said → now, computed at this moment. Empty: settled. A saying that is settled without a word
 * still gets a new number, so that the next change has a key of its own.
 */
export async function prepareChange(notice: Notice, scene: Scene): Promise<Decision> {
  const { now, facts } = scene;
  const seminar = notice.seminar ? await facts.seminar(notice.seminar) : undefined;
  if (!seminar) return withdraw(notice, now, WORDS.seminarGone);
  const place = await placeOf(notice, seminar, scene);
  if (!place) return waitForRoute(notice, now, notice.due.add(ROUTES_ARE_HEARD));
  if (!isVisible(seminar, place.surface, now)) return withdraw(notice, now, WORDS.notForChannel);
  const here = (await facts.postsOf(seminar.id)).filter(
    (post) => post.channel === notice.channel && post.id !== notice.id,
  );
  const said = await facts.said(seminar.id, notice.channel);
  const gate =
    (await checkTakenBack(notice, scene)) ??
    (await checkRetracted(notice, seminar, scene)) ??
    checkExpiry(notice, scene) ??
    (await checkHeard(notice, here, said, scene)) ??
    checkDifference(notice, seminar, place, said, scene) ??
    checkQuiet(notice, seminar, scene) ??
    (await checkPaused(notice, seminar, scene)) ??
    (await checkChannel(notice, scene));
  if (gate) return gate;
  return said
    ? composeChange(notice, seminar, place, said, here, scene)
    : skip(notice, now, WORDS.nothingSaid);
}

/** Whether anything was said here that could have become untrue. */
async function checkHeard(
  notice: Notice,
  here: readonly Post[],
  said: Said | undefined,
  { now, facts }: Scene,
): Promise<Verdict | undefined> {
  const unsettled = here.filter((post) => post.message === undefined && post.removed === undefined);
  for (const post of unsettled) {
    const owner = await facts.notice(post.id);
    if (owner?.state === 'sending' || owner?.state === 'unknown') {
      return wait(notice, now, now.add(SETTLE), WORDS.settling);
    }
  }
  return said && here.length > 0 ? undefined : skip(notice, now, WORDS.nothingSaid);
}

function checkDifference(
  notice: Notice,
  seminar: Seminar,
  place: Place,
  said: Said | undefined,
  { now }: Scene,
): Verdict | undefined {
  if (!said) return undefined;
  const material = materialOf(seminar);
  const settlement = {
    seminar: seminar.id,
    channel: notice.channel,
    version: said.version + 1,
    material,
  };
  if (place.target?.changes === 'silent') return skip(notice, now, WORDS.changeSilent, settlement);
  return planChange(seminar, notice.channel, said, place.target).length === 0
    ? skip(notice, now, WORDS.changeSettled, settlement)
    : undefined;
}

function composeChange(
  notice: Notice,
  seminar: Seminar,
  place: Place,
  said: Said,
  here: readonly Post[],
  scene: Scene,
): Decision {
  const after = materialOf(seminar);
  const card = composeCard(
    { kind: 'change', seminar, before: said.material, after },
    contextFor(scene, place.surface, notice.detail.rehearses),
  );
  // Where it is said follows from what differs now, not from what differed when it was planned.
  const [owed] = planChange(seminar, notice.channel, said, place.target);
  const root = owed?.detail.place === 'thread' ? threadOf(here, scene) : undefined;
  const face = nextFace('change', seminar, place.surface, scene.now);
  return {
    type: 'post',
    notice,
    card,
    seminars: [seminar.id],
    shown: hashCard(card),
    revision: seminar.revision,
    says: { material: after, before: said.material },
    besides: [],
    ...(root ? { thread: root } : {}),
    ...(face ? { face } : {}),
  };
}

/** The thread of the first message that still stands here: where those who follow the seminar look. */
export function threadOf(here: readonly Post[], { platform }: Pick<Scene, 'platform'>): Post['thread'] {
  if (!platform.capabilities.reply) return undefined;
  const root = here.filter(isStanding).find((post) => post.thread === undefined && post.kind !== 'digest');
  return root?.message;
}
