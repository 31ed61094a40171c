import { DutyId } from '../../domain/ids.ts';
import type { Refresher } from '../../pipeline/sync/refresher.ts';
import { createDuty, type Duty } from '../duty.ts';
import type { AddressFollower } from '../follow-addresses.ts';
import type { Core } from './compose-core.ts';

const CARE = DutyId.parse('duty:care');

/**
 * What one process does for all that share the store: plans, and reads the sources. Whoever takes it up plans at once and
 * reads every source: what its predecessor left half done is done again, and doing it twice changes nothing.
 */
export function composeCaretaker(
  { store, holder, planning, clock, log }: Core,
  refresher: Refresher,
  addresses: Pick<AddressFollower, 'catchUp'>,
): Duty {
  return createDuty({
    duty: CARE,
    lanes: store.lanes,
    holder,
    clock,
    log,
    async taken() {
      // What was planned on an address that only others know would be withdrawn.
      await addresses.catchUp();
      const reading = refresher.start();
      await planning.roll();
      await planning.digests();
      await reading;
    },
    lost: () => refresher.rest(),
  });
}
