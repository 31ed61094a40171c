import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { splitChannelId } from '../../src/domain/ids.ts';
import { type Notice, opaqueKeyOf } from '../../src/domain/notice.ts';
import type { Store } from '../../src/ports/store.ts';
import { Dice } from './dice.ts';
import type { Doors, Knock, Seizure } from './doors.ts';
import { Life } from './life.ts';
import type { Stage } from './stage.ts';

/**
 * Where the process is killed. The named points are met exactly: the process is stopped, looked at, and killed only if
 * it stands at the point (`claimed`, `committed`), or it is killed by the platform that holds its request (`written`,
 * `answered`).
 */
export const KILL_POINTS = ['random', 'claimed', 'committed', 'written', 'answered'] as const;
export type KillPoint = (typeof KILL_POINTS)[number];

export const POINT_WORDS: Readonly<Record<KillPoint, string>> = {
  random: 'at a random moment',
  claimed: 'after the claim',
  committed: 'after the commit of sending, before the request',
  written: 'after the request, before an answer',
  answered: 'after the answer, before its record',
};

const SHARES: readonly (readonly [number, KillPoint])[] = [
  [0.28, 'random'],
  [0.18, 'claimed'],
  [0.18, 'committed'],
  [0.18, 'written'],
  [0.18, 'answered'],
];
/** A point that does not come about within this is given up: the process is killed where it stands. */
const PATIENCE_MS = 4_000;
/** What a stopped process has written reaches the stand-ins within this. */
const SETTLES_MS = 15;

/** Kills the service again and again, and starts it anew. */
export class Reaper {
  readonly #stage: Stage;
  readonly #store: Store;
  readonly #doors: Doors;
  readonly #dice: Dice;
  readonly #kills = new Map<KillPoint, number>();
  /** Notices that were in somebody's hands when the process died, by how far they had got. */
  readonly #found = { claimed: 0, notLeft: 0, unanswered: 0, answered: 0 };
  readonly #failures: string[] = [];
  /** Claims that earlier lives left behind: they say nothing of the present one. */
  #inherited: ReadonlySet<string> = new Set();
  #life: Life | undefined;

  constructor(stage: Stage, store: Store, doors: Doors, seed: number) {
    this.#stage = stage;
    this.#store = store;
    this.#doors = doors;
    this.#dice = new Dice(seed, 'reaper');
  }

