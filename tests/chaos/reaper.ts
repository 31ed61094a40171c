import { setTimeout as pass } from 'node:timers/promises';
import type { LaneId } from '../../src/domain/ids.ts';
import type { Dice } from './dice.ts';
import type { Hands } from './hands.ts';
import type { LaneWatch } from './lane-watch.ts';
import { Deck, drawCut, type Mishap, SHORT_ROUND } from './mishaps.ts';
import { POINT_SHARES, POINT_WORDS, type Point } from './points.ts';
import type { Replica } from './replica.ts';
import type { Stage } from './stage.ts';
import { PATIENCE_MS, SETTLES_MS, type Stalker } from './stalker.ts';

/** The lease of a lane whose requests take ten seconds at most. Whoever does nothing for longer has lost it. */
const LEASE_MS = 20_000;
/** By then what may have been sent before has been looked for, and said anew where it was not there. */
const REPLACED_MS = 45_000;

/** A process that did nothing for longer than its leases: what it had begun to send before may leave after. */
export interface Freeze {
  readonly replica: string;
  /** Held when it began. */
  readonly lanes: readonly LaneId[];
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

interface Parts {
  readonly stage: Stage;
  readonly replicas: readonly Replica[];
  readonly hands: Hands;
  readonly watch: LaneWatch;
  readonly stalker: Stalker;
  readonly dice: Dice;
  /** A run of seconds, which waits for nothing longer than a lease. */
  readonly isShort: boolean;
}

/** Kills, freezes, cuts off and stops the processes again and again, and starts them anew. */
export class Reaper {
  readonly #parts: Parts;
  readonly #counts = new Map<string, number>();
  readonly #failures: string[] = [];
  readonly #freezes: Freeze[] = [];
  readonly #recoveries = new Set<Promise<void>>();
  #kills = 0;
  /** How many are frozen or cut off just now. */
  #away = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** By what was done, and where. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  get kills(): number {
    return this.#kills;
  }
  get freezes(): readonly Freeze[] {
    return this.#freezes;
  }
  /** Lives that ended by themselves, or did not end as they should. */
  get failures(): readonly string[] {
    return this.#failures;
  }

  /** Everybody lives, and nobody is struck. Resolves to the address of one. */
  async live(): Promise<string> {
    const urls: string[] = [];
    for (const replica of this.#parts.replicas) {
      const life = replica.life && !replica.life.isOver ? replica.life : replica.begin();
      // What began without a database may end still; the next has one.
      const url = (await life.ready) ?? (replica.mayHaveEnded ? await replica.begin().ready : undefined);
      if (url === undefined) throw new Error(`the service did not start; see ${replica.logFile}`);
      urls.push(url);
    }
    return urls[0] ?? '';
  }

  /** Ends everybody in peace, one after the other. Resolves to the first exit code that is not 0, if any. */
  async rest(): Promise<number | null> {
    const codes: (number | null)[] = [];
    for (const { life } of this.#parts.replicas) {
      await life?.end('SIGTERM');
      codes.push(life?.exitCode ?? null);
    }
    return codes.find((code) => code !== 0) ?? (codes.includes(null) ? null : 0);
  }

