import type { LaneId, NoticeId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { ChatPlatform } from '../../ports/chat-platform.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { Store, StoreReader, StoreWriter } from '../../ports/store.ts';
import { isPost } from './claim-round.ts';
import { WORDS } from './ledger-words.ts';
import { recordPossibleSaying } from './settle/arrival.ts';
import { byPolicy, mayRepeat, ripeAt } from './settle/unknown.ts';

/**
 * What an earlier holder of the lane left behind, or an earlier turn of ours that broke off: settled before anything new
 * is begun. Claims go back; what was being sent may have arrived, and is looked for, or where that cannot be, the policy
 * of its kind decides at once; edits and removals are done again. Called only under the lease, when every earlier one
 * has run out or its holder is over. `inFlight`: our own, which will land.
 */
export async function settleInherited(
  store: Store,
  lane: LaneId,
  inFlight: ReadonlySet<NoticeId>,
  platform: Pick<ChatPlatform, 'capabilities' | 'timeoutMs'>,
  now: Temporal.Instant,
): Promise<number> {
  const orphans = await findLeavings(store.read, lane, inFlight);
  if (orphans.length === 0) return 0;
  await store.transaction(
    async (tx) => {
      const steps: NoticeStep[] = [];
      for (const notice of orphans) {
        const begun = notice.state === 'sending' ? (await tx.posts.get(notice.id))?.postedAt : undefined;
        steps.push(...stepsOf(notice, begun, platform, now));
      }
      const applied = await tx.outbox.step(steps);
      if (platform.capabilities.find) return;
      for (const notice of orphans) if (applied.has(notice.id)) await concludeUnseen(tx, notice);
    },
    { by: lane },
  );
  return orphans.length;
}

/** What is claimed or being sent, and not by us. */
export async function findLeavings(
  read: StoreReader,
  lane: LaneId,
  inFlight: ReadonlySet<NoticeId>,
): Promise<readonly Notice[]> {
  const left = await read.outbox.find({ lane, states: ['claimed', 'sending'] });
  return left.filter(({ id }) => !inFlight.has(id));
}

function stepsOf(
  notice: Notice,
  begun: Temporal.Instant | undefined,
  { capabilities, timeoutMs }: Pick<ChatPlatform, 'capabilities' | 'timeoutMs'>,
  at: Temporal.Instant,
): readonly NoticeStep[] {
  const base = { notice: notice.id, at, ...(notice.token ? { token: notice.token } : {}) };
  if (notice.state === 'claimed') return [{ ...base, from: ['claimed'], to: 'due', quiet: true }];
  if (!isPost(notice)) {
    // The request that was on its way may still be carried out; it must not come after the one that follows.
    const notBefore = at.add({ milliseconds: timeoutMs });
    return [{ ...base, from: ['sending'], to: 'due', notBefore, reason: WORDS.repeated }];
  }
  // A clock that was put back must not make it wait for longer than a look just begun would.
  const since = begun && Temporal.Instant.compare(begun, at) < 0 ? begun : at;
  const reason = capabilities.find
    ? WORDS.unknown(WORDS.interrupted)
    : WORDS.unknownUnseen(WORDS.interrupted);
  const unknown: NoticeStep = {
    ...base,
    from: ['sending'],
    to: 'unknown',
    notBefore: ripeAt(since, timeoutMs),
    reason,
  };
  return capabilities.find ? [unknown] : [unknown, byPolicy(notice, at, '')];
}

/** It may stand, and nobody will ever know where. */
async function concludeUnseen(tx: StoreWriter, notice: Notice): Promise<void> {
  if (notice.state !== 'sending' || !isPost(notice)) return;
  if (mayRepeat(notice.kind)) await tx.posts.drop(notice.id);
  else await recordPossibleSaying(tx, notice);
}
