import { readdirSync, readFileSync } from 'node:fs';
import type { CpuTime } from './child-task.ts';

/** Clock ticks of /proc a second: 100 on every Linux that Node runs on. */
const TICKS = 100;

/**
 * Processor time of a process, its living descendants and those that it has seen end, in milliseconds (proc(5), fields 14
 * to 17 of `stat`). Nothing where there is no /proc.
 */
export function readTreeCpu(root: number): CpuTime {
  const stats = readStats();
  const own = stats.get(root);
  if (!own) return { user: 0, system: 0 };
  let { user, system } = { user: own.user + own.endedUser, system: own.system + own.endedSystem };
  const family = new Set([root]);
  for (let before = 0; before !== family.size; ) {
    before = family.size;
    for (const [pid, { parent }] of stats) if (family.has(parent)) family.add(pid);
  }
  for (const pid of family) {
    const stat = stats.get(pid);
    if (pid === root || !stat) continue;
    user += stat.user;
    system += stat.system;
  }
  return { user: (user * 1_000) / TICKS, system: (system * 1_000) / TICKS };
}

/** Resident memory of a process in bytes; undefined where nobody can tell. */
export function readResidentBytes(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
  } catch {
    return undefined;
  }
}

interface Stat {
  readonly parent: number;
  readonly user: number;
  readonly system: number;
  readonly endedUser: number;
  readonly endedSystem: number;
}

function readStats(): ReadonlyMap<number, Stat> {
  const stats = new Map<number, Stat>();
  for (const name of listProcesses()) {
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The second field is the program's name in brackets, which may hold anything.
      const fields = text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [, parent = 0] = fields;
      const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11);
      stats.set(Number(name), { parent, user, system, endedUser, endedSystem });
    } catch {
      // It ended in between.
    }
  }
  return stats;
}

function listProcesses(): readonly string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}