  /** However a run ends, nobody is left behind. */
  async bury(): Promise<void> {
    for (const replica of this.#parts.replicas) await replica.close();
  }

  /**
   * One mishap after another until then (of `performance.now()`), and until each sort has come up. `breathe` resolves when
   * the service keeps up with what it is given.
   */
  async reap(until: number, breathe: () => Promise<void>): Promise<void> {
    const { dice, replicas } = this.#parts;
    const deck = new Deck(dice, this.#kinds());
    while (performance.now() < until || !deck.isThrough) {
      this.#mourn();
      await breathe();
      const able = replicas.filter(({ isTaken }) => !isTaken);
      const mayBeLong = this.#mayBeLong(able);
      const mishap = deck.deal((kind) => able.length > 0 && (mayBeLong || !isLong(kind)));
      if (mishap) await this.#befall(mishap, able);
      else await pass(100);
      // Now and then two at once.
      if (replicas.length > 1 && !dice.chance(0.25)) await pass(dice.between(200, 2_000));
    }
    await Promise.all(this.#recoveries);
    this.#mourn();
  }

  /** Somebody is to be left who succeeds those who are away for long; two of whom are away at once only now and then. */
  #mayBeLong(able: readonly Replica[]): boolean {
    const { replicas, dice, isShort } = this.#parts;
    if (replicas.length === 1) return true;
    return able.length > 1 && (this.#away === 0 || isShort || dice.chance(0.05));
  }

  #kinds(): readonly Mishap[] {
    const { replicas, stage, isShort } = this.#parts;
    const kinds: readonly Mishap[] = [
      ...(replicas.length > 1 ? (['freeze'] as const) : []),
      ...(stage.database.server ? (['cut', 'database'] as const) : []),
      ...(replicas.length > 1 ? (['stall', 'stop'] as const) : []),
      'kill',
    ];
    return isShort ? kinds.filter((kind) => SHORT_ROUND.includes(kind)) : kinds;
  }

  /** Longer than the lease, and now and then so long that everything has been said anew. */
  #drawAbsence(): number {
    const { dice, isShort } = this.#parts;
    const isLong = dice.chance(0.35) && !isShort;
    return (isLong ? REPLACED_MS : LEASE_MS) + dice.between(1_000, isShort ? 2_000 : 8_000);
  }

  /** Nobody ends by itself, but who has no database when it starts. */
  #mourn(): void {
    for (const replica of this.#parts.replicas) {
      const { life } = replica;
      if (replica.isTaken || !life?.isOver) continue;
      if (!life.isReady && replica.mayHaveEnded) this.#count('Started without a database');
      else this.#failures.push(`${replica.name} ended by itself with ${life.exitCode}`);
      replica.begin();
    }
  }

