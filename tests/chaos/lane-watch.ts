import { setTimeout as pass } from 'node:timers/promises';
import type { LaneId } from '../../src/domain/ids.ts';
import type { Store } from '../../src/ports/store.ts';
import { patiently } from './patiently.ts';

/** A lane between the fault that befell its holder and the first act of whoever works it next. */
interface Gap {
  readonly lane: LaneId;
  readonly holder: string;
  readonly fault: string;
  since: number;
}

const EVERY_MS = 100;

/** Who holds which lane, seen from outside, and how long lanes with something to do stood without a living holder. */
export class LaneWatch {
  readonly #store: Store;
  readonly #lanes: readonly LaneId[];
  readonly #holders = new Map<LaneId, string>();
  readonly #lengths = new Map<string, number[]>();
  #gaps: Gap[] = [];
  #isOver = false;

  constructor(store: Store, lanes: readonly LaneId[]) {
    this.#store = store;
    this.#lanes = lanes;
  }

  /** Milliseconds, by the fault that began them. */
  get lengths(): ReadonlyMap<string, readonly number[]> {
    return this.#lengths;
  }

  /** As last seen. */
  isHeldBy(lane: LaneId, pid: number | undefined): boolean {
    return pidOf(this.#holders.get(lane)) === pid;
  }

  lanesOf(pid: number | undefined): readonly LaneId[] {
    return this.#lanes.filter((lane) => this.isHeldBy(lane, pid));
  }

  /** From now on that process does nothing. */
  struck(fault: string, pid: number | undefined): void {
    for (const lane of this.lanesOf(pid)) {
      const holder = this.#holders.get(lane) ?? '';
      this.#gaps.push({ lane, holder, fault, since: performance.now() });
    }
  }

  /** It acts again: where nobody has succeeded it, its lanes have stood until now. */
  recovered(pid: number | undefined): void {
    for (const gap of this.#gaps.filter(({ holder }) => pidOf(holder) === pid)) this.#close(gap);
  }

  async run(): Promise<void> {
    while (!this.#isOver) {
      for (const lane of this.#lanes) await this.look(lane);
      await pass(EVERY_MS);
    }
  }

  stop(): void {
    this.#isOver = true;
  }

  /** Sees who has the lane now. */
  async look(lane: LaneId): Promise<void> {
    const holder = await patiently(() => this.#store.lanes.holder(lane));
    if (holder === undefined) this.#holders.delete(lane);
    else this.#holders.set(lane, holder);
    for (const gap of this.#gaps.filter((one) => one.lane === lane)) {
      if (holder !== undefined && holder !== gap.holder) this.#close(gap);
      // A lane in which nothing is to be done is held by nobody, and stands for no time.
      else if (!(await this.#hasWork(lane))) gap.since = performance.now();
    }
  }

  #close(gap: Gap): void {
    this.#gaps = this.#gaps.filter((one) => one !== gap);
    const known = this.#lengths.get(gap.fault) ?? [];
    this.#lengths.set(gap.fault, [...known, performance.now() - gap.since]);
  }

  async #hasWork(lane: LaneId): Promise<boolean> {
    const { outbox } = this.#store.read;
    const due = await patiently(() => outbox.nextDue(lane));
    if (due && due.epochMilliseconds <= Date.now()) return true;
    const left = await patiently(() => outbox.find({ lane, states: ['claimed', 'sending'], limit: 1 }));
    return left.length > 0;
  }
}

/** A holder names itself HOST/PID/…. */
function pidOf(holder: string | undefined): number | undefined {
  const [, pid] = holder?.split('/') ?? [];
  return pid === undefined ? undefined : Number(pid);
}
