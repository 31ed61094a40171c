import { composeCard } from '../../../domain/cards/compose.ts';
import type { Notice } from '../../../domain/notice.ts';
import { type Decision, isStanding } from '../decision.ts';
import { WORDS } from '../ledger-words.ts';
import { contextFor, type Scene } from '../scene.ts';
import { skip, wait } from '../verdicts.ts';
import { checkChannel } from './gates.ts';

/** How long taking back waits for a message of which nobody knows yet whether it arrived. */
const SETTLE = { seconds: 5 };

/** Takes back what stands. A message on its way is waited for: taking back wins in the end. */
export async function prepareRemoval(notice: Notice, scene: Scene): Promise<Decision> {
  const { now, facts } = scene;
  const post = notice.key.kind === 'removal' ? await facts.post(notice.key.post) : undefined;
  if (!post) return skip(notice, now, WORDS.removalNothing);
  if (post.removed) return skip(notice, now, WORDS.removalGone);
  if (!isStanding(post)) {
    const owner = await facts.notice(post.id);
    const open = owner?.state === 'sending' || owner?.state === 'unknown';
    return open
      ? wait(notice, now, now.add(SETTLE), WORDS.settling)
      : skip(notice, now, WORDS.removalNothing);
  }
  const gate = await checkChannel(notice, scene);
  if (gate) return gate;
  const owner = await facts.notice(post.id);
  const mark = composeCard(
    { kind: 'message', text: 'This message was taken back.' },
    contextFor(
      scene,
      { type: 'channel', channel: post.channel, audience: 'members', joinLink: 'never' },
      owner?.detail.rehearses,
    ),
  );
  return { type: 'removal', notice, post, mark };
}
