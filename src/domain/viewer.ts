import type { ChannelId, PersonId } from './ids.ts';
import type { JoinLinkRule } from './route.ts';
import type { Audience } from './seminar.ts';

/** Where something of a seminar is about to be shown. `disclosure.ts` decides what. */
export type Surface =
  /** A post in a channel, by a target's rules. `released`: its first reminder is due. */
  | {
      readonly type: 'channel';
      readonly channel: ChannelId;
      readonly audience: Audience;
      readonly joinLink: JoinLinkRule;
      readonly releasesAt?: Temporal.Instant;
    }
  /** An answer that only one person sees. `members`: the platform vouches that they belong to the workspace. */
  | {
      readonly type: 'answer';
      readonly viewer: Viewer;
      readonly joinLink: JoinLinkRule;
      readonly releasesAt?: Temporal.Instant;
    }
  /** Pages, feeds, calendars that anybody can read. */
  | { readonly type: 'public' };

export interface Viewer {
  readonly person?: PersonId;
  /** A guest sees what is public. */
  readonly standing: 'guest' | 'member' | 'organiser' | 'operator';
}

/** What may be shown of a seminar on a surface at an instant. */
export interface Disclosure {
  /** Whether the seminar is shown at all. */
  readonly visible: boolean;
  readonly joinLink:
    | { readonly type: 'shown' }
    /** "Join link appears here at 10:45". */
    | { readonly type: 'held'; readonly until: Temporal.Instant }
    | { readonly type: 'hidden' };
}
