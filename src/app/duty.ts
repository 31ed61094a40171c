import type { DutyId } from '../domain/ids.ts';
import { type Holder, takeLease } from '../pipeline/dispatch/take-lease.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { LaneLease, Lanes } from '../ports/store/lanes.ts';

/** Who dies is succeeded after this and one beat: thirteen seconds. A process of the same machine is succeeded sooner. */
export const DUTY_MS = 10_000;
/** How often a lease is renewed, and how often those who have none ask for it. */
const BEAT_MS = 3_000;
/** One's own lease counts for so long by one's own clock: something may pass between the look at it and the deed. */
const TRUSTED_MS = DUTY_MS - 2_000;

export interface Duty {
  /** Whether this process has the duty for certain. To be asked right before each deed: a frozen process learns by it. */
  isMine(): boolean;
  /** Asks for the duty, and goes on asking. Resolves when it has asked once. */
  start(): Promise<void>;
  /** Gives it up, so that another process has it at once. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Something that one process does for all that share the store. Whoever holds it keeps renewing it; the others ask for it
 * every few seconds, and have it when its holder stopped, died or could not reach the database for a while.
 */
export function createDuty(options: {
  readonly duty: DutyId;
  readonly lanes: Lanes;
  readonly holder: Holder;
  readonly clock: Clock;
  readonly log: Log;
  /** It has become this process's. Awaited by nobody; where it fails, it is begun again with the next beat. */
  readonly taken: () => Promise<void>;
  /** It is another's, or nobody's, from now on. */
  readonly lost: () => void;
}): Duty {
  const { duty, lanes, holder, clock, log } = options;
  let held: { readonly lease: LaneLease; readonly until: number } | undefined;
  let isBegun = false;
  let cancelBeat = (): void => {};
  let beating: Promise<void> | undefined;
  let stopped = false;

  const now = (): number => clock.now().epochMilliseconds;
  const isMine = (): boolean => {
    if (!held) return false;
    const left = held.until - now();
    // A clock that was put back tells nothing of how long it has been.
    return left > 0 && left <= TRUSTED_MS;
  };

  const letGo = (): void => {
    held = undefined;
    log.info('another process sees to what is done once', { duty });
    options.lost();
  };

  const renew = async (lease: LaneLease): Promise<void> => {
    // Counted from before the question: the answer may take its time.
    const until = now() + TRUSTED_MS;
    if (await lanes.renew(lease, DUTY_MS)) held = { lease, until };
    else letGo();
  };

  const ask = async (): Promise<void> => {
    const until = now() + TRUSTED_MS;
    const lease = await takeLease(lanes, duty, holder, DUTY_MS);
    if (!lease) return;
    held = { lease, until };
    isBegun = false;
    log.info('this process sees to what is done once', { duty });
  };

  const begin = (): void => {
    isBegun = true;
    options.taken().catch((error: unknown) => {
      isBegun = false;
      log.error('a duty could not be begun; it is tried again', { duty, error });
    });
  };

  const beat = async (): Promise<void> => {
    try {
      if (held) await renew(held.lease);
      if (!held && !stopped) await ask();
      if (held && !isBegun && !stopped) begin();
    } catch (error) {
      log.warn('the store did not say who has a duty', { duty, error });
      if (held && !isMine()) letGo();
    }
    if (!stopped) cancelBeat = clock.at(clock.now().add({ milliseconds: BEAT_MS }), run);
  };

  const run = (): Promise<void> => {
    beating = beat();
    return beating;
  };

  return {
    isMine,
    start: run,
    async stop() {
      stopped = true;
      cancelBeat();
      await beating;
      const last = held;
      held = undefined;
      if (last) await lanes.release(last.lease);
    },
  };
}
