import type { Interception, Reopening } from '../support/tcp-proxy.ts';
import type { Dice } from './dice.ts';

/** What may befall a process, or the database under all of them. */
export type Mishap = 'freeze' | 'cut' | 'stall' | 'stop' | 'database' | 'kill';

/** How many of each are in one round: each comes up before any comes up more often than this. */
const ROUND: Readonly<Record<Mishap, number>> = {
  freeze: 2,
  cut: 3,
  stall: 1,
  stop: 1,
  database: 1,
  kill: 6,
};

/** Of a run of seconds: what takes no database away from the suite itself, and no more time than the lease. */
export const SHORT_ROUND: readonly Mishap[] = ['freeze', 'cut', 'kill'];

/** Deals what is to happen next, so that chance leaves nothing out. */
export class Deck {
  readonly #dice: Dice;
  readonly #kinds: readonly Mishap[];
  #cards: Mishap[];
  readonly #missing: Set<Mishap>;

  /** The long ones come first, once each: a short run has time for them only then. */
  constructor(dice: Dice, kinds: readonly Mishap[]) {
    this.#dice = dice;
    this.#kinds = kinds;
    this.#cards = [...kinds];
    this.#missing = new Set(kinds);
  }

  /** Whether every kind has been dealt. */
  get isThrough(): boolean {
    return this.#missing.size === 0;
  }

  /** The next that fits; undefined where none does just now. Where nothing does, a new round begins. */
  deal(fits: (mishap: Mishap) => boolean): Mishap | undefined {
    if (!this.#cards.some(fits) && this.isThrough) this.#cards = this.#shuffle();
    const at = this.#cards.findIndex(fits);
    const [card] = at < 0 ? [] : this.#cards.splice(at, 1);
    if (card !== undefined) this.#missing.delete(card);
    return card;
  }

  #shuffle(): Mishap[] {
    return this.#kinds
      .flatMap((kind) => Array.from({ length: ROUND[kind] }, () => ({ kind, place: this.#dice.next() })))
      .toSorted((a, b) => a.place - b.place)
      .map(({ kind }) => kind);
  }
}

/** How a process is cut off from its database. */
export interface Cut {
  readonly words: string;
  /** It happens at a COMMIT. */
  readonly atCommit?: Exclude<Interception, 'pass'>;
  /** What the way is like until it is open again. */
  readonly until: 'refused' | 'silent';
  /** For longer than the lease; else it is back at once. */
  readonly lasts: boolean;
  readonly reopening: Reopening;
}

export function drawCut(dice: Dice): Cut {
  const shares: readonly (readonly [number, Cut])[] = [
    [0.16, { words: 'refused', until: 'refused', lasts: true, reopening: 'reset' }],
    [0.14, { words: 'silent, then all passes', until: 'silent', lasts: true, reopening: 'resumed' }],
    [0.14, { words: 'silent, then reset', until: 'silent', lasts: true, reopening: 'reset' }],
    [0.12, { words: 'silent, then forgotten', until: 'silent', lasts: true, reopening: 'forgotten' }],
    [
      0.12,
      {
        words: 'reset before a COMMIT, then refused',
        atCommit: 'reset before',
        until: 'refused',
        lasts: true,
        reopening: 'reset',
      },
    ],
    [
      0.12,
      {
        words: 'silent at a COMMIT that was carried out',
        atCommit: 'silence at answer',
        until: 'silent',
        lasts: true,
        reopening: 'resumed',
      },
    ],
    [
      0.1,
      {
        words: 'reset before a COMMIT, once',
        atCommit: 'reset before',
        until: 'refused',
        lasts: false,
        reopening: 'reset',
      },
    ],
  ];
  return (
    dice.draw(shares) ?? {
      words: 'reset after a COMMIT, once',
      atCommit: 'reset at answer',
      until: 'refused',
      lasts: false,
      reopening: 'reset',
    }
  );
}
