/**
 * The order of `rounds` rounds: each contender once a round, every second round backwards, so that whatever grows with
 * time (heat, a fuller disk) falls on all alike.
 */
export function alternate<T>(contenders: readonly T[], rounds: number): readonly T[] {
  return Array.from({ length: rounds }, (_, round) =>
    round % 2 === 0 ? contenders : contenders.toReversed(),
  ).flat();
}

/** Runs each contender in each round, one at a time. What each gave, in the order of the rounds. */
export async function runRounds<T>(
  contenders: Readonly<Record<string, () => Promise<T>>>,
  rounds: number,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const results = new Map<string, T[]>(Object.keys(contenders).map((name) => [name, []]));
  for (const [name, run] of alternate(Object.entries(contenders), rounds)) {
    results.get(name)?.push(await run());
  }
  return results;
}
