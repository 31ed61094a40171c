import type { NoticeId } from '../../domain/ids.ts';
import { noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import { endOf } from '../../domain/phase.ts';
import type { Post } from '../../domain/post.ts';
import type { Seminar } from '../../domain/seminar.ts';

/** A card is worth mending this long after the seminar, or after the change if that is later. */
const MENDED_DAYS = 7;

/**
 * An edit for every standing post that shows another revision than the present (rule 12). Posts whose message is not
 * known yet have none: they are compared again when the send settles.
 */
export function planEdits(seminar: Seminar, posts: readonly Post[]): readonly PlannedNotice[] {
  return posts
    .filter((post) => post.message !== undefined && post.removed === undefined && isOutdated(seminar, post))
    .map((post) => editOf(seminar, post));
}

function isOutdated(seminar: Seminar, post: Post): boolean {
  // A digest, or a revision that is not known: whatever was posted after the change shows it.
  if (post.shownRevision === undefined || post.seminars.length > 1) {
    return Temporal.Instant.compare(seminar.changedAt, post.postedAt) > 0;
  }
  return post.shownRevision !== seminar.revision;
}

function editOf(seminar: Seminar, post: Post): PlannedNotice {
  const key = { kind: 'edit', post: post.id } as const;
  const end = endOf(seminar);
  const last = end && Temporal.Instant.compare(end, seminar.changedAt) > 0 ? end : seminar.changedAt;
  return {
    id: noticeIdOf(key),
    key,
    kind: 'edit',
    lane: post.lane,
    channel: post.channel,
    // A digest's edit is owed to all that it lists.
    ...(post.seminars.length === 1 ? { seminar: seminar.id } : {}),
    due: seminar.changedAt,
    expires: last.add({ hours: MENDED_DAYS * 24 }),
    detail: {},
  };
}

/** One edit a post, however often it is owed. */
export function editIdOf(post: Pick<Post, 'id'>): NoticeId {
  return noticeIdOf({ kind: 'edit', post: post.id });
}
