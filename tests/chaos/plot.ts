import { readableDigest, SeminarId } from '../../src/domain/ids.ts';
import { Dice } from './dice.ts';

/**
 * What happens to which seminar, and when: drawn beforehand from the seed alone. Instants are milliseconds after the
 * run's beginning, so that the same seed tells the same story at any time of day.
 */
export interface TalkPlan {
  readonly id: SeminarId;
  readonly series: string;
  readonly lead: Lead;
  readonly appearsAt: number;
  readonly startsAt: number;
  readonly deeds: readonly Deed[];
}

export type Lead = 'far' | 'near';

export type Deed = { readonly at: number } & (
  | { readonly type: 'room' | 'title' | 'cancel' | 'restore' | 'moveBack' | 'remove' | 'retract' }
  | { readonly type: 'move'; readonly minutes: number }
);

export interface PlotOptions {
  readonly seed: number;
  readonly seminars: number;
  readonly lastsMs: number;
  readonly pace: Pace;
  readonly seriesOf: Readonly<Record<Lead, readonly string[]>>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long before its start a seminar is spoken of, in seconds: written into the routes, and what the plot reckons with. */
export interface Pace {
  /** Announced and reminded of hours ahead, so that its cards do not change their face by themselves. */
  readonly far: { readonly announce: number; readonly remind: readonly [number, number] };
  /** Reminded of, and begun, within the run. */
  readonly near: { readonly remind: readonly [number, number]; readonly wait: readonly [number, number] };
  /** Of all seminars. Cards of near ones change their face, and Slack allows few edits a minute. */
  readonly nearShare: number;
  /** Whether starts move: by minutes, which is too long for a short run. */
  readonly moves: boolean;
  /** From a record's first appearance to the last deed. */
  readonly spreadMs: number;
}

/** A run of minutes, and one of seconds within the test suite. */
export function paceOf(minutes: number): Pace {
  if (minutes < 1) {
    return {
      far: { announce: 10_800, remind: [10_790, 10_780] },
      near: { remind: [18, 8], wait: [24, 32] },
      nearShare: 1,
      moves: false,
      spreadMs: 14 * SECOND,
    };
  }
  return {
    far: { announce: 10_800, remind: [10_680, 10_620] },
    near: { remind: [90, 30], wait: [95, 200] },
    nearShare: 0.12,
    moves: true,
    spreadMs: Math.min(5, minutes / 2) * MINUTE,
  };
}

/** Between two deeds of one seminar. */
const APART_MS = 6 * SECOND;

export function drawPlot(options: PlotOptions): readonly TalkPlan[] {
  const { seed, seminars, lastsMs, seriesOf, pace } = options;
  const dice = new Dice(seed, 'plot');
  return Array.from({ length: seminars }, (_, index) => {
    const lead: Lead = dice.chance(pace.nearShare) ? 'near' : 'far';
    const { announce, remind } = pace.far;
    const [shortest, longest] = pace.near.wait;
    // The last of them must be through when the trouble ends.
    const life = lead === 'far' ? announce - remind[1] : shortest;
    const appearsAt = Math.max(0, lastsMs - life * SECOND) * dice.next();
    const wait = lead === 'far' ? announce + dice.between(10, 40) : dice.between(shortest, longest);
    const names = seriesOf[lead];
    return {
      id: SeminarId.parse(readableDigest(`${seed}/${index}`, 8)),
      series: names[index % names.length] ?? '',
      lead,
      appearsAt,
      startsAt: Math.ceil(appearsAt / SECOND + wait) * SECOND,
      deeds: drawDeeds(dice, lead, appearsAt, options),
    };
  }).toSorted((a, b) => a.appearsAt - b.appearsAt);
}

function drawDeeds(
  dice: Dice,
  lead: Lead,
  appearsAt: number,
  { lastsMs, pace }: PlotOptions,
): readonly Deed[] {
  const types: Deed['type'][] = [];
  if (dice.chance(0.3)) types.push('room');
  if (dice.chance(0.12)) types.push('title');
  if (dice.chance(0.2) && pace.moves)
    types.push('move', ...(dice.chance(0.4) ? (['moveBack'] as const) : []));
  if (dice.chance(0.12)) types.push('cancel', ...(dice.chance(0.5) ? (['restore'] as const) : []));
  const end = dice.draw([
    [0.04, 'remove' as const],
    [0.05, 'retract' as const],
  ]);
  if (end) types.push(end);
  // Taken back, and then its record moves all the same: still nothing may be said of it.
  if (end === 'retract' && dice.chance(0.4) && pace.moves) types.push('move');
  const spread = lead === 'far' ? pace.spreadMs : Math.min(pace.spreadMs, 80 * SECOND);
  const instants = types
    .map(() => appearsAt + APART_MS + spread * dice.next())
    .toSorted((a, b) => a - b)
    .map((at, index) => at + index * APART_MS);
  return types
    .map((type, index): Deed => {
      const at = instants[index] ?? 0;
      return type === 'move' ? { type, at, minutes: drawMinutes(dice, lead) } : { type, at };
    })
    .filter(({ at }) => at < lastsMs);
}

/** A near seminar moves later only: earlier would be over before anybody could know. */
function drawMinutes(dice: Dice, lead: Lead): number {
  if (lead === 'near') return 1;
  const minutes = dice.integer(1, 4);
  return dice.chance(0.3) ? -minutes : minutes;
}
