import type { CpuTime } from './child-task.ts';

/** Both kinds of it together, in milliseconds. */
function total({ user, system }: CpuTime): number {
  return user + system;
}

export function between(before: CpuTime, after: CpuTime): CpuTime {
  return { user: after.user - before.user, system: after.system - before.system };
}

/** Microseconds of processor time for one of so many. */
export function perItem(cpu: CpuTime, items: number): number {
  return (total(cpu) * 1_000) / items;
}
