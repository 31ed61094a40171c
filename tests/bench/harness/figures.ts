import { median, spreadOf } from './statistics.ts';

export type Unit = 'per s' | 's' | 'ms' | 'µs' | 'MB' | '%' | 'times' | '';

/** `most`: no more than `value`; `least`: no less. */
export interface Target {
  readonly bound: 'most' | 'least';
  readonly value: number;
}

/** One line of the table: the median of some rounds. */
export interface Figure {
  readonly bench: string;
  readonly contender: string;
  readonly what: string;
  readonly value: number;
  readonly unit: Unit;
  /** The lowest and highest round. Absent: there was one. */
  readonly spread?: readonly [number, number];
  readonly target?: Target;
  /** What a reader must know to read it rightly. */
  readonly note?: string;
}

type Words = Pick<Figure, 'bench' | 'contender' | 'what' | 'unit'> & Pick<Figure, 'target' | 'note'>;

/** The median of what the rounds gave, beside their spread. Throws RangeError where there are none. */
export function figureOf(words: Words, values: readonly number[]): Figure {
  return { ...words, value: median(values), ...(values.length > 1 ? { spread: spreadOf(values) } : {}) };
}

/** Undefined: nothing was aimed at. */
export function isMet({ value, target }: Pick<Figure, 'value' | 'target'>): boolean | undefined {
  if (!target) return undefined;
  return target.bound === 'most' ? value <= target.value : value >= target.value;
}
