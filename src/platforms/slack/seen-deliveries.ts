import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Deliveries } from '../../ports/store/deliveries.ts';

/** Slack repeats an event for at most an hour; a signed request can be replayed for five minutes. */
const KEPT = Temporal.Duration.from({ hours: 1, minutes: 10 });
const MOST = 20_000;

/** What other processes have carried out; a store that does not answer keeps nobody from being answered. */
interface Shared {
  readonly deliveries: Deliveries;
  readonly log: Log;
}

/**
 * Deliveries by the ids that Slack gives them: what was carried out once is never carried out again, here or, where
 * several processes serve one app, elsewhere.
 */
export class SeenDeliveries {
  readonly #clock: Clock;
  readonly #shared: Shared | undefined;
  /** Oldest first. */
  readonly #seen = new Map<string, Temporal.Instant>();

  constructor(clock: Clock, shared?: Shared) {
    this.#clock = clock;
    this.#shared = shared;
  }

  /** True the first time, and for what has no id. */
  async isNew(body: unknown): Promise<boolean> {
    const id = deliveryIdOf(body);
    if (id === undefined) return true;
    const now = this.#clock.now();
    this.#drop(now);
    if (this.#seen.has(id)) return false;
    this.#seen.set(id, now);
    return this.#isNewElsewhere(id);
  }

  async #isNewElsewhere(id: string): Promise<boolean> {
    if (!this.#shared) return true;
    const { deliveries, log } = this.#shared;
    try {
      return await deliveries.isFirst(`slack ${id}`);
    } catch (error) {
      log.warn('whether another process has carried out a delivery is not known', { error });
      return true;
    }
  }

  #drop(now: Temporal.Instant): void {
    for (const [id, at] of this.#seen) {
      if (this.#seen.size <= MOST && Temporal.Duration.compare(at.until(now), KEPT) < 0) return;
      this.#seen.delete(id);
    }
  }
}

/** Events have an `event_id`; commands, buttons and forms a `trigger_id`, fresh for each press. */
function deliveryIdOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('event_id' in body && typeof body.event_id === 'string') return body.event_id;
  return 'trigger_id' in body && typeof body.trigger_id === 'string' ? body.trigger_id : undefined;
}
