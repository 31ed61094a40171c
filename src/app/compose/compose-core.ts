import { composeCard } from '../../domain/cards/compose.ts';
import type { SourceId } from '../../domain/ids.ts';
import type { SyncNow } from '../../pipeline/desk/asking.ts';
import { createDesk } from '../../pipeline/desk/desk.ts';
import type { Holder } from '../../pipeline/dispatch/take-lease.ts';
import { replan } from '../../pipeline/plan/replan.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import type { ChannelEvents } from '../../ports/platform-service.ts';
import type { Store } from '../../ports/store.ts';
import type { Settings } from '../../settings/load-settings.ts';
import { createAdmins } from '../admins.ts';
import { createChannelEvents } from '../channel-events.ts';
import { createLanes, type Lanes } from '../lanes.ts';
import { openDirect } from '../open-direct.ts';
import { createOperatorNotes, type OperatorNotes } from '../operator-notes.ts';
import { addressWordOf } from '../operator-words.ts';
import { createPlanning, type Planning } from '../planning.ts';
import { createRouting, type Routing } from '../routing.ts';

/** What every other part stands on. Nothing of it runs by itself. */
export interface Core {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  readonly lanes: Lanes;
  readonly routing: Routing;
  readonly planning: Planning;
  readonly operators: OperatorNotes;
  readonly events: ChannelEvents;
  readonly desk: Desk;
  /** How this process names itself where it holds something. */
  readonly holder: Holder;
  /** Whether this process does what one of several does for all. */
  readonly isCaretaker: () => boolean;
  /** What reads the sources, once it is composed: people may ask for it. */
  readonly offerSync: (sync: SyncNow) => void;
}

export function composeCore(options: {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly store: Store;
  /** In configured order. */
  readonly sources: readonly SourceId[];
  readonly holder: Holder;
  /** Whether this process plans for all that share the store. */
  readonly isCaretaker: () => boolean;
}): Core {
  const { settings, clock, log, store, sources, holder, isCaretaker } = options;
  const { policy } = settings;
  const lanes = createLanes(settings.workspaces);
  const routing: Routing = createRouting({
    policy,
    store,
    lanes,
    clock,
    log,
    changed: async () => {
      const isPlanned = await planning.roll();
      await planning.digests();
      await operators.catchUp();
      return isPlanned;
    },
    report: (trouble) => {
      operators.tell(addressWordOf(trouble)).catch((error: unknown) => {
        log.error('operators could not be told', { error });
      });
    },
  });
  const planning = createPlanning({ policy, store, clock, routing, isCaretaker });
  const operators = createOperatorNotes({ store, clock, log, channels: routing.operators });
  const events = createChannelEvents({
    store,
    log,
    clock,
    tellOperators: operators.tell,
    names: lanes,
    refresh: (lane) => routing.refresh((address) => lanes.isIn(address, lane)),
  });
  let sync: SyncNow | undefined;
  const desk = createDesk({
    store,
    policy,
    routes: routing.routes,
    clock,
    log,
    composeCard,
    sources,
    admins: createAdmins(settings, lanes),
    names: lanes,
    sync: async () => (await sync?.()) ?? [],
    openDirect: (actor) => openDirect(lanes.all(), actor.person),
    replan: async (tx, ids) => {
      const seminars = await tx.seminars.many(ids);
      const changes = seminars.map((seminar) => ({ seminar }));
      await replan(tx, changes, planning.context(), clock.now());
    },
  });
  const offerSync = (refresh: SyncNow): void => {
    sync = refresh;
  };
  return {
    settings,
    clock,
    log,
    store,
    lanes,
    routing,
    planning,
    operators,
    events,
    desk,
    holder,
    isCaretaker,
    offerSync,
  };
}
