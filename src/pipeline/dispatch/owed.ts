import { type Notice, type NoticeDetail, noticeIdOf, type PlannedNotice } from '../../domain/notice.ts';
import { endOf } from '../../domain/phase.ts';
import type { Post } from '../../domain/post.ts';
import type { Seminar } from '../../domain/seminar.ts';

/** What the dispatcher itself comes to owe while it settles: edits, changes, replies. Keyed as the plan keys them. */

/** A standing card is kept true for so long after it could matter: an outage of some days hides nothing for ever. */
const KEPT_TRUE = { hours: 7 * 24 };

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

/** What was last said in the channel does not hold any more. Undefined once the seminar is over. */
export function oweChange(
  post: Post,
  seminar: Seminar,
  version: number,
  due: Temporal.Instant,
  detail: NoticeDetail,
): PlannedNotice | undefined {
  const end = endOf(seminar);
  if (!end || Temporal.Instant.compare(end, due) <= 0) return undefined;
  const key = { kind: 'change', seminar: seminar.id, channel: post.channel, said: version } as const;
  return {
    id: noticeIdOf(key),
    key,
    kind: 'change',
    lane: post.lane,
    channel: post.channel,
    seminar: seminar.id,
    due,
    expires: end,
    detail: detail.rehearses === undefined ? {} : { rehearses: detail.rehearses },
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
