import type { LaneId } from '../../domain/ids.ts';
import type { LanePacer } from '../../domain/pacing/lane-pacer.ts';
import type { LaneBook, LaneWait } from '../../ports/store/lane-book.ts';
import type { Store } from '../../ports/store.ts';
import type { Landing } from './flight.ts';

/** What a throttled request says of its lane. Undefined: it was not throttled, or its time is over. */
export function waitAfter({ flight, outcome, at }: Landing, now: Temporal.Instant): LaneWait | undefined {
  if (outcome.type !== 'throttled') return undefined;
  const { lane, channel } = flight.job.notice;
  // A clock that was put back since must not stretch it.
  const since = Temporal.Instant.compare(at, now) < 0 ? at : now;
  const until = since.add({ milliseconds: outcome.afterMs });
  if (Temporal.Instant.compare(until, now) <= 0) return undefined;
  const what = flight.job.type !== 'post' ? 'edits' : outcome.scope === 'lane' ? 'posts' : channel;
  return { lane, what, until };
}

export function obeyWait({ what, until }: LaneWait, pacer: LanePacer, now: Temporal.Instant): void {
  const from = now.epochMilliseconds;
  const ms = until.epochMilliseconds - from;
  if (ms <= 0) return;
  if (what === 'posts') pacer.pausePosts(from, ms);
  else if (what === 'edits') pacer.pauseEdits(from, ms);
  else pacer.pauseChannel(what, from, ms);
}

/** So that whoever has the lane next obeys it too, in this process or another. */
export async function keepWaits(
  store: Store,
  waits: readonly LaneWait[],
  now: Temporal.Instant,
): Promise<void> {
  if (waits.length === 0) return;
  await store.transaction(async (tx) => {
    for (const wait of waits) await tx.laneBook.putWait(wait, now);
  });
}

/** What the platform asked of an earlier holder of the lane. */
export async function recallWaits(
  book: LaneBook,
  lane: LaneId,
  pacer: LanePacer,
  now: Temporal.Instant,
): Promise<void> {
  for (const wait of await book.waits(lane)) obeyWait(wait, pacer, now);
}
