import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * How this process names itself where it holds something: for people (host, process), and so exactly that another
 * process of the same machine can tell when it is over. On Linux, from /proc: the boot, the namespace in which the
 * process number counts, and when the process began, since numbers are given again. Elsewhere nobody can tell. The host
 * counts too: copies of a running virtual machine have one boot between them.
 */
export function nameHolder(): string {
  const machine = readMachine();
  const began = readBeginning(process.pid);
  const exact = machine && began ? [machine.boot, machine.namespace, began] : ['-', '-', '-'];
  return [hostname(), process.pid, ...exact, randomUUID().slice(0, 8)].join('/');
}

/** Whether the process that named itself so is certainly over. False where it lives, or nobody can tell. */
export function isHolderGone(name: string): boolean {
  const [host, pid = '', boot, namespace, began] = name.split('/');
  const machine = readMachine();
  if (!machine || host !== hostname() || boot !== machine.boot || namespace !== machine.namespace)
    return false;
  if (!/^\d+$/.test(pid)) return false;
  const other = readBeginning(Number(pid));
  return other === undefined ? !isThere(Number(pid)) : other !== began;
}

/** Whether any process has this number; /proc may hide those of other users (its option `hidepid`). */
function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
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

const DEAD = 'dead';

/** In ticks since the boot (proc(5), field 22 of `stat`), or that it is dead already. Undefined: it is not to be seen. */
function readBeginning(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, which may hold anything; the third is the state.
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return /[ZX]/.test(state) ? DEAD : rest[18];
  } catch {
    return undefined;
  }
}
