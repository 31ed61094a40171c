import type { Card } from '../../domain/card.ts';
import type { ChannelId, MessageId, SeminarId } from '../../domain/ids.ts';
import type { Notice, PlannedNotice } from '../../domain/notice.ts';
import type { Material, Post, Saying } from '../../domain/post.ts';
import type { NoticeStep } from '../../ports/store/outbox.ts';

/** What is to become of a claimed notice, decided from the records as they are now. */
export type Decision = Job | Verdict;

/** A request is to leave. */
export type Job = PostJob | EditJob | RemovalJob;

export interface PostJob {
  readonly type: 'post';
  readonly notice: Notice;
  readonly card: Card;
  readonly seminars: readonly SeminarId[];
  /** Hash of the card. */
  readonly shown: string;
  /** Of its one seminar. */
  readonly revision?: number;
  readonly thread?: MessageId;
  readonly says?: Saying;
  /** When the card next looks different by itself. */
  readonly face?: Temporal.Instant;
  /** Steps of other notices that this one makes needless; taken in the transaction that begins it. */
  readonly besides: readonly NoticeStep[];
}

export interface EditJob {
  readonly type: 'edit';
  readonly notice: Notice;
  readonly post: StandingPost;
  readonly card: Card;
  readonly shown: string;
  readonly revision?: number;
  readonly face?: Temporal.Instant;
}

export interface RemovalJob {
  readonly type: 'removal';
  readonly notice: Notice;
  readonly post: StandingPost;
  /** Put in its place where the platform cannot delete. */
  readonly mark: Card;
}

/** A post of which we know where it is. */
export interface StandingPost extends Post {
  readonly message: MessageId;
}

export function isStanding(post: Post): post is StandingPost {
  return post.message !== undefined && post.removed === undefined;
}

/** Nothing leaves: the notice waits or ends, for a reason. */
export interface Verdict {
  readonly type: 'verdict';
  readonly steps: readonly NoticeStep[];
  /** The saying that this settles without a word: the next change gets a key of its own. */
  readonly settles?: Settlement;
  /** What is known of a post now, without a request. */
  readonly post?: Post;
  /** What else is owed now. */
  readonly owes?: readonly PlannedNotice[];
  /** Steps of other notices that follow from it, if it holds. */
  readonly besides?: readonly NoticeStep[];
}

/** What was last said in the channel holds again. */
export interface Settlement {
  readonly seminar: SeminarId;
  readonly channel: ChannelId;
  readonly version: number;
  readonly material: Material;
}
