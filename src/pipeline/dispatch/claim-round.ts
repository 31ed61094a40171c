import type { ChannelId, LaneId, LeaseToken } from '../../domain/ids.ts';
import type { Notice } from '../../domain/notice.ts';
import type { LanePacer } from '../../domain/pacing/lane-pacer.ts';
import type { RateLimits } from '../../ports/chat-platform.ts';
import type { Store } from '../../ports/store.ts';
import type { Verdict } from './decision.ts';
import { putBack } from './verdicts.ts';

/** A channel that opens within this is passed over when claiming; behind a longer wait its notices are given a time. */
const SHORT_WAIT_MS = 2_000;
/** So many are claimed and begun in one go: a transaction of some milliseconds (rule 19). */
const LARGEST_GROUP = 128;

export interface ClaimRound {
  /** May go now, as far as pacing is concerned; urgent before patient. */
  readonly ready: readonly Notice[];
  /** Claimed and not possible now: back, each with a time of its own. */
  readonly deferred: readonly Verdict[];
  readonly claimed: number;
}

export interface InFlight {
  readonly posts: number;
  readonly edits: number;
}

/** What is begun, and counts in no window yet, because its requests are still to leave. */
export interface Boarding extends InFlight {
  readonly channels: readonly ChannelId[];
}

/** How many of each may be begun, and how many of both together. */
export interface Room extends InFlight {
  readonly free: number;
}

/**
 * How many may be begun now. Edits keep a share of what may be in flight, and posts the rest, so that neither starves
 * the other; both obey their windows.
 */
export function roomNow(
  pacer: LanePacer,
  limits: RateLimits,
  { posts, edits }: InFlight,
  boarding: InFlight,
  now: number,
): Room {
  const free = Math.max(0, limits.inFlight - posts - edits);
  const editShare = limits.inFlight >= 4 ? Math.ceil(limits.inFlight / 8) : 1;
  const forPosts = Math.min(free, LARGEST_GROUP, Math.max(1, limits.inFlight - editShare) - posts);
  const forEdits = Math.min(free, editShare - edits);
  // Whoever boards will take its place in the windows.
  const postRoom = pacer.postRoom(now, forPosts + boarding.posts) - boarding.posts;
  const editRoom = pacer.editRoom(now, forEdits + boarding.edits) - boarding.edits;
  return {
    posts: forPosts > 0 ? Math.max(0, postRoom) : 0,
    edits: forEdits > 0 ? Math.max(0, editRoom) : 0,
    free,
  };
}

/** Claims what may be begun now, and sorts out what its channel does not take yet. */
export async function claimRound(
  store: Store,
  lane: LaneId,
  token: LeaseToken,
  pacer: LanePacer,
  room: Room,
  boarding: readonly ChannelId[],
  now: Temporal.Instant,
): Promise<ClaimRound> {
  const at = now.epochMilliseconds;
  const closed = [...pacer.closedChannels(at)]
    .filter(([, opens]) => opens - at <= SHORT_WAIT_MS)
    .map(([channel]) => channel);
  const except = [...closed, ...boarding];
  const base = { lane, now, token };
  const claimed = await store.transaction(
    (tx) =>
      tx.outbox.claim(
        room.posts > 0
          ? { ...base, kinds: 'posts', limit: room.posts, except, edits: room.edits }
          : { ...base, kinds: 'edits', limit: room.edits },
      ),
    // A claim that a crash undoes is a notice that is due; before its request leaves, \`sending\` is on disk.
    { durable: false, by: lane },
  );
  return { ...sortOut(claimed, pacer, now), claimed: claimed.length };
}

function sortOut(
  claimed: readonly Notice[],
  pacer: LanePacer,
  now: Temporal.Instant,
): Pick<ClaimRound, 'ready' | 'deferred'> {
  const at = now.epochMilliseconds;
  const ready: Notice[] = [];
  const deferred: Verdict[] = [];
  const byChannel = Map.groupBy(claimed, (notice) => (isPost(notice) ? notice.channel : undefined));
  for (const [channel, notices] of byChannel) {
    if (channel === undefined) {
      ready.push(...notices);
      continue;
    }
    const openings = pacer.channelOpenings(channel, at, notices.length);
    notices.forEach((notice, i) => {
      const opens = openings[i] ?? at;
      if (opens <= at) ready.push(notice);
      else deferred.push(putBack(notice, now, Temporal.Instant.fromEpochMilliseconds(opens)));
    });
  }
  const order = new Map(claimed.map((notice, i) => [notice.id, i]));
  return { ready: ready.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)), deferred };
}

export function isPost({ kind }: Pick<Notice, 'kind'>): boolean {
  return kind !== 'edit' && kind !== 'removal';
}
