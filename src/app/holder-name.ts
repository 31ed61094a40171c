import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * How this process names itself where it holds something: for people (host, process), and so exactly that another
 * process of the same machine can tell when it is over. On Linux, from /proc: the boot, the namespace in which the
 * process number counts, and when the process began, since numbers are given again. Elsewhere nobody can tell.
 */
export function nameHolder(): string {
  const machine = readMachine();
  const began = readBeginning(process.pid);
  const exact = machine && began ? [machine.boot, machine.namespace, began] : ['-', '-', '-'];
  return [hostname(), process.pid, ...exact, randomUUID().slice(0, 8)].join('/');
}

/** Whether the process that named itself so is certainly over. False where it lives, or nobody can tell. */
export function isHolderGone(name: string): boolean {
  const [, pid = '', boot, namespace, began] = name.split('/');
  const machine = readMachine();
  if (!machine || boot !== machine.boot || namespace !== machine.namespace || !/^\d+$/.test(pid))
    return false;
  return readBeginning(Number(pid)) !== began;
}

function readMachine(): { readonly boot: string; readonly namespace: string } | undefined {
  try {
    return {
      boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      namespace: readlinkSync('/proc/self/ns/pid'),
    };
  } catch {
    return undefined;
  }
}

/** In ticks since the boot (proc(5), field 22 of `stat`). Undefined: there is no such process, or it is dead already. */
function readBeginning(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold anything; the third is the state.
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return /[ZX]/.test(state) ? undefined : rest[18];
  } catch {
    return undefined;
  }
}
