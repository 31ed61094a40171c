import { composeCard } from '../../../domain/cards/compose.ts';
import { hashCard } from '../../../domain/cards/hash.ts';
import { nextFace } from '../../../domain/cards/next-face.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Decision } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import { contextFor, isVisible, placeOf, type Scene } from '../scene.ts';
import { withdraw } from '../verdicts.ts';
import { threadOf } from './change.ts';
import { checkChannel, checkExpiry, checkTakenBack } from './gates.ts';
import { prepareReviewNote } from './review-note.ts';

/**
 * One thing that a person wants said where a seminar was announced, or that the service tells its operators. Asked for
 * by hand: it waits for no quiet hours.
 */
export async function prepareNote(notice: Notice, scene: Scene): Promise<Decision> {
  const { now, facts } = scene;
  const { text, place: where, reviews } = notice.detail;
  if (reviews) return prepareReviewNote(notice, reviews, scene);
  if (text === undefined) return withdraw(notice, now, WORDS.noteEmpty);
  if (!notice.seminar) return prepareMessage(notice, text, scene);
  const seminar = await facts.seminar(notice.seminar);
  if (!seminar) return withdraw(notice, now, WORDS.seminarGone);
  const place = await placeOf(notice, seminar, scene);
  if (!place) return withdraw(notice, now, WORDS.unrouted);
  if (!isVisible(seminar, place.surface, now)) return withdraw(notice, now, WORDS.notForChannel);
  const gate =
    (await checkTakenBack(notice, scene)) ??
    checkExpiry(notice, scene) ??
    (await checkChannel(notice, scene));
  if (gate) return gate;
  const card = composeCard(
    { kind: 'note', seminar, text },
    contextFor(scene, place.surface, notice.detail.rehearses),
  );
  const here = (await facts.postsOf(seminar.id)).filter((post) => post.channel === notice.channel);
  const root = where === 'thread' ? threadOf(here, scene) : undefined;
  const face = nextFace('note', seminar, place.surface, now);
  return {
    type: 'post',
    notice,
    card,
    seminars: [seminar.id],
    shown: hashCard(card),
    revision: seminar.revision,
    besides: [],
    ...(root ? { thread: root } : {}),
    ...(face ? { face } : {}),
  };
}

/** About no seminar: a sentence to those who run the service. */
async function prepareMessage(notice: Notice, text: string, scene: Scene): Promise<Decision> {
  const gate =
    (await checkTakenBack(notice, scene)) ??
    checkExpiry(notice, scene) ??
    (await checkChannel(notice, scene));
  if (gate) return gate;
  const { channel } = notice;
  const surface = { type: 'channel', channel, audience: 'members', joinLink: 'never' } as const;
  const card = composeCard({ kind: 'message', text }, contextFor(scene, surface, notice.detail.rehearses));
  return { type: 'post', notice, card, seminars: [], shown: hashCard(card), besides: [] };
}
