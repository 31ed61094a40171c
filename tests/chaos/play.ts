import { setTimeout as pass } from 'node:timers/promises';
import type { SeminarId } from '../../src/domain/ids.ts';
import { retractSeminar } from '../../src/pipeline/dispatch/acts/retract.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import { patiently } from './patiently.ts';
import type { Deed, TalkPlan } from './plot.ts';
import { type Stage, TIMEZONE } from './stage.ts';

/** What the record of a seminar says, as its organiser last wrote it. Every text names its seminar and its edition. */
export interface Told {
  readonly title: string;
  readonly room: string;
  readonly start: Temporal.Instant;
  readonly status: 'scheduled' | 'cancelled';
}

export interface Talk {
  readonly plan: TalkPlan;
  /** Editions of the record, the latest last; empty while there is none. */
  readonly told: readonly Told[];
  readonly removed: boolean;
  /** When taking back was committed. */
  readonly retractedAt?: Temporal.Instant;
}

/** Writes, edits and removes the records as the plot says, and takes seminars back. */
export class Play {
  readonly #stage: Stage;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #talks = new Map<SeminarId, Talk>();
  readonly #begin: Temporal.Instant;
  readonly #scenes: { readonly at: number; readonly talk: SeminarId; readonly deed?: Deed }[];
  readonly counts: Record<Deed['type'] | 'written', number> = {
    written: 0,
    room: 0,
    title: 0,
    move: 0,
    moveBack: 0,
    cancel: 0,
    restore: 0,
    remove: 0,
    retract: 0,
  };

  constructor(stage: Stage, store: Store, clock: Clock, plot: readonly TalkPlan[]) {
    this.#stage = stage;
    this.#store = store;
    this.#clock = clock;
    this.#begin = clock.now();
    for (const plan of plot) this.#talks.set(plan.id, { plan, told: [], removed: false });
    this.#scenes = plot
      .flatMap(({ id, appearsAt, deeds }) => [
        { at: appearsAt, talk: id },
        ...deeds.map((deed) => ({ at: deed.at, talk: id, deed })),
      ])
      .toSorted((a, b) => a.at - b.at);
  }

  get talks(): readonly Talk[] {
    return [...this.#talks.values()].filter(({ told }) => told.length > 0);
  }

  /** When the last of them is reminded of, or begins. */
  get lastDue(): Temporal.Instant {
    const [, last] = this.#stage.pace.far.remind;
    const dues = this.talks.flatMap(({ plan, told }) =>
      told.map(({ start }) => (plan.lead === 'far' ? start.subtract({ seconds: last }) : start)),
    );
    return dues.reduce((a, b) => (Temporal.Instant.compare(a, b) > 0 ? a : b), this.#begin);
  }

  /** Resolves when everything has been played. */
  async run(): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (const { at, talk, deed } of this.#scenes) {
      const wait = at - this.#begin.until(this.#clock.now()).total('milliseconds');
      if (wait > 0) await pass(wait);
      if (deed?.type === 'retract') waiting.push(this.#retract(talk));
      else this.#carryOut(talk, deed);
    }
    await Promise.all(waiting);
  }

  #carryOut(id: SeminarId, deed: Exclude<Deed, { type: 'retract' }> | Deed | undefined): void {
    const talk = this.#talks.get(id);
    if (!talk || talk.removed) return;
    this.counts[deed?.type ?? 'written'] += 1;
    if (deed?.type === 'remove') {
      this.#stage.removeRecord(id);
      this.#talks.set(id, { ...talk, removed: true });
      return;
    }
    const told = deed ? edit(talk, deed) : this.#firstOf(talk.plan);
    this.#talks.set(id, { ...talk, told: [...talk.told, told] });
    this.#stage.writeRecord(id, recordOf(talk.plan, told));
  }

  #firstOf({ id, startsAt }: TalkPlan): Told {
    // The store keeps milliseconds, records whole seconds.
    const start = Temporal.Instant.fromEpochMilliseconds(
      Math.ceil((this.#begin.epochMilliseconds + startsAt) / 1_000) * 1_000,
    );
    return { title: textOf(id, 't', 1), room: textOf(id, 'r', 1), start, status: 'scheduled' };
  }

  /** Only what is known can be taken back: until the record has been read, it is tried again. */
  async #retract(id: SeminarId): Promise<void> {
    while (!(await patiently(() => this.#store.read.seminars.get(id)))) await pass(500);
    const scene = { store: this.#store, clock: this.#clock, by: 'the chaos suite' };
    // Done twice, where nobody heard that it was done, it is the same.
    await patiently(() => retractSeminar(scene, id));
    const talk = this.#talks.get(id);
    if (talk) this.#talks.set(id, { ...talk, retractedAt: this.#clock.now() });
    this.counts.retract += 1;
  }
}

function edit({ told, plan }: Talk, deed: Deed): Told {
  const last = told.at(-1);
  if (!last) throw new Error(`${plan.id} is edited before it is written`);
  switch (deed.type) {
    case 'room':
      return { ...last, room: textOf(plan.id, 'r', told.length + 1) };
    case 'title':
      return { ...last, title: textOf(plan.id, 't', told.length + 1) };
    case 'move':
      return { ...last, start: last.start.add({ minutes: deed.minutes }) };
    case 'moveBack':
      return { ...last, start: told[0]?.start ?? last.start };
    case 'cancel':
      return { ...last, status: 'cancelled' };
    case 'restore':
      return { ...last, status: 'scheduled' };
    case 'remove':
    case 'retract':
      return last;
  }
}

/** Two digits, so that no edition's text is the beginning of another's. */
function textOf(id: SeminarId, what: 't' | 'r', edition: number): string {
  return `${id}-${what}${String(edition).padStart(2, '0')}`;
}

function recordOf({ id, series, lead }: TalkPlan, { title, room, start, status }: Told): unknown {
  return {
    id,
    series,
    title,
    speakers: 'Ada Ebb',
    start: start.toString({ smallestUnit: 'second' }),
    duration: '2h',
    timezone: TIMEZONE,
    venue: {
      room,
      // Far ones have no link: when it is released, every card is edited, and Slack allows few edits.
      ...(lead === 'near' ? { online: { url: `https://example.zoom.us/j/${id}` } } : {}),
    },
    ...(status === 'scheduled' ? {} : { status, statusReason: 'the speaker is unwell' }),
  };
}
