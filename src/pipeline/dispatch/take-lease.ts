import type { Holding, LaneLease, Lanes } from '../../ports/store/lanes.ts';

/** Who asks for a lease, and how it can tell that another holder is over. */
export interface Holder {
  readonly name: string;
  /** Whether the process that named itself so is certainly over. False where it lives, or nobody can tell. */
  readonly isGone: (holder: string) => boolean;
}

/**
 * A lease that nobody has, or whose holder is certainly over: after a crash nobody waits for the lease of a process that
 * cannot do anything any more. Undefined: another process has it.
 */
export async function takeLease(
  lanes: Lanes,
  what: Holding,
  { name, isGone }: Holder,
  ttlMs: number,
): Promise<LaneLease | undefined> {
  const lease = await lanes.acquire(what, name, ttlMs);
  if (lease) return lease;
  const holder = await lanes.holder(what);
  if (holder === undefined || !isGone(holder)) return undefined;
  await lanes.evict(what, holder);
  return lanes.acquire(what, name, ttlMs);
}
