import { differencesOf, materialOf } from '../../../domain/material.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Post, Said } from '../../../domain/post.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { planChange } from '../../plan/plan-change.ts';
import type { StandingPost } from '../decision.ts';
import { oweEdit } from '../owed.ts';
import type { SettleGroup } from './settle-group.ts';
import type { SettleScene } from './settling.ts';

/**
 * A post is known to stand: its row says where, what it says becomes what was last said, and it is compared with the
 * record once more (rule 12): whatever changed while it was on its way is owed now. `face`: when it next looks
 * different by itself.
 */
export async function recordArrival(
  group: SettleGroup,
  post: StandingPost,
  face: Temporal.Instant | undefined,
  { now, routes }: Pick<SettleScene, 'now' | 'routes'>,
): Promise<void> {
  await group.tx.posts.put(post);
  const seminars = await group.seminars(post.seminars);
  const outdated = seminars.some(
    (seminar) =>
      Temporal.Instant.compare(seminar.changedAt, post.postedAt) > 0 ||
      (post.shownRevision !== undefined && seminar.revision !== post.shownRevision),
  );
  if (outdated) group.owe(oweEdit(post, now));
  else if (face) group.owe(oweEdit(post, face));
  const [only] = seminars;
  if (post.says && only) {
    const said = await recordSaying(group.tx, post, only);
    if (said) group.owe(...planChange(only, post.channel, said, routes.targetAt(only, post.channel)));
  }
}

/** Undefined where something later was said meanwhile: that counts. */
async function recordSaying(tx: StoreWriter, post: Post, seminar: Seminar): Promise<Said | undefined> {
  if (!post.says) return undefined;
  const { id } = seminar;
  const { material } = post.says;
  // Only where the record has moved on can something else have been said in between.
  if (differencesOf(material, materialOf(seminar)).length > 0) {
    const others = await tx.posts.ofSeminar(id);
    if (others.some((other) => isLaterSaying(other, post))) return undefined;
  }
  const before = await tx.posts.said(id, post.channel);
  const said = { version: (before?.version ?? 0) + 1, material };
  await tx.posts.putSaid(id, post.channel, said);
  return said;
}

function isLaterSaying(other: Post, post: Post): boolean {
  return (
    other.id !== post.id &&
    other.channel === post.channel &&
    other.says !== undefined &&
    other.message !== undefined &&
    Temporal.Instant.compare(other.postedAt, post.postedAt) > 0
  );
}

/**
 * It may have been read, though nobody will ever know: what it said counts as said. Except where that is news, and holds:
 * news that nobody sees is worse than news twice, so what was said before still counts, and the change message stays owed.
 */
export async function recordPossibleSaying(tx: StoreWriter, notice: Notice): Promise<void> {
  const post = await tx.posts.get(notice.id);
  const [id] = post?.seminars ?? [];
  const seminar = id === undefined ? undefined : await tx.seminars.get(id);
  if (!post?.says || !seminar) return;
  const before = await tx.posts.said(seminar.id, post.channel);
  const isNews = before && differencesOf(before.material, post.says.material).length > 0;
  const holds = differencesOf(post.says.material, materialOf(seminar)).length === 0;
  if (!isNews || !holds) await recordSaying(tx, post, seminar);
}
