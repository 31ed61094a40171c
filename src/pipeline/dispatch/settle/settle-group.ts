import type { SeminarId } from '../../../domain/ids.ts';
import type { PlannedNotice } from '../../../domain/notice.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { StoreWriter } from '../../../ports/store.ts';
import { type Arrival, recordArrivals } from './arrival.ts';

/**
 * One transaction that records a group of results: what many of them share is read once, and what comes to be owed is
 * planned in one go at its end.
 */
export class SettleGroup {
  readonly tx: StoreWriter;
  readonly #seminars = new Map<SeminarId, Seminar | undefined>();
  readonly #owed: PlannedNotice[] = [];
  #arrivals: Arrival[] = [];

  constructor(tx: StoreWriter) {
    this.tx = tx;
  }

  /** As stored now, within this transaction; what is not there any more is left out. */
  async seminars(ids: readonly SeminarId[]): Promise<readonly Seminar[]> {
    const unread = ids.filter((id) => !this.#seminars.has(id));
    if (unread.length > 0) {
      for (const id of unread) this.#seminars.set(id, undefined);
      for (const seminar of await this.tx.seminars.many(unread)) this.#seminars.set(seminar.id, seminar);
    }
    return ids.map((id) => this.#seminars.get(id)).filter((seminar) => seminar !== undefined);
  }

  /** Gathered: recorded with others like it, before anything else is or at the end. */
  arrive(arrival: Arrival): void {
    this.#arrivals.push(arrival);
  }

  async recordGathered(): Promise<void> {
    const arrivals = this.#arrivals;
    this.#arrivals = [];
    if (arrivals.length > 0) await recordArrivals(this, arrivals);
  }

  owe(...notices: readonly PlannedNotice[]): void {
    this.#owed.push(...notices);
  }

  /** To be called once, when everything is recorded. */
  async finish(at: Temporal.Instant): Promise<void> {
    await this.recordGathered();
    if (this.#owed.length > 0) await this.tx.outbox.plan(this.#owed, at);
  }
}
