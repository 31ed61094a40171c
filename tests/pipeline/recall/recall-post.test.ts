import { describe, expect, it } from 'vitest';
import { hashCard } from '../../../src/domain/cards/hash.ts';
import { type LaneId, MessageId } from '../../../src/domain/ids.ts';
import { recallPost } from '../../../src/pipeline/recall/recall-post.ts';
import type { ChatPlatform } from '../../../src/ports/chat-platform.ts';
import { aSeminar } from '../../domain/sample-seminar.ts';
import { connectChat } from '../../support/fake-chat.ts';
import { CHANNEL, LANE, openWorld, type World } from '../dispatch/world.ts';

async function announced(): Promise<World> {
  const world = await openWorld();
  await world.start();
  await world.save(aSeminar());
  await world.clock.advanceTo('2026-11-27T12:00:00+10:00');
  return world;
}

function recall(world: World, message: MessageId, connected = true) {
  const { store, policy, context, server, clock } = world;
  const platforms = new Map<LaneId, ChatPlatform>(
    connected ? [[LANE, connectChat(server, clock, { lane: LANE })]] : [],
  );
  const parts = { read: store.read, policy, routes: () => context.routes, platforms: () => platforms, clock };
  return recallPost(parts, CHANNEL, message);
}

function standingOf(world: World) {
  const [stored] = world.server.standing();
  if (!stored) throw new Error('nothing stands in the channel');
  return stored;
}

describe('a post', () => {
  it('is recalled as it stands, and as its record is by now', async () => {
    const world = await announced();
    const before = standingOf(world);
    const recalled = await recall(world, before.message);
    expect(recalled && hashCard(recalled)).toBe(hashCard(before.card));
    await world.save(aSeminar({ status: 'cancelled' }));
    const after = standingOf(world);
    expect(hashCard(after.card)).not.toBe(hashCard(before.card));
    expect(await recall(world, before.message)).toEqual(after.card);
  });

  it('that was taken back, or never was one, is not', async () => {
    const world = await announced();
    const { message } = standingOf(world);
    expect(await recall(world, MessageId.parse('1500000000000'))).toBeUndefined();
    expect(await recall(world, message, false)).toBeUndefined();
    const post = await world.store.read.posts.byMessage(CHANNEL, message);
    if (!post) throw new Error('the post is on record');
    await world.store.transaction((tx) => tx.posts.put({ ...post, removed: 'retracted' }));
    expect(await recall(world, message)).toBeUndefined();
  });
});
