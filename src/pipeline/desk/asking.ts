import { type Look, lookOf } from '../../domain/cards/look.ts';
import type { CardSubject } from '../../domain/cards/subject.ts';
import type { ChannelId, SeminarId, SourceId } from '../../domain/ids.ts';
import { isKnownZone } from '../../domain/instant.ts';
import type { Policy } from '../../domain/policy.ts';
import type { RouteIndex } from '../../domain/route.ts';
import type { Seminar } from '../../domain/seminar.ts';
import type { Surface, Viewer } from '../../domain/viewer.ts';
import type { LaneNames } from '../../domain/workspace.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Actor } from '../../ports/desk.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import type { SyncReport } from '../sync/sync-report.ts';
import type { Admins } from './admins.ts';

/** What answering one wish needs. Made anew for each. */
export interface Asking {
  readonly store: Store;
  readonly policy: Policy;
  readonly routes: RouteIndex;
  readonly actor: Actor;
  readonly clock: Clock;
  /** When it was asked. */
  readonly now: Temporal.Instant;
  /** The reader's zone where it is known: decides what "today" is. */
  readonly zone: string;
  /** For sentences that are written here; cards have a surface of their own (`surface.ts`). */
  readonly look: Look;
  /** Only what is public may be shown: to a guest, or where an answer is read by everybody in a public channel. */
  readonly publicOnly: boolean;
  readonly replan: Replan;
  /** In configured order. */
  readonly sources: readonly SourceId[];
  readonly admins: Admins;
  readonly names: Pick<LaneNames, 'isIn'>;
  readonly openDirect?: OpenDirect;
  readonly sync?: SyncNow;
}

/** Reads every source now; resolves when what they say is stored. */
export type SyncNow = () => Promise<readonly SyncReport[]>;

/** Opens the direct messages with somebody; undefined where the platform does not allow it. */
export type OpenDirect = (actor: Actor) => Promise<ChannelId | undefined>;

/** Plans anew what is owed about these seminars, in the transaction that changed what they owe. */
export type Replan = (tx: StoreWriter, seminars: readonly SeminarId[]) => Promise<void>;

/** What to show. */
export interface Answer {
  readonly subject: CardSubject;
  /** The seminar whose join link the answer may carry. */
  readonly about?: Seminar;
  /** For one who looks after seminars: with everything that there is. */
  readonly caretaker?: boolean;
}

export function viewerOf(actor: Actor): Viewer {
  return { person: actor.person, standing: actor.standing };
}

/** An answer that carries no join link: lists, confirmations. */
export function plainSurface(actor: Actor): Surface {
  return { type: 'answer', viewer: viewerOf(actor), joinLink: 'never' };
}

/** How the configuration and the asker make an answer look. */
export function lookFor(policy: Policy, actor: Actor, now: Temporal.Instant): Look {
  return lookOf({
    now,
    locale: policy.locale,
    timezone: zoneOf(actor, policy),
    surface: plainSurface(actor),
    command: actor.command ?? policy.command,
    seriesOf: (seminar) => policy.series.find((series) => series.id === seminar.series),
    ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
  });
}

/** What platforms tell is not always a zone that this runtime knows. */
export function zoneOf(actor: Actor, policy: Policy): string {
  return actor.timezone !== undefined && isKnownZone(actor.timezone) ? actor.timezone : policy.timezone;
}
