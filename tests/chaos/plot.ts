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

/** `far`: announced and reminded of hours before it starts. `near`: its whole life lies within minutes. */
export type Lead = 'far' | 'near';

export type Deed = { readonly at: number } & (
  | { readonly type: 'room' | 'title' | 'cancel' | 'restore' | 'moveBack' | 'remove' | 'retract' }
  | { readonly type: 'move'; readonly minutes: number }
);

export interface PlotOptions {
  readonly seed: number;
  readonly seminars: number;
  readonly lastsMs: number;
  readonly seriesOf: Readonly<Record<Lead, readonly string[]>>;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** When far seminars are announced and reminded of, before their start. Written into the routes too. */
export const FAR_OFFSETS = { announce: '180m', remind: ['178m', '177m'] } as const;
const FAR_LEAD_MS = 180 * MINUTE;
/** From the last announcement that is due to the last reminder. */
const FAR_LIFE_MS = 3 * MINUTE;
export const NEAR_OFFSETS = { remind: ['90s', '30s'] } as const;
/** Of all seminars. Each of their cards changes its face as time goes by, and Slack allows few edits a minute. */
const NEAR_SHARE = 0.12;
/** Between two deeds of one seminar. */
const APART_MS = 6 * SECOND;

export function drawPlot({ seed, seminars, lastsMs, seriesOf }: PlotOptions): readonly TalkPlan[] {
  const dice = new Dice(seed, 'plot');
  return Array.from({ length: seminars }, (_, index) => {
    const lead: Lead = dice.chance(NEAR_SHARE) ? 'near' : 'far';
    // The last of them must be through when the trouble ends.
    const room = Math.max(0, lastsMs - (lead === 'far' ? FAR_LIFE_MS : 2 * MINUTE));
    const appearsAt = room * dice.next();
    const wait =
      lead === 'far' ? FAR_LEAD_MS + dice.between(10, 40) * SECOND : dice.between(95, 200) * SECOND;
    const names = seriesOf[lead];
    return {
      id: SeminarId.parse(readableDigest(`${seed}/${index}`, 8)),
      series: names[index % names.length] ?? '',
      lead,
      appearsAt,
      startsAt: Math.ceil((appearsAt + wait) / SECOND) * SECOND,
      deeds: drawDeeds(dice, lead, appearsAt, lastsMs),
    };
  }).toSorted((a, b) => a.appearsAt - b.appearsAt);
}

function drawDeeds(dice: Dice, lead: Lead, appearsAt: number, lastsMs: number): readonly Deed[] {
  const types: Deed['type'][] = [];
  if (dice.chance(0.3)) types.push('room');
  if (dice.chance(0.12)) types.push('title');
  if (dice.chance(0.2)) types.push('move', ...(dice.chance(0.4) ? (['moveBack'] as const) : []));
  if (dice.chance(0.12)) types.push('cancel', ...(dice.chance(0.5) ? (['restore'] as const) : []));
  const end = dice.draw([
    [0.04, 'remove' as const],
    [0.05, 'retract' as const],
  ]);
  if (end) types.push(end);
  // Taken back, and then its record moves all the same: still nothing may be said of it.
  if (end === 'retract' && dice.chance(0.4)) types.push('move');
  const spread = lead === 'far' ? 5 * MINUTE : 80 * SECOND;
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
