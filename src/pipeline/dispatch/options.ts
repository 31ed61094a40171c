import type { LaneId } from '../../domain/ids.ts';
import type { Policy } from '../../domain/policy.ts';
import type { RouteIndex } from '../../domain/route.ts';
import type { ChatPlatform } from '../../ports/chat-platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';

/** What `createDispatcher(options)` makes: the only part of the service that sends what is owed. */
export interface Dispatcher {
  /** Settles what an earlier process left behind, then sends what is due. Resolves once every lane is at work. */
  start(): Promise<void>;
  /**
   * Begins nothing more, waits at most `drainMs` for what is in flight, records it and lets go of the lanes.
   * What is still in flight after that is settled by the next holder of its lane. Idempotent.
   */
  stop(options: { readonly drainMs: number }): Promise<void>;
  /** Looks at every lane now: catches what a timer missed. Resolves when each has looked. */
  sweep(): Promise<void>;
  /** Something may be due earlier than thought. Costs nothing; looks soon. */
  wake(): void;
  health(): DispatcherHealth;
}

export interface DispatcherOptions {
  readonly store: Store;
  /** What can be posted to just now. Asked again and again: lanes come and go. */
  readonly platforms: () => ReadonlyMap<LaneId, ChatPlatform>;
  readonly routes: () => RouteIndex;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  /** This process, for people who read leases. Made unique inside: two runs never share a lease. */
  readonly holder: string;
  /**
   * Whether the process behind a holder's name is certainly over: its lanes are then taken over at once. Absent: nobody
   * can tell, and leases run out.
   */
  readonly isGone?: (holder: string) => boolean;
  /** Whether it is this process that looks for what nobody is told of: one of those that share the store. Absent: it is. */
  readonly isCaretaker?: () => boolean;
  /** A lane as people know it: "slack:eecs (slack:T024BE7LH)". Absent: by its id. */
  readonly describeLane?: (lane: LaneId) => string;
  /** In [0, 1). Spreads retries. */
  readonly random: () => number;
  /** One plain sentence or two for those who run the service. Never awaited by a lane; may fail. */
  readonly tellOperators: (text: string) => Promise<void>;
}

export interface DispatcherHealth {
  /** Started, and no lane has been failing. */
  readonly ready: boolean;
  readonly lanes: readonly LaneHealth[];
}

export interface LaneHealth {
  readonly lane: LaneId;
  /** `elsewhere`: another process holds it. `aside`: its credentials are refused. `failing`: the store is. */
  readonly state: 'idle' | 'working' | 'elsewhere' | 'aside' | 'failing';
  readonly inFlight: number;
  /** For a person, where there is something to say. */
  readonly detail?: string;
}
