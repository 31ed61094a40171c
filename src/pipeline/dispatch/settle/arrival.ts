import type { SeminarId } from '../../../domain/ids.ts';
import { differencesOf, materialOf } from '../../../domain/material.ts';
import type { Notice, PlannedNotice } from '../../../domain/notice.ts';
import type { Material, Post, Said } from '../../../domain/post.ts';
import type { RouteIndex } from '../../../domain/route.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { planChange } from '../../plan/plan-change.ts';
import type { StandingPost } from '../decision.ts';
import { oweEdit } from '../owed.ts';

export interface ArrivalScene {
  readonly now: Temporal.Instant;
  readonly routes: RouteIndex;
}

/** A post that is known to stand. `face`: when it next looks different by itself. */
export interface Arrival {
  readonly post: StandingPost;
  readonly face: Temporal.Instant | undefined;
  readonly scene: ArrivalScene;
}

/** What recording arrivals needs of a group. */
export interface ArrivalGroup {
  readonly tx: StoreWriter;
  seminars(ids: readonly SeminarId[]): Promise<readonly Seminar[]>;
  owe(...notices: readonly PlannedNotice[]): void;
}

export function recordArrival(
  group: ArrivalGroup,
  post: StandingPost,
  face: Temporal.Instant | undefined,
  scene: ArrivalScene,
): Promise<void> {
  return recordArrivals(group, [{ post, face, scene }]);
}

/**
 * Posts are known to stand: their rows say where, what they say becomes what was last said, and each is compared with
 * the record once more (rule 12): whatever changed while it was on its way is owed now. One statement of each sort.
 */
export async function recordArrivals(group: ArrivalGroup, arrivals: readonly Arrival[]): Promise<void> {
  await group.tx.posts.putAll(arrivals.map(({ post }) => post));
  await group.seminars([...new Set(arrivals.flatMap(({ post }) => post.seminars))]);
  const said: (Arrival & { readonly seminar: Seminar })[] = [];
  for (const arrival of arrivals) {
    const { post, face, scene } = arrival;
    const seminars = await group.seminars(post.seminars);
    const outdated = seminars.some(
      (seminar) =>
        Temporal.Instant.compare(seminar.changedAt, post.postedAt) > 0 ||
        (post.shownRevision !== undefined && seminar.revision !== post.shownRevision),
    );
    if (outdated) group.owe(oweEdit(post, scene.now));
    else if (face) group.owe(oweEdit(post, face));
    const [only] = seminars;
    if (post.says && only) said.push({ ...arrival, seminar: only });
  }
  const sayings = await recordSayings(group.tx, said);
  for (const { post, scene, seminar, recorded, holds } of sayings) {
    if (holds) continue;
    const target = scene.routes.targetAt(seminar, post.channel);
    group.owe(...planChange(seminar, post.channel, recorded, target));
  }
}

interface PostAbout {
  readonly post: Post;
  readonly seminar: Seminar;
}

interface Recorded {
  readonly recorded: Said;
  /** What was said is what the record says now. */
  readonly holds: boolean;
}

/** Those of which nothing later was said meanwhile, which would count, with what is now recorded as said. */
async function recordSayings<T extends PostAbout>(
  tx: StoreWriter,
  posts: readonly T[],
): Promise<readonly (T & Recorded)[]> {
  const places = posts.map(({ post, seminar }) => ({ seminar: seminar.id, channel: post.channel }));
  const known = new Map<string, Said>(
    (await tx.posts.saidAt(places)).map(({ seminar, channel, said }) => [`${seminar} ${channel}`, said]),
  );
  const present = new Map<Seminar, Material>();
  const recorded: (T & Recorded)[] = [];
  for (const one of posts) {
    const { post, seminar } = one;
    if (!post.says) continue;
    const now = present.get(seminar) ?? materialOf(seminar);
    present.set(seminar, now);
    const holds = differencesOf(post.says.material, now).length === 0;
    // Only where the record has moved on can something else have been said in between.
    if (!holds && (await wasOvertaken(tx, post, seminar))) continue;
    const place = `${seminar.id} ${post.channel}`;
    const said = { version: (known.get(place)?.version ?? 0) + 1, material: post.says.material };
    known.set(place, said);
    recorded.push({ ...one, recorded: said, holds });
  }
  await tx.posts.putAllSaid(
    recorded.map(({ post, seminar, recorded: said }) => ({
      seminar: seminar.id,
      channel: post.channel,
      said,
    })),
  );
  return recorded;
}

async function wasOvertaken(tx: StoreWriter, post: Post, seminar: Seminar): Promise<boolean> {
  const others = await tx.posts.ofSeminar(seminar.id);
  return others.some((other) => isLaterSaying(other, post));
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
  if (!isNews || !holds) await recordSayings(tx, [{ post, seminar }]);
}
