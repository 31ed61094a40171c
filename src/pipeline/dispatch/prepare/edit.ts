import { hashCard } from '../../../domain/cards/hash.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Post } from '../../../domain/post.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import { type Decision, isStanding, type StandingPost } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import type { Scene } from '../scene.ts';
import { skip, wait, withdraw } from '../verdicts.ts';
import { drawStanding, type Standing } from './draw-standing.ts';
import { checkChannel } from './gates.ts';

/** While a message is on its way it cannot be edited; what it shows is compared again when it has settled. */
const SETTLE = { seconds: 5 };

/**
 * Convergence (rule 12): what the post shows against what it should show now. Equal: nothing leaves, and the edit waits
 * for the next instant at which the card looks different by itself, if there is one.
 */
export async function prepareEdit(notice: Notice, scene: Scene): Promise<Decision> {
  const { now, facts } = scene;
  const post = notice.key.kind === 'edit' ? await facts.post(notice.key.post) : undefined;
  if (!post) return withdraw(notice, now, WORDS.editNothing);
  if (post.removed) {
    return skip(notice, now, post.removed === 'person' ? WORDS.personRemoved : WORDS.takenBack);
  }
  const owner = await facts.notice(post.id);
  if (!isStanding(post)) {
    const open = owner?.state === 'sending' || owner?.state === 'unknown';
    return open
      ? wait(notice, now, now.add(SETTLE), WORDS.settling)
      : withdraw(notice, now, WORDS.editNothing);
  }
  if (Temporal.Instant.compare(now, notice.expires) >= 0) return withdraw(notice, now, WORDS.editTooOld);
  const standing = owner && (await drawStanding(post, owner, scene));
  if (!standing) return withdraw(notice, now, WORDS.editNothing);
  const shown = hashCard(standing.card);
  if (shown === post.shown) return settleEqual(notice, post, standing, now);
  const gate = await checkChannel(notice, scene);
  return (
    gate ?? {
      type: 'edit',
      notice,
      post,
      card: standing.card,
      shown,
      ...(standing.revision === undefined ? {} : { revision: standing.revision }),
      ...(standing.face ? { face: standing.face } : {}),
    }
  );
}

/** The card is right as it stands. What is known of it moves on, so that nobody compares it again in vain. */
function settleEqual(
  notice: Notice,
  post: StandingPost,
  { revision, face }: Standing,
  now: Temporal.Instant,
): Decision {
  const step: NoticeStep = face
    ? { ...claimed(notice, now), to: 'due', due: face, notBefore: null, quiet: true }
    : { ...claimed(notice, now), to: 'withdrawn', reason: WORDS.editNeedless, quiet: true };
  const known: Post = { ...post, ...(revision === undefined ? {} : { shownRevision: revision }) };
  return { type: 'verdict', steps: [step], post: known };
}

function claimed(notice: Notice, at: Temporal.Instant): Pick<NoticeStep, 'notice' | 'from' | 'token' | 'at'> {
  return {
    notice: notice.id,
    from: ['claimed'],
    ...(notice.token ? { token: notice.token } : {}),
    at,
  };
}
