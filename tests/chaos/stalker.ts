import { setTimeout as pass } from 'node:timers/promises';
import type { Dice } from './dice.ts';
import type { Doors, Knock, Seizure } from './doors.ts';
import type { Hands } from './hands.ts';
import type { LaneWatch } from './lane-watch.ts';
import type { Point } from './points.ts';
import type { Replica } from './replica.ts';
import type { Stage } from './stage.ts';

/** A point that does not come about within this is given up. */
export const PATIENCE_MS = 4_000;
/** A busy machine takes its time to start a process; one that has nothing to do is not waited for longer than this. */
const WORK_MS = 15_000;
/** What a stopped process has written reaches the stand-ins within this. */
export const SETTLES_MS = 15;

interface Parts {
  readonly stage: Stage;
  readonly doors: Doors;
  readonly hands: Hands;
  readonly watch: LaneWatch;
  readonly dice: Dice;
}

/** Follows the processes to the points at which they are to be struck. */
export class Stalker {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Waits until one of the able ones stands at the point, and calls `strike` for it in that very moment. Undefined: it did
   * not come about.
   */
  async meet(
    point: Point,
    able: readonly Replica[],
    strike: (victim: Replica) => void,
  ): Promise<Replica | undefined> {
    if (point === 'random') return this.#meetSomewhere(able, strike);
    await Promise.race(able.map(({ life }) => life?.ready));
    await this.letWork();
    return point === 'written' || point === 'answered'
      ? this.#meetAtTheDoor(point, able, strike)
      : this.#stopAndLook(point, able, strike);
  }

  /** One that has a lane if anybody has; the others are struck now and then too. */
  pick(able: readonly Replica[]): Replica | undefined {
    const { dice, watch } = this.#parts;
    const busy = able.filter(({ life }) => watch.lanesOf(life?.pid).length > 0);
    const among = busy.length > 0 && dice.chance(0.8) ? busy : able;
    return among[dice.integer(0, among.length - 1)];
  }

  /**
   * Most lives get something done before they are struck, counted in requests, so that a slow machine destroys no more of
   * the work than a fast one; some get nothing done.
   */
  async letWork(): Promise<void> {
    const { dice, doors } = this.#parts;
    const wanted = doors.count + (dice.chance(0.25) ? 0 : dice.integer(1, 50));
    const until = performance.now() + WORK_MS;
    while (doors.count < wanted && performance.now() < until) await pass(10);
  }

  /** While it starts up, or at work. */
  async #meetSomewhere(
    able: readonly Replica[],
    strike: (victim: Replica) => void,
  ): Promise<Replica | undefined> {
    const { dice } = this.#parts;
    if (dice.chance(0.4)) await pass(dice.between(50, 1_200));
    else {
      await Promise.race(able.map(({ life }) => life?.ready));
      await this.letWork();
      await pass(dice.between(0, 300));
    }
    const victim = this.pick(able);
    if (victim) strike(victim);
    return victim;
  }

  /** Lies in wait at the platforms' doors: the next post is its sender's last act. */
  async #meetAtTheDoor(
    point: 'written' | 'answered',
    able: readonly Replica[],
    strike: (victim: Replica) => void,
  ): Promise<Replica | undefined> {
    const { dice, doors } = this.#parts;
    const stored = dice.chance(0.7);
    const edits = dice.chance(0.2);
    const met = await new Promise<Replica | undefined>((resolve) => {
      const giveUp = setTimeout(() => resolve(undefined), PATIENCE_MS);
      doors.seize = (knock): Seizure | undefined => {
        const sender = this.#senderOf(knock, able);
        if (!sender || (!knock.posts && !edits)) return undefined;
        clearTimeout(giveUp);
        doors.seize = () => undefined;
        const meet = (): void => {
          strike(sender);
          resolve(sender);
        };
        // The answer leaves within this turn of the event loop.
        if (point === 'answered') setImmediate(meet);
        else meet();
        return point === 'answered' ? { type: 'answered' } : { type: 'silent', stored };
      };
    });
    doors.seize = () => undefined;
    return met;
  }

  #senderOf({ platform, via }: Knock, able: readonly Replica[]): Replica | undefined {
    const { stage, watch } = this.#parts;
    return able.find(({ name, life }) =>
      platform === 'slack' ? name === via : watch.isHeldBy(stage.lanes.teams, life?.pid),
    );
  }

  /** Stops a lane's holder again and again until it happens to stand at the point; there it is struck. */
  async #stopAndLook(
    point: 'claimed' | 'committed',
    able: readonly Replica[],
    strike: (victim: Replica) => void,
  ): Promise<Replica | undefined> {
    const { stage, hands, watch, dice } = this.#parts;
    const lanes = Object.values(stage.lanes);
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until) {
      await pass(dice.between(2, 40));
      const lane = lanes[dice.integer(0, lanes.length - 1)];
      if (!lane) return undefined;
      await watch.look(lane);
      const holder = able.find(({ life }) => watch.isHeldBy(lane, life?.pid));
      if (!holder) continue;
      holder.life?.signal('SIGSTOP');
      await pass(SETTLES_MS);
      if (await hands.standsAt(point, lane)) {
        strike(holder);
        return holder;
      }
      holder.life?.signal('SIGCONT');
    }
    return undefined;
  }
}
