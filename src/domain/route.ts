import type { ChannelId, DigestId, PlatformName, RouteId, SeriesId } from './ids.ts';
import type { Audience, Seminar } from './seminar.ts';

/**
 * When something is due before a start.
 * `d` and `w` are calendar units in the seminar's zone; `s`, `m`, `h` are exact. `1d` and `24h` differ.
 * `text` is the canonical spelling (`15m`, `1d`, `0d@09:00`) and part of a notice's key.
 */
export type Offset =
  | { readonly type: 'exact'; readonly seconds: number; readonly text: string }
  | { readonly type: 'days'; readonly days: number; readonly text: string }
  | { readonly type: 'dayAt'; readonly days: number; readonly at: Temporal.PlainTime; readonly text: string };

/** Where a configuration says to post, before it is resolved: `slack:#name`, `slack:W/#name`, `teams:19:…`. */
export interface ChannelAddress {
  readonly platform: PlatformName;
  /** Names the workspace or tenant where there is more than one. */
  readonly workspace?: string;
  /** `#name`, a native channel id, or a person's id. */
  readonly target: string;
  /** As written, for messages to people. */
  readonly text: string;
}

/** All given conditions must hold; text conditions are compared folded (case, accents, width). */
export interface Match {
  readonly all?: true;
  readonly series?: readonly SeriesId[];
  readonly kind?: readonly string[];
  readonly tag?: readonly string[];
  readonly host?: readonly string[];
  readonly speaker?: readonly string[];
  readonly text?: readonly string[];
}

export interface AnnounceRule {
  /** `immediately`: due when the record was first published. */
  readonly when: Offset | 'immediately';
  /** Fields that the announcement waits for … */
  readonly needs: readonly AnnounceNeed[];
  /** … until this long before the start. */
  readonly latest: Offset;
}
export type AnnounceNeed = 'title' | 'speakers' | 'abstract' | 'venue';

export type JoinLinkRule = 'always' | 'reminder' | 'never';
export type ChangesRule = 'auto' | 'thread' | 'channel' | 'silent';

export interface Route {
  readonly id: RouteId;
  readonly match: Match;
  readonly to: readonly ChannelAddress[];
  readonly announce: AnnounceRule | 'never';
  readonly remind: readonly Offset[];
  readonly startingNow: boolean;
  readonly joinLink: JoinLinkRule;
  readonly changes: ChangesRule;
  /** The audience of the channels that it posts to. */
  readonly audience: Audience;
}

/** Routes that meet in one channel, merged by rule 9 of the design: what the planner and the cards work with. */
export interface Target {
  readonly channel: ChannelId;
  /** Which routes were merged, for the ledger and for activation. */
  readonly routes: readonly RouteId[];
  readonly announce: AnnounceRule | 'never';
  readonly remind: readonly Offset[];
  readonly startingNow: boolean;
  readonly joinLink: JoinLinkRule;
  readonly changes: ChangesRule;
  readonly audience: Audience;
}

export interface Digest {
  readonly id: DigestId;
  /** Five fields, read in the configuration's zone. */
  readonly cron: string;
  readonly windowDays: number;
  readonly to: readonly ChannelAddress[];
  readonly match: Match;
  readonly audience: Audience;
}

/** Which targets a seminar has. Built from the routes and the resolved channels; indexed by series and kind. */
export interface RouteIndex {
  targetsFor(seminar: Seminar): readonly Target[];
  targetAt(seminar: Seminar, channel: ChannelId): Target | undefined;
}
