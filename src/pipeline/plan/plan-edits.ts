import type { NoticeId } from '../../domain/ids.ts';
import { noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import { endOf } from '../../domain/phase.ts';
import type { Post } from '../../domain/post.ts';
import type { Seminar } from '../../domain/seminar.ts';

/** A card is worth mending this long after the seminar, or after the change if that is later. */
const MENDED_DAYS = 7;

/**
 * An edit for every standing post that shows another revision than the present (rule 12). Posts whose message is not
 * known yet have none: they are compared again when the send settles. `justChanged`: the record changes in this very
 * transaction. Only then are posts asked to be mended of which nobody knows the revision, digests for one: in any later
 * plan nothing would tell whether they were mended already.
 */
export function planEdits(
  seminar: Seminar,
  posts: readonly Post[],
  justChanged: boolean,
): readonly PlannedNotice[] {
  return posts
    .filter((post) => post.message !== undefined && post.removed === undefined)
    .filter((post) => (hasRevision(post) ? post.shownRevision !== seminar.revision : justChanged))
    .map((post) => editOf(seminar, post));
}

function hasRevision(post: Post): boolean {
  return post.shownRevision !== undefined && post.seminars.length === 1;
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
