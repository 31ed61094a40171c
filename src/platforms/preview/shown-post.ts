import type { Card } from '../../domain/card.ts';
import type { ChannelId, MessageId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BoardMessage } from '../../ports/store/board.ts';
import type { StoreReader } from '../../ports/store.ts';
import { composePublicCard } from './public-card.ts';

/** A message as one visitor may see it. */
export interface ShownPost {
  readonly channel: ChannelId;
  readonly message: MessageId;
  readonly thread?: MessageId;
  readonly card: Card;
  readonly postedAt: Temporal.Instant;
  readonly editedAt?: Temporal.Instant;
}

/** `local`: at this machine, where everything is shown. */
export type ShowPost = (message: BoardMessage, local: boolean) => Promise<ShownPost | undefined>;

export function createShowPost(read: StoreReader, policy: Policy, clock: Clock): ShowPost {
  return async (message, local) => {
    const { key: _, card: composed, ...rest } = message;
    const card = local ? composed : await composePublicCard(message, read, policy, clock.now());
    return card ? { ...rest, card } : undefined;
  };
}
