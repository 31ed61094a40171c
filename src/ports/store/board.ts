import type { Card } from '../../domain/card.ts';
import type { ChannelId, MessageId } from '../../domain/ids.ts';

/** What the preview platform holds, as Slack's servers hold Slack's messages. Cards are kept as JSON. */
export interface BoardMessage {
  readonly channel: ChannelId;
  /** Grows with each message of the board. */
  readonly message: MessageId;
  readonly thread?: MessageId;
  readonly key: string;
  readonly card: Card;
  readonly postedAt: Temporal.Instant;
  readonly editedAt?: Temporal.Instant;
}
export interface BoardReader {
  channels(): Promise<readonly ChannelId[]>;
  /** Newest last; at most `limit` of the newest. */
  messages(channel: ChannelId, limit: number): Promise<readonly BoardMessage[]>;
  message(channel: ChannelId, message: MessageId): Promise<BoardMessage | undefined>;
  byKey(channel: ChannelId, key: string): Promise<readonly BoardMessage[]>;
}
export interface BoardWriter extends BoardReader {
  /** Mints the message id. */
  add(message: Omit<BoardMessage, 'message' | 'editedAt'>): Promise<BoardMessage>;
  /** False where it is not there any more. */
  edit(channel: ChannelId, message: MessageId, card: Card, at: Temporal.Instant): Promise<boolean>;
  remove(channel: ChannelId, message: MessageId): Promise<boolean>;
}
