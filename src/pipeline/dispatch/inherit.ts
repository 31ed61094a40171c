import type { LaneId, NoticeId } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';
import type { Store, StoreReader } from '../../ports/store.ts';
import { WORDS } from './ledger-words.ts';
import { ripeAt } from './settle/unknown.ts';

/**
 * What an earlier holder of the lane left behind, or an earlier turn of ours that broke off: settled before anything new
 * is begun. Claims go back; what was being sent may have arrived, and is looked for; edits and removals are simply done
 * again. Called only under the lease, when every earlier one has run out. `inFlight`: our own, which will land.
 */
export async function settleInherited(
  store: Store,
  lane: LaneId,
  inFlight: ReadonlySet<NoticeId>,
  timeoutMs: number,
  now: Temporal.Instant,
): Promise<number> {
  const orphans = await findLeavings(store.read, lane, inFlight);
  if (orphans.length === 0) return 0;
  await store.transaction(async (tx) => {
    const steps: NoticeStep[] = [];
    for (const notice of orphans) {
      const begun = notice.state === 'sending' ? (await tx.posts.get(notice.id))?.postedAt : undefined;
      steps.push(stepOf(notice, begun, timeoutMs, now));
    }
    await tx.outbox.step(steps);
  });
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

function stepOf(
  notice: Notice,
  begun: Temporal.Instant | undefined,
  timeoutMs: number,
  at: Temporal.Instant,
): NoticeStep {
  const base = { notice: notice.id, at, ...(notice.token ? { token: notice.token } : {}) };
  if (notice.state === 'claimed') return { ...base, from: ['claimed'], to: 'due', quiet: true };
  if (notice.kind === 'edit' || notice.kind === 'removal') {
    return { ...base, from: ['sending'], to: 'due', notBefore: null, reason: WORDS.repeated };
  }
  // A clock that was put back must not make it wait for longer than a look just begun would.
  const since = begun && Temporal.Instant.compare(begun, at) < 0 ? begun : at;
  return {
    ...base,
    from: ['sending'],
    to: 'unknown',
    notBefore: ripeAt(since, timeoutMs),
    reason: WORDS.unknown(WORDS.interrupted),
  };
}
