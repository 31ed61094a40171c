import type { Failure } from '../../../domain/failure.ts';
import type { Notice } from '../../../domain/notice.ts';
import type { Policy } from '../../../domain/policy.ts';
import type { RouteIndex } from '../../../domain/route.ts';
import type { NoticeStep } from '../../../ports/store/outbox.ts';
import type { Arrival } from './arrival.ts';
import type { SettleGroup } from './settle-group.ts';

/** What a request that came back means: steps, and what is written if the first of them applied. */
export interface Settling {
  readonly notice: Notice;
  readonly steps: readonly NoticeStep[];
  /** Awaits nothing but the group's transaction. Returns what operators are to hear, if anything. */
  readonly record: (group: SettleGroup) => Promise<string | undefined>;
  /** Before that: a post that stands, which is recorded together with those of the landings beside it. */
  readonly arrival?: Arrival;
  /** In its place, where the first did not apply: the notice is in other hands by now. */
  readonly disowned?: (group: SettleGroup) => Promise<undefined>;
}

export interface SettleScene {
  readonly now: Temporal.Instant;
  readonly policy: Policy;
  readonly routes: RouteIndex;
  /** In [0, 1). */
  readonly random: () => number;
  /** When the lane's credentials are tried again. */
  readonly credentialsAt: Temporal.Instant;
}

export const NOTHING = async (): Promise<undefined> => undefined;

/** The failures of which nothing can have reached anybody, and that concern no single post. */
export type Setback = Extract<
  Failure,
  { type: 'retry' | 'throttled' | 'channelGone' | 'credentialsBad' | 'giveUp' }
>;
