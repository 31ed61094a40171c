import { type Notice, noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import type { Post } from '../../domain/post.ts';
import type { Seminar } from '../../domain/seminar.ts';

/** What the dispatcher itself comes to owe while it settles: edits, removals, replies. Keyed as the plan keys them. */

/** A standing card is kept true for so long after it could matter: an outage of some days hides nothing for ever. */
export const KEPT_TRUE = { hours: 7 * 24 };

/** An edit of the post, due at `due`. `seminar` is named where the post is about one only. */
export function oweEdit(post: Post, due: Temporal.Instant): PlannedNotice {
  const key = { kind: 'edit', post: post.id } as const;
  const [only, ...others] = post.seminars;
  return {
    id: noticeIdOf(key),
    key,
    kind: 'edit',
    lane: post.lane,
    channel: post.channel,
    ...(only && others.length === 0 ? { seminar: only } : {}),
    due,
    expires: due.add(KEPT_TRUE),
    detail: {},
  };
}

export function oweRemoval(post: Post, due: Temporal.Instant): PlannedNotice {
  const key = { kind: 'removal', post: post.id } as const;
  const [only, ...others] = post.seminars;
  return {
    id: noticeIdOf(key),
    key,
    kind: 'removal',
    lane: post.lane,
    channel: post.channel,
    ...(only && others.length === 0 ? { seminar: only } : {}),
    due,
    expires: due.add(KEPT_TRUE),
    detail: {},
  };
}

/** Where a card cannot be edited any more: one reply a revision says so, below it. */
export function oweReply(edit: Notice, post: Post, seminar: Seminar, now: Temporal.Instant): PlannedNotice {
  const key = {
    kind: 'note',
    request: `instead-of-edit/${post.id}/${seminar.revision}`,
    channel: post.channel,
  } as const;
  return {
    id: noticeIdOf(key),
    key,
    kind: 'note',
    lane: post.lane,
    channel: post.channel,
    seminar: seminar.id,
    due: now,
    expires: edit.expires,
    detail: {
      text: 'The message above cannot be corrected any more. This is what holds now.',
      place: 'thread',
    },
  };
}
