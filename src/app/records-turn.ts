import { randomUUID } from 'node:crypto';
import { DutyId } from '../domain/ids.ts';
import { type Holder, takeLease } from '../pipeline/dispatch/take-lease.ts';
import type { Clock } from '../ports/clock.ts';
import type { LaneLease, Lanes } from '../ports/store/lanes.ts';
import { sleep } from '../support/sleep.ts';

const RECORDS = DutyId.parse('duty:records');
const TURN_MS = 15_000;
const RENEW_MS = 5_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** Runs work that writes records of a source, when no other process does. */
export type RecordsTurn = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/**
 * One source at a time is brought into the store, over all processes, commands included: two sources that tell of the
 * same talk know it from each other. A process that dies meanwhile holds the others up for fifteen seconds.
 */
export function createRecordsTurn(lanes: Lanes, holder: Holder, clock: Clock): RecordsTurn {
  return async (work, signal) => {
    const lease = await waitForTurn(lanes, { ...holder, name: `${holder.name}/${randomUUID()}` }, signal);
    let cancel = (): void => {};
    const keep = (): void => {
      cancel = clock.at(clock.now().add({ milliseconds: RENEW_MS }), () => {
        // Where it cannot be renewed the work goes on: each of its transactions is whole, and done again by the next run.
        lanes.renew(lease, TURN_MS).then(keep, keep);
      });
    };
    keep();
    try {
      return await work();
    } finally {
      cancel();
      await lanes.release(lease).catch(() => undefined);
    }
  };
}

async function waitForTurn(lanes: Lanes, holder: Holder, signal: AbortSignal): Promise<LaneLease> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    signal.throwIfAborted();
    const lease = await takeLease(lanes, RECORDS, holder, TURN_MS);
    if (lease) return lease;
    await sleep(pause, signal);
  }
}
