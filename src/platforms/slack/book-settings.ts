import type { WebClient } from '@slack/web-api';
import type { Failure } from '../../domain/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { SlackIdentity } from './identity.ts';
import type { ReadBudget } from './read-budget.ts';

/** What the channel book reads with. */
export interface BookSettings {
  readonly client: WebClient;
  readonly identity: SlackIdentity;
  readonly budget: ReadBudget;
  readonly clock: Clock;
  readonly log: Log;
  readonly timeoutMs: number;
  /** Maps what the SDK threw. `channel` is how people name what was asked for. */
  readonly failure: (error: unknown, channel: string) => Failure;
}
