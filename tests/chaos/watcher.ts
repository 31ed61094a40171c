import { setTimeout as pass } from 'node:timers/promises';
import type { SeminarId } from '../../src/domain/ids.ts';
import type { Seminar } from '../../src/domain/seminar.ts';
import type { Store } from '../../src/ports/store.ts';
import { patiently } from './patiently.ts';
import type { Play } from './play.ts';

/** A revision of a record as somebody else saw it in the store: it had been committed by then. */
export interface Sighting {
  readonly seenAt: number;
  readonly seminar: Seminar;
}

const EVERY_MS = 250;

/** Looks into the store all along, and notes when each revision of a record was first there. */
export class Watcher {
  readonly #store: Store;
  readonly #play: Play;
  readonly #sightings = new Map<SeminarId, Sighting[]>();
  /** Records that say what the store does not, and since when (`performance.now()`). */
  #behind: ReadonlyMap<SeminarId, number> = new Map();
  #isOver = false;

  constructor(store: Store, play: Play) {
    this.#store = store;
    this.#play = play;
  }

  of(seminar: SeminarId): readonly Sighting[] {
    return this.#sightings.get(seminar) ?? [];
  }

  /** For how long the store has lacked what some record says. */
  get behindMs(): number {
    return performance.now() - Math.min(performance.now(), ...this.#behind.values());
  }

  async run(): Promise<void> {
    while (!this.#isOver) {
      await this.#look();
      await pass(EVERY_MS);
    }
    await this.#look();
  }

  stop(): void {
    this.#isOver = true;
  }

  async #look(): Promise<void> {
    const restless = this.#play.talks.filter((talk) => {
      const told = talk.told.at(-1);
      const seen = this.of(talk.plan.id).at(-1)?.seminar;
      return !told || !seen || !shows(seen, told);
    });
    const ids = restless.map(({ plan }) => plan.id);
    const found = await patiently(() => this.#store.read.seminars.many(ids));
    const seenAt = performance.timeOrigin + performance.now();
    const seen = new Map(found.map((seminar) => [seminar.id, seminar]));
    const behind = restless.filter(({ plan, told, removed }) => {
      const [last, seminar] = [told.at(-1), seen.get(plan.id)];
      return !removed && last !== undefined && (!seminar || !shows(seminar, last));
    });
    this.#behind = new Map(behind.map(({ plan: { id } }) => [id, this.#behind.get(id) ?? performance.now()]));
    for (const seminar of found) {
      const before = this.of(seminar.id);
      if (before.at(-1)?.seminar.revision === seminar.revision) continue;
      this.#sightings.set(seminar.id, [...before, { seenAt, seminar }]);
    }
  }
}

/** Whether the store holds what the record says. */
export function shows(
  seminar: Seminar,
  told: {
    readonly title: string;
    readonly room: string;
    readonly start: Temporal.Instant;
    readonly status: string;
  },
): boolean {
  return (
    seminar.title === told.title &&
    seminar.venue.room === told.room &&
    seminar.start?.epochMilliseconds === told.start.epochMilliseconds &&
    seminar.status === told.status
  );
}
