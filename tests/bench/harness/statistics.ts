/**
 * The value below which `share` (0 to 1) of the values lie, by nearest rank: always one that was measured.
 * Throws RangeError where there are none.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('a percentile of nothing');
  return value;
}

/** Of an even number of values the mean of the middle two. Throws RangeError where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('a median of nothing');
  return (lower + upper) / 2;
}

/** The lowest and the highest. */
export function spreadOf(values: readonly number[]): readonly [number, number] {
  return [percentile(values, 0), percentile(values, 1)];
}

/**
 * Breaches of "at most `count` calls in any `ms`": for each call that comes too soon after the one `count` calls before, by
 * how many milliseconds.
 */
export function breachesOf(
  at: readonly number[],
  { count, ms }: { readonly count: number; readonly ms: number },
): readonly number[] {
  const sorted = at.toSorted((a, b) => a - b);
  return sorted
    .map((now, n) => ms - (now - (sorted[n - count] ?? Number.NEGATIVE_INFINITY)))
    .filter((tooSoon) => tooSoon > 0);
}
