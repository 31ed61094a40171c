import type { MarkedPost } from '../../../ports/chat-platform.ts';
import type { KnownLane } from '../../../ports/store/lane-book.ts';
import type { Store } from '../../../ports/store.ts';

/** The platform's clock and ours may be so far apart: what an earlier store posted last is not taken for a living one. */
const APART = { minutes: 2 };

/** Whether others post in the lane besides this store; then it is stopped. Returns what the operators are to hear. */
export function judgeOthers(
  store: Store,
  lane: KnownLane,
  channel: string,
  posts: readonly MarkedPost[],
  now: Temporal.Instant,
): Promise<string | undefined> {
  const since = lane.since.add(APART);
  const isAnother = posts.some(
    ({ by, postedAt }) => by.store !== store.installation && Temporal.Instant.compare(postedAt, since) > 0,
  );
  if (!isAnother) return Promise.resolve(undefined);
  return store.transaction(async (tx) => {
    const known = await tx.laneBook.lane(lane.id);
    // Another process was first, or somebody released it in between.
    if (!known || known.stopped || !known.since.equals(lane.since)) return undefined;
    const reason = `another installation posts in ${channel} with the same credentials`;
    await tx.laneBook.putLane({ ...known, stopped: { since: now, reason } });
    return `A second installation of Lectern posts in ${channel} with the same credentials as this one, so that everything would be said twice. Nothing is sent in ${lane.id} any more. What to do: stop one of the two, or give it an app of its own; then, here, “lectern release ${channel}”.`;
  });
}
