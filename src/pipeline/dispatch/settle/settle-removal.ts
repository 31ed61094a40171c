import { noticeIdOf } from '../../../domain/notice.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { RemovalJob } from '../decision.ts';
import type { Flight, Outcome } from '../flight.ts';
import { WORDS } from '../ledger-words.ts';
import { setAside } from './channel-aside.ts';
import { afterFailedTry, afterSetback } from './setback.ts';
import type { SettleGroup } from './settle-group.ts';
import { NOTHING, type SettleScene, type Settling } from './settling.ts';

/** What becomes of a taking back whose request came back. Removing twice does no harm. */
export function settleRemoval(
  flight: Flight,
  job: RemovalJob,
  outcome: Outcome,
  scene: SettleScene,
): Settling {
  const { notice } = job;
  const settle = (
    rest: Pick<NoticeStep, 'to' | 'reason' | 'notBefore'>,
    record: Settling['record'],
  ): Settling => ({
    notice,
    steps: [{ notice: notice.id, from: ['sending'], token: flight.token, at: scene.now, ...rest }],
    record,
  });
  const gone = async ({ tx }: SettleGroup): Promise<undefined> => {
    const post = await tx.posts.get(job.post.id);
    if (post) await tx.posts.put({ ...post, removed: 'retracted' });
    // What was to change on the card by itself later (that it has ended, say) is owed no more.
    const edit = noticeIdOf({ kind: 'edit', post: job.post.id });
    await tx.outbox.step([
      { notice: edit, from: ['due', 'held'], to: 'withdrawn', at: scene.now, reason: WORDS.takenBack },
    ]);
  };
  switch (outcome.type) {
    case 'posted':
    case 'done':
      return settle({ to: 'sent', notBefore: null, reason: WORDS.removalDone }, gone);
    case 'messageGone':
      return settle({ to: 'sent', notBefore: null, reason: WORDS.removalGone }, gone);
    case 'unknown':
      return settle(afterFailedTry(notice, outcome.reason, scene), NOTHING);
    case 'editRefused':
    case 'giveUp':
      return settle(
        { to: 'failed', reason: WORDS.removalRefused(outcome.reason) },
        async () =>
          `A message in ${notice.channel} could not be taken back: ${outcome.reason}. Please delete it by hand.`,
      );
    case 'channelGone':
      return settle(afterSetback(notice, outcome, scene), ({ tx }) =>
        setAside(tx, notice.channel, outcome.reason, outcome.mend, scene.now),
      );
    default:
      return settle(afterSetback(notice, outcome, scene), NOTHING);
  }
}
