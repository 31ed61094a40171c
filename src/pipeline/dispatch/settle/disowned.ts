import type { MessageId } from '../../../domain/ids.ts';
import { noticeIdOf } from '../../../domain/notice.ts';
import type { Post } from '../../../domain/post.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import { postOf } from '../begin.ts';
import { type EditJob, isStanding, type PostJob } from '../decision.ts';
import type { Flight } from '../flight.ts';
import { WORDS } from '../ledger-words.ts';
import { oweEdit, oweRemoval } from '../owed.ts';
import { recordArrival } from './arrival.ts';
import type { SettleGroup } from './settle-group.ts';
import type { SettleScene } from './settling.ts';

/**
 * A request came back, and its notice is in other hands: this process stood still, or had no database, for longer than its
 * lease (rule 11). Here it is known what the request did all the same, which nobody else may ever find out.
 */

/**
 * A message stands that the next holder of the lane did not know of. Where nothing was sent in its place, it is the one;
 * else it is a copy, and is taken back.
 */
export async function settleDisownedPost(
  group: SettleGroup,
  flight: Flight,
  job: PostJob,
  message: MessageId,
  scene: SettleScene,
): Promise<undefined> {
  const { tx } = group;
  const { id } = job.notice;
  const known = await tx.posts.get(id);
  // It was looked for and found.
  if (known?.message === message) return;
  const step: NoticeStep = {
    notice: id,
    from: ['due', 'claimed', 'held'],
    to: 'sent',
    at: scene.now,
    notBefore: null,
    reason: WORDS.arrivedAfterAll,
  };
  if ((await tx.outbox.step([step])).has(id)) {
    // Drawn long ago: the edit that compares it now finds its next face too.
    await recordArrival(group, { ...postOf(job, flight.begunAt), message }, scene.now, scene);
    return;
  }
  const notice = await tx.outbox.get(id);
  // Given up because it may have arrived: so it has, and from now on it can be kept true.
  if (notice?.state === 'skipped' && known && known.message === undefined && !known.removed) {
    await tx.posts.put({ ...known, message });
    group.owe(oweEdit(known, scene.now));
    return;
  }
  await takeBackCopy(group, { ...postOf(job, flight.begunAt), message }, scene.now);
}

/** It gets a row of its own, so that its removal is owed like any other. */
async function takeBackCopy(
  group: SettleGroup,
  { says: _, shown: __, shownRevision: ___, ...post }: Post,
  now: Temporal.Instant,
): Promise<void> {
  const request = `copy/${post.id}/${post.message ?? ''}`;
  const copy = { ...post, id: noticeIdOf({ kind: 'note', request, channel: post.channel }) };
  await group.tx.posts.put(copy);
  group.owe(oweRemoval(copy, now));
}

/** It may have come after a later one: what the card shows is unknown, and it is edited once more. */
export async function settleDisownedEdit(
  group: SettleGroup,
  { post }: EditJob,
  { now }: SettleScene,
): Promise<undefined> {
  const known = await group.tx.posts.get(post.id);
  if (!known || !isStanding(known)) return;
  const { shown: _, shownRevision: __, ...rest } = known;
  await group.tx.posts.put(rest);
  group.owe(oweEdit(rest, now));
}
