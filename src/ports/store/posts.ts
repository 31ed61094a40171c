import type { ChannelId, MessageId, NoticeId, SeminarId } from '../../domain/ids.ts';
import type { Post, Said } from '../../domain/post.ts';

export interface SaidPlace {
  readonly seminar: SeminarId;
  readonly channel: ChannelId;
}

export interface SaidThere extends SaidPlace {
  readonly said: Said;
}

export interface PostReader {
  get(id: NoticeId): Promise<Post | undefined>;
  /** In no order; unknown ones are left out. */
  many(ids: readonly NoticeId[]): Promise<readonly Post[]>;
  /** Oldest first, digests that list it among them. */
  ofSeminar(seminar: SeminarId): Promise<readonly Post[]>;
  ofSeminars(seminars: readonly SeminarId[]): Promise<readonly Post[]>;
  byMessage(channel: ChannelId, message: MessageId): Promise<Post | undefined>;
  /**
   * Posts about one seminar that show another revision than it has, of seminars that start from then on; at most
   * `limit`, the nearest first. Those that were removed are among them.
   */
  behind(startsFrom: Temporal.Instant, limit: number): Promise<readonly Post[]>;
  said(seminar: SeminarId, channel: ChannelId): Promise<Said | undefined>;
  /** In no order; where nothing was said is left out. */
  saidAt(places: readonly SaidPlace[]): Promise<readonly SaidThere[]>;
  /** What was said of each of these, wherever it was. */
  saidOfMany(seminars: readonly SeminarId[]): Promise<readonly SaidThere[]>;
}

export interface PostWriter extends PostReader {
  /** Inserts or replaces. */
  put(post: Post): Promise<void>;
  /** As `put`; of two with one id the later counts. */
  putAll(posts: readonly Post[]): Promise<void>;
  /** Removes the row of a send that certainly did not arrive. */
  drop(id: NoticeId): Promise<void>;
  /** As `drop`; ids without a post are passed over. */
  dropAll(ids: readonly NoticeId[]): Promise<void>;
  putSaid(seminar: SeminarId, channel: ChannelId, said: Said): Promise<void>;
  /** Of two of one place the later counts. */
  putAllSaid(sayings: readonly SaidThere[]): Promise<void>;
}
