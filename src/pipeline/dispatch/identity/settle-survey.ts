import type { LaneId } from '../../../domain/ids.ts';
import type { Store } from '../../../ports/store.ts';
import type { Seen } from './survey-lane.ts';

/**
 * What the first look through a lane's channels means. Nothing of ours there: the lane is served under the store's own
 * name. Posts of one installation: it goes on in that name, and keeps them until their notices are known. Posts of
 * several: nobody can tell which to go on with, and a person is asked. Returns what the operators are to hear.
 */
export function settleSurvey(
  store: Store,
  lane: LaneId,
  posts: readonly Seen[],
  now: Temporal.Instant,
): Promise<string | undefined> {
  return store.transaction(async (tx) => {
    // Another process may have looked as well.
    if (await tx.laneBook.lane(lane)) return undefined;
    const [installation = store.installation, ...others] = new Set(posts.map(({ by }) => by.installation));
    const channels = new Set(posts.map(({ channel }) => channel)).size;
    if (others.length > 0) {
      const reason = `messages of ${others.length + 1} installations stand there`;
      await tx.laneBook.putLane({
        id: lane,
        installation: store.installation,
        since: now,
        stopped: { since: now, reason },
      });
      return `The store is new, and in ${lane} messages of ${others.length + 1} installations of Lectern stand. Nothing is sent there. What to do: see that only one installation has these credentials; then “lectern release CHANNEL” (any channel of it) begins anew, without taking over what stands.`;
    }
    await tx.laneBook.putLane({ id: lane, installation, since: now });
    if (posts.length === 0) return undefined;
    await tx.laneBook.putFound(
      posts.map(({ channel, key, message, postedAt }) => ({ lane, channel, key, message, postedAt })),
    );
    return `The store is new, but ${count(posts.length, 'message')} of an earlier one ${posts.length === 1 ? 'stands' : 'stand'} in ${count(channels, 'channel')} of ${lane}. They are taken over: nothing that they said is said again, and they are kept true.`;
  });
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
