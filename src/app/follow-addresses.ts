import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { Routing } from './routing.ts';

/** Changes come in bursts, and asking the platforms costs requests. */
const SETTLES_MS = 2_000;
/** Where two processes do not come to the same, they do not ask in turns for ever. */
const REST_MS = 60_000;

export interface AddressFollower {
  /** Looks now: before this process plans for all, it has to know what the others have found. */
  catchUp(): Promise<void>;
  stop(): void;
}

/**
 * Asks anew where addresses lead when another process found some to lead elsewhere: a platform tells of a channel (the
 * bot was added to it) to one process only.
 */
export function followAddresses(options: {
  readonly store: Pick<Store, 'read' | 'watch'>;
  readonly routing: Pick<Routing, 'addresses' | 'refresh'>;
  /** As configured. */
  readonly addresses: readonly string[];
  readonly clock: Clock;
  readonly log: Log;
}): AddressFollower {
  const { store, routing, clock, log } = options;
  let cancel: (() => void) | undefined;
  let ended = false;
  let restUntil = clock.now();

  const look = async (): Promise<void> => {
    const known = routing.addresses();
    for (const address of options.addresses) {
      const stored = await store.read.directory.resolved(address);
      if (stored === undefined || stored === known.get(address)) continue;
      restUntil = clock.now().add({ milliseconds: REST_MS });
      log.info('another process found an address to lead elsewhere', { address });
      return routing.refresh();
    }
  };

  const arm = (after = SETTLES_MS): void => {
    const settled = clock.now().add({ milliseconds: after });
    const at = Temporal.Instant.compare(restUntil, settled) > 0 ? restUntil : settled;
    cancel ??= clock.at(at, () => {
      cancel = undefined;
      look()
        .catch((error: unknown) => log.warn('where addresses lead could not be looked up', { error }))
        // What was told while nobody listened is found all the same.
        .finally(() => !ended && arm(REST_MS));
    });
  };

  const unwatch = store.watch(({ topics }) => {
    if (!topics.has('directory')) return;
    cancel?.();
    cancel = undefined;
    arm();
  });
  arm();
  return {
    catchUp: look,
    stop() {
      ended = true;
      unwatch();
      cancel?.();
    },
  };
}
