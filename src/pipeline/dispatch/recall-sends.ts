import type { LaneId } from '../../domain/ids.ts';
import type { LanePacer } from '../../domain/pacing/lane-pacer.ts';
import type { RateLimits } from '../../ports/chat-platform.ts';
import type { OutboxReader } from '../../ports/store/outbox.ts';
import { isPost } from './claim-round.ts';
import { LEASE_MARGIN_MS } from './lease-keeper.ts';

/**
 * Between the commit of `sending` and the request: so much later than the ledger says it may have reached the platform. A
 * request that would leave later is taken back; clocks of two machines may differ by the rest of it.
 */
const LEAVES_WITHIN_MS = LEASE_MARGIN_MS;

/**
 * What an earlier holder of the lane sent still counts in the platform's windows: without it, a service that is started
 * anew would send a second rush into the same minute. Called when the lane was somebody else's before.
 */
export async function recallSends(
  outbox: OutboxReader,
  lane: LaneId,
  pacer: LanePacer,
  limits: RateLimits,
  now: Temporal.Instant,
): Promise<void> {
  const windows = [...limits.channel, ...limits.lane, ...limits.edits];
  const longest = Math.max(0, ...windows.map(({ ms }) => ms)) + LEAVES_WITHIN_MS;
  const at = now.epochMilliseconds;
  // What was taken since this process had the lane last was taken by others.
  const own = pacer.lastTakenAt ?? 0;
  const since = Temporal.Instant.fromEpochMilliseconds(Math.max(at - longest, own + 1));
  for (const send of await outbox.begun(lane, since)) {
    const left = Math.min(at, send.at.epochMilliseconds + LEAVES_WITHIN_MS);
    if (isPost(send)) pacer.takePost(send.channel, left);
    else pacer.takeEdit(left);
  }
}