  #befall(mishap: Mishap, able: readonly Replica[]): Promise<void> {
    switch (mishap) {
      case 'kill':
        return this.#kill(able);
      case 'freeze':
        return this.#freeze(able);
      case 'stall':
        return this.#stall(able);
      case 'cut':
        return this.#cutOff(able);
      case 'stop':
        return this.#stop(able);
      case 'database':
        return this.#restartDatabase();
    }
  }

  /** At a point of chance. Where that does not come about, somebody is struck all the same. */
  async #meet(
    able: readonly Replica[],
    strike: (victim: Replica) => void,
  ): Promise<{ readonly victim: Replica | undefined; readonly point: Point }> {
    const { dice, stalker } = this.#parts;
    const point = dice.draw(POINT_SHARES) ?? 'random';
    const met = await stalker.meet(point, able, strike);
    if (met) return { victim: met, point };
    const other = stalker.pick(able.filter(({ life }) => !life?.isOver));
    if (other) strike(other);
    return { victim: other, point: 'random' };
  }

  async #kill(able: readonly Replica[]): Promise<void> {
    const { hands, watch, dice, replicas } = this.#parts;
    let lanes: readonly LaneId[] = [];
    const { victim, point } = await this.#meet(able, ({ life }) => {
      lanes = watch.lanesOf(life?.pid);
      watch.struck('killed', life?.pid);
      life?.signal('SIGKILL');
    });
    if (!victim) return;
    victim.isTaken = true;
    await victim.life?.end('SIGKILL');
    this.#kills += 1;
    this.#count(`Killed ${POINT_WORDS[point]}`);
    await pass(SETTLES_MS);
    await hands.count(lanes);
    this.#recover(victim, async () => {
      if (replicas.length > 1) await pass(dice.between(0, 3_000));
      victim.begin();
    });
  }

  async #freeze(able: readonly Replica[]): Promise<void> {
    const { hands, watch } = this.#parts;
    let from = 0;
    let lanes: readonly LaneId[] = [];
    const { victim, point } = await this.#meet(able, ({ life }) => {
      life?.signal('SIGSTOP');
      from = timeNow();
      lanes = watch.lanesOf(life?.pid);
      watch.struck('frozen', life?.pid);
    });
    if (!victim) return;
    victim.isTaken = true;
    this.#count(`Frozen ${POINT_WORDS[point]}`);
    await pass(SETTLES_MS);
    await hands.count(lanes);
    const lastsMs = this.#drawAbsence();
    this.#away += 1;
    this.#recover(victim, async () => {
      await pass(lastsMs);
      this.#away -= 1;
      this.#freezes.push({ replica: victim.name, lanes, from, to: timeNow() });
      victim.life?.signal('SIGCONT');
      watch.recovered(victim.life?.pid);
    });
  }

  /** Stands still for less than its leases last. */
  async #stall(able: readonly Replica[]): Promise<void> {
    const { watch, dice } = this.#parts;
    const { victim } = await this.#meet(able, ({ life }) => {
      life?.signal('SIGSTOP');
      watch.struck('stalled', life?.pid);
    });
    if (!victim) return;
    victim.isTaken = true;
    this.#count('Stalled for less than the lease');
    const lastsMs = dice.between(500, LEASE_MS / 2);
    this.#recover(victim, async () => {
      await pass(lastsMs);
      victim.life?.signal('SIGCONT');
      watch.recovered(victim.life?.pid);
    });
  }

  async #cutOff(able: readonly Replica[]): Promise<void> {
    const { watch, dice, stalker } = this.#parts;
    const cut = drawCut(dice);
    const lastsMs = this.#drawAbsence();
    const victim = stalker.pick(able);
    if (!victim) return;
    const met = cut.atCommit === undefined || (await victim.atNextCommit(cut.atCommit, PATIENCE_MS));
    if (!met && !cut.lasts) return;
    victim.isTaken = true;
    this.#count(`Cut off from the database: ${met ? cut.words : cut.until}`);
    if (cut.lasts) watch.struck('cut off', victim.life?.pid);
    if (cut.until === 'refused') victim.refuseDatabase();
    else victim.silenceDatabase();
    this.#away += 1;
    this.#recover(victim, async () => {
      if (cut.lasts) await pass(lastsMs);
      this.#away -= 1;
      victim.reopenDatabase(cut.reopening);
      if (cut.lasts) watch.recovered(victim.life?.pid);
    });
  }

  /** As a rolling restart does. */
  async #stop(able: readonly Replica[]): Promise<void> {
    const { watch, stalker } = this.#parts;
    const victim = stalker.pick(able.filter(({ life }) => life?.isReady && !life.isOver));
    const life = victim?.life;
    if (!victim || !life) return;
    victim.isTaken = true;
    this.#count('Stopped by SIGTERM');
    watch.struck('stopped', life.pid);
    this.#recover(victim, async () => {
      await life.end('SIGTERM');
      if (life.exitCode !== 0)
        this.#failures.push(`${victim.name} was stopped and ended with ${life.exitCode}`);
      victim.begin();
    });
  }

  async #restartDatabase(): Promise<void> {
    const { stage, dice, replicas } = this.#parts;
    const how = dice.chance(0.5) ? 'fast' : 'crash';
    for (const replica of replicas) replica.noteCut();
    this.#count(how === 'fast' ? 'PostgreSQL restarted' : 'PostgreSQL crashed and started again');
    await stage.database.server?.restart(how);
    // Those that began meanwhile too.
    for (const replica of replicas) replica.noteCut();
  }

  /** Goes on in the background; until it has ended nothing else befalls the victim. */
  #recover(victim: Replica, work: () => Promise<void>): void {
    const recovery = work().then(() => {
      victim.isTaken = false;
      this.#recoveries.delete(recovery);
    });
    this.#recoveries.add(recovery);
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }
}

function isLong(mishap: Mishap): boolean {
  return mishap === 'freeze' || mishap === 'cut';
}

function timeNow(): number {
  return performance.timeOrigin + performance.now();
}
