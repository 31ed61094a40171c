import type { Card } from '../../domain/card.ts';
import type { ChannelId, LaneId, MessageId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { RouteIndex } from '../../domain/route.ts';
import type { ChatPlatform } from '../../ports/chat-platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoreReader } from '../../ports/store.ts';
import { Facts } from '../dispatch/facts.ts';
import { drawStanding } from '../dispatch/prepare/draw-standing.ts';

export interface RecallParts {
  readonly read: StoreReader;
  readonly policy: Policy;
  readonly routes: () => RouteIndex;
  readonly platforms: () => ReadonlyMap<LaneId, ChatPlatform>;
  readonly clock: Clock;
}

/**
 * The card of a post as it should look now, drawn as an edit would draw it, so that somebody who was shown something else in
 * its place finds the way back. Undefined for what is no post of ours, was taken back, or has nothing left to be drawn from.
 */
export async function recallPost(
  { read, policy, routes, platforms, clock }: RecallParts,
  channel: ChannelId,
  message: MessageId,
): Promise<Card | undefined> {
  const post = await read.posts.byMessage(channel, message);
  if (!post || post.removed) return undefined;
  const owner = await read.outbox.get(post.id);
  const platform = platforms().get(post.lane);
  if (!owner || !platform) return undefined;
  const now = clock.now();
  const facts = new Facts(read, routes(), now);
  const standing = await drawStanding(post, owner, { now, facts, policy, platform, mayProbe: () => false });
  return standing?.card;
}
