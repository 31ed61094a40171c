import type { KnownBlock } from '@slack/types';

/** What a card is on Slack. `text` is notified and read aloud instead of the blocks, so it has all the essentials. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}