  get kills(): Readonly<Partial<Record<KillPoint, number>>> {
    return Object.fromEntries(this.#kills);
  }
  get found(): Readonly<Record<'claimed' | 'notLeft' | 'unanswered' | 'answered', number>> {
    return { ...this.#found };
  }
  /** Lives that ended by themselves. */
  get failures(): readonly string[] {
    return this.#failures;
  }

  get logFile(): string {
    return join(this.#stage.folder, 'service.log');
  }

  /** A life that nobody takes. Resolves to its address. */
  async live(): Promise<string> {
    const life = await this.#begin();
    const url = await life.ready;
    if (url === undefined) throw new Error(`the service did not start; see ${this.logFile}`);
    return url;
  }

  /** Ends the present life in peace. Resolves to its exit code. */
  async rest(): Promise<number | null> {
    await this.#life?.end('SIGTERM');
    return this.#life?.exitCode ?? null;
  }

  /** However a run ends, nobody is left behind. */
  async bury(): Promise<void> {
    this.#life?.signal('SIGCONT');
    await this.#life?.end('SIGKILL');
  }

  /** One life after another until then (of `performance.now()`), each of which is taken. */
  async reap(until: number): Promise<void> {
    await this.#take('random');
    while (performance.now() < until) {
      await this.#begin();
      const point = this.#dice.draw(SHARES) ?? 'random';
      const met = await this.#waitFor(point);
      await this.#take(met ? point : 'random');
    }
  }

  async #begin(): Promise<Life> {
    const left = [...(await this.#inState('claimed')), ...(await this.#inState('sending'))];
    this.#inherited = new Set(left.map(nameOf));
    this.#life = Life.begin(this.#stage.variables, this.logFile);
    return this.#life;
  }

  async #take(point: KillPoint): Promise<void> {
    const life = this.#life;
    if (!life) return;
    if (life.exitCode !== null) this.#failures.push(`ended by itself with ${life.exitCode}`);
    await life.end('SIGKILL');
    this.#kills.set(point, (this.#kills.get(point) ?? 0) + 1);
    await pass(SETTLES_MS);
    await this.#lookAtTheDead();
  }

  async #waitFor(point: KillPoint): Promise<boolean> {
    const life = this.#life;
    if (!life) return false;
    if (point === 'random') {
      // While it starts up, or at work.
      if (this.#dice.chance(0.4)) await pass(this.#dice.between(50, 1_200));
      else {
        await life.ready;
        await this.#letWork(life);
        await pass(this.#dice.between(0, 300));
      }
      return true;
    }
    await life.ready;
    await this.#letWork(life);
    return point === 'written' || point === 'answered'
      ? this.#ambush(life, point)
      : this.#stopAndLook(life, point);
  }

  /**
   * Most lives get something done before they are taken, counted in requests, so that a slow machine kills no more of the
   * work than a fast one; some get nothing done.
   */
  async #letWork(life: Life): Promise<void> {
    const wanted = this.#doors.count + (this.#dice.chance(0.25) ? 0 : this.#dice.integer(1, 50));
    const until = performance.now() + PATIENCE_MS;
    while (this.#doors.count < wanted && performance.now() < until && !life.isOver) await pass(10);
  }

  /** Lies in wait at the platforms' doors: the next post is the process's last. */
  async #ambush(life: Life, point: 'written' | 'answered'): Promise<boolean> {
    const stored = this.#dice.chance(0.7);
    const edits = this.#dice.chance(0.2);
    const met = await new Promise<boolean>((resolve) => {
      const giveUp = setTimeout(() => resolve(false), PATIENCE_MS);
      this.#doors.seize = (knock): Seizure | undefined => {
        if (!knock.posts && !edits) return undefined;
        clearTimeout(giveUp);
        this.#doors.seize = () => undefined;
        if (point === 'written') {
          life.signal('SIGKILL');
          resolve(true);
          return { type: 'silent', stored };
        }
        // The answer leaves within this turn of the event loop.
        setImmediate(() => {
          life.signal('SIGKILL');
          resolve(true);
        });
        return { type: 'answered' };
      };
    });
    this.#doors.seize = () => undefined;
    return met;
  }

  /** Stops the process again and again until it happens to stand at the point; there it is left to be killed. */
  async #stopAndLook(life: Life, point: 'claimed' | 'committed'): Promise<boolean> {
    const until = performance.now() + PATIENCE_MS;
    while (performance.now() < until && !life.isOver) {
      await pass(this.#dice.between(2, 40));
      life.signal('SIGSTOP');
      await pass(SETTLES_MS);
      if (await this.#standsAt(point)) return true;
      life.signal('SIGCONT');
    }
    return false;
  }

  async #standsAt(point: 'claimed' | 'committed'): Promise<boolean> {
    if (point === 'claimed') return (await this.#ownInState('claimed')).length > 0;
    for (const notice of await this.#ownInState('sending')) {
      if (isPost(notice) && (await this.#arrivalOf(notice)) === undefined) return true;
    }
    return false;
  }

  async #lookAtTheDead(): Promise<void> {
    this.#found.claimed += (await this.#ownInState('claimed')).length;
    for (const notice of await this.#ownInState('sending')) {
      if (!isPost(notice)) continue;
      const knock = await this.#arrivalOf(notice);
      if (!knock) this.#found.notLeft += 1;
      else if (knock.answered) this.#found.answered += 1;
      else this.#found.unanswered += 1;
    }
  }

  async #arrivalOf(notice: Notice): Promise<Knock | undefined> {
    const begun = (await this.#store.read.posts.get(notice.id))?.postedAt.epochMilliseconds;
    const { platform, native } = splitChannelId(notice.channel);
    // Nothing is claimed to have left that was never begun, or that goes to no stand-in.
    if (begun === undefined || platform === 'preview') return undefined;
    const key = opaqueKeyOf(notice.id, this.#store.installation);
    return this.#doors.hasArrived(platform, native, key, begun);
  }

  async #ownInState(state: 'claimed' | 'sending'): Promise<readonly Notice[]> {
    return (await this.#inState(state)).filter((notice) => !this.#inherited.has(nameOf(notice)));
  }

  #inState(state: 'claimed' | 'sending'): Promise<readonly Notice[]> {
    return this.#store.read.outbox.find({ states: [state] });
  }
}

/** One claim: a notice that is claimed anew has another token. */
function nameOf({ id, token }: Notice): string {
  return `${id} ${token ?? ''}`;
}

function isPost({ kind }: Notice): boolean {
  return kind !== 'edit' && kind !== 'removal';
}
