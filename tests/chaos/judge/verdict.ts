import type { ChannelId, NoticeId, SeminarId } from '../../../src/domain/ids.ts';
import type { Notice } from '../../../src/domain/notice.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Post } from '../../../src/domain/post.ts';
import type { RouteIndex } from '../../../src/domain/route.ts';
import type { Seminar } from '../../../src/domain/seminar.ts';
import type { LedgerEntry } from '../../../src/ports/store/outbox.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { Talk } from '../play.ts';
import type { Freeze } from '../reaper.ts';
import type { Sighting } from '../watcher.ts';
import type { Exhibit } from './evidence.ts';

/**
 * What must never be. `lost`: owed, still of use, and nobody got it; or a message of ours is gone. `doubled`: said more
 * often than the platform's policy allows. `stale`: what stands is not what holds, or something was said that did not
 * hold any more. `unsettled`: owed, and nothing has come of it in peace. `unread`: the store does not hold the record.
 */
export type BreachType = 'lost' | 'doubled' | 'stale' | 'unsettled' | 'unread';

export interface Breach {
  readonly type: BreachType;
  readonly text: string;
  readonly seminar?: SeminarId;
  readonly channel?: ChannelId;
  readonly notices: readonly NoticeId[];
}

/** Why a notice that was owed did not arrive, where that is as it should be. */
export type Excuse =
  | 'superseded by a nearer reminder'
  | 'carried by a reminder'
  | 'told by a change message'
  | 'not repeated: it may have arrived (Teams)'
  | 'lost its use within two minutes, in trouble';

/** Everything that is known when things are quiet. */
export interface Case {
  readonly store: Store;
  readonly policy: Policy;
  readonly routes: RouteIndex;
  readonly talks: readonly Talk[];
  readonly seminars: ReadonlyMap<SeminarId, Seminar>;
  readonly notices: ReadonlyMap<NoticeId, Notice>;
  readonly history: ReadonlyMap<NoticeId, readonly LedgerEntry[]>;
  readonly posts: ReadonlyMap<NoticeId, Post>;
  readonly exhibits: readonly Exhibit[];
  readonly freezes: readonly Freeze[];
  /** How late the machine was with everything. */
  readonly delays: Pick<Heartbeat, 'longestIn'>;
  readonly sightings: (seminar: SeminarId) => readonly Sighting[];
}
