import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log, LogFields } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { sleep } from '../../src/support/sleep.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { NOON } from './store-fixtures.ts';

/** What a kind of store has to offer to be put through the contract. */
export interface StoreBench {
  readonly dialect: 'sqlite' | 'postgres';
  /** Whether look-ups are answered while a transaction is open. */
  readonly readsBesideWriter: boolean;
  /** The address of a new, empty database, gone when the test ends. */
  createDatabase(): Promise<string>;
}

/** One database and the instances opened on it; all are closed when the test ends. */
export interface OpenedStore {
  readonly url: string;
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly log: MemoryLog;
  /** Another instance on the same database, as another process would have it. */
  openAnother(clock?: Clock): Promise<Store>;
}

export async function openFresh(bench: StoreBench): Promise<OpenedStore> {
  const url = await bench.createDatabase();
  const clock = new VirtualClock(NOON);
  const log = new MemoryLog();
  const openAnother = async (by: Clock = clock): Promise<Store> => {
    const store = await openStore(url, { clock: by, log });
    onTestFinished(() => store.close());
    return store;
  };
  return { url, store: await openAnother(), clock, log, openAnother };
}

/** Keeps what was logged. */
export class MemoryLog implements Log {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: LogFields }[] = [];

  debug(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'debug', message, fields });
  }
  info(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', message, fields });
  }
  warn(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', message, fields });
  }
  error(message: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'error', message, fields });
  }
  with(): Log {
    return this;
  }
}

/** Waits until it holds, however long the machine takes; the test's own time-out ends it. */
export async function waitFor(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(5);
}
