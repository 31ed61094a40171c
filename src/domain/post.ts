import type { ChannelId, LaneId, MessageId, NoticeId, SeminarId } from './ids.ts';
import type { NoticeKind } from './notice.ts';

/** The message as the platform holds it. Its row exists from `sending` on. Its id is its notice's. */
export interface Post {
  readonly id: NoticeId;
  readonly lane: LaneId;
  readonly channel: ChannelId;
  readonly kind: NoticeKind;
  /** What it is about; several for a digest. */
  readonly seminars: readonly SeminarId[];
  /** Absent while it is being sent or its outcome is unknown. */
  readonly message?: MessageId;
  /** Its thread's root, if it is a reply. */
  readonly thread?: MessageId;
  /** Hash of the card that it shows, relative time left out. Absent: unknown. */
  readonly shown?: string;
  /** Of the seminar, as shown. Absent: unknown. */
  readonly shownRevision?: number;
  /** What it says of its seminar: becomes what was last said there once it is known to have arrived. */
  readonly says?: Saying;
  readonly postedAt: Temporal.Instant;
  /** `person`: somebody deleted it, it is never posted again. */
  readonly removed?: 'retracted' | 'person';
}

/** What a change notice compares: the fields that readers act upon (rule 13). */
export interface Material {
  readonly start?: string;
  readonly place?: string;
  readonly link?: string;
  readonly speakers?: string;
  readonly title?: string;
  readonly status: string;
}

/** What one post says of its seminar. */
export interface Saying {
  readonly material: Material;
  /** A change message: what was said before, so that the card can be drawn again. */
  readonly before?: Material;
}

/** What was last said of a seminar in a channel. `version` numbers the sayings. */
export interface Said {
  readonly version: number;
  readonly material: Material;
}
