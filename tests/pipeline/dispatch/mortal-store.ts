import type { Lanes } from '../../../src/ports/store/lanes.ts';
import type { NoticeStep, OutboxWriter } from '../../../src/ports/store/outbox.ts';
import type { Store, StoreReader, StoreWriter } from '../../../src/ports/store.ts';

/** Where a process may die. `before`: nothing of the transaction is kept. `after`: all of it. */
export type DeathPoint =
  | 'afterClaim'
  | 'beforeSending'
  | 'afterSending'
  | 'beforeRecord'
  | 'afterRecord'
  | 'beforeLook'
  | 'afterLook';

/**
 * The store as one process sees it. Once the process is dead, nothing it calls ever returns: its promises hang, as if
 * it were gone, while the database and whatever it had sent to a platform live on.
 */
export interface MortalStore {
  readonly store: Store;
  /** Dies when this comes for the `nth` time (from 1). */
  dieAt(point: DeathPoint, nth?: number): void;
  die(): void;
  readonly isDead: boolean;
  /** Counts everything that was asked of the store: still growing means still at work. */
  readonly activity: () => number;
  /** Makes every transaction fail, as a full disk does; or only those that begin sending. */
  fail(error: Error | undefined, which?: 'all' | 'sending'): void;
  /** What is written of the sort can be read at once, and is on disk only when this resolves, or rejects. */
  slowDisk(disk: Promise<void> | undefined, which?: 'record' | 'sending'): void;
}

export function createMortalStore(inner: Store): MortalStore {
  let dead = false;
  let activity = 0;
  let plan: { readonly point: DeathPoint; left: number } | undefined;
  let failure: Error | undefined;
  let fails: 'all' | 'sending' = 'all';
  let disk: Promise<void> | undefined;
  let slows: 'record' | 'sending' = 'record';
  const forever = (): Promise<never> => new Promise(() => {});

  const reaches = (points: readonly DeathPoint[]): boolean => {
    if (!plan || !points.includes(plan.point)) return false;
    plan.left -= 1;
    if (plan.left > 0) return false;
    dead = true;
    return true;
  };

  const guarded = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name): unknown {
        const value: unknown = Reflect.get(object, name);
        if (typeof value === 'object' && value !== null) return guarded(value);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]): unknown => {
          activity += 1;
          return dead ? forever() : Reflect.apply(value, object, args);
        };
      },
    });

  const store: Store = {
    installation: inner.installation,
    read: guarded<StoreReader>(inner.read),
    deliveries: inner.deliveries,
    lanes: guarded<Lanes>(inner.lanes),
    watch: (listener) => inner.watch((change) => (dead ? undefined : listener(change))),
    close: () => inner.close(),
    async transaction(work, options) {
      activity += 1;
      if (dead) return forever();
      if (failure && fails === 'all') throw failure;
      const seen = new Set<string>();
      try {
        const value = await inner.transaction(async (tx) => {
          const result = await work(observe(tx, seen));
          if (failure && seen.has(fails)) throw failure;
          if (reaches(before(seen))) throw new Error('died');
          return result;
        }, options);
        if (seen.has(slows)) await disk;
        if (!dead) reaches(after(seen));
        return dead ? forever() : value;
      } catch (error) {
        if (dead) return forever();
        throw error;
      }
    },
  };

  return {
    store,
    dieAt: (point, nth = 1) => {
      plan = { point, left: nth };
    },
    die: () => {
      dead = true;
    },
    get isDead() {
      return dead;
    },
    activity: () => activity,
    slowDisk: (slow, which = 'record') => {
      disk = slow;
      slows = which;
    },
    fail: (error, which = 'all') => {
      failure = error;
      fails = which;
    },
  };
}

function before(seen: ReadonlySet<string>): readonly DeathPoint[] {
  if (seen.has('sending')) return ['beforeSending'];
  if (seen.has('record')) return ['beforeRecord'];
  return seen.has('look') ? ['beforeLook'] : [];
}

function after(seen: ReadonlySet<string>): readonly DeathPoint[] {
  if (seen.has('claim')) return ['afterClaim'];
  if (seen.has('sending')) return ['afterSending'];
  if (seen.has('record')) return ['afterRecord'];
  return seen.has('look') ? ['afterLook'] : [];
}

/** What kind of transaction it is shows in the steps that it takes. */
function observe(tx: StoreWriter, seen: Set<string>): StoreWriter {
  const outbox: OutboxWriter = {
    get: (id) => tx.outbox.get(id),
    ofSeminar: (id) => tx.outbox.ofSeminar(id),
    ofSeminars: (ids) => tx.outbox.ofSeminars(ids),
    many: (ids) => tx.outbox.many(ids),
    find: (query) => tx.outbox.find(query),
    nextDue: (lane) => tx.outbox.nextDue(lane),
    history: (query) => tx.outbox.history(query),
    begun: (lane, since) => tx.outbox.begun(lane, since),
    count: () => tx.outbox.count(),
    plan: (notices, at) => tx.outbox.plan(notices, at),
    claim: async (query) => {
      const claimed = await tx.outbox.claim(query);
      if (claimed.length > 0) seen.add('claim');
      return claimed;
    },
    step: (steps) => {
      for (const step of steps) seen.add(kindOf(step));
      return tx.outbox.step(steps);
    },
  };
  return { ...tx, outbox };
}

function kindOf({ from, to }: NoticeStep): string {
  if (to === 'sending') return 'sending';
  if (from.includes('sending')) return 'record';
  return from.includes('unknown') ? 'look' : 'other';
}
