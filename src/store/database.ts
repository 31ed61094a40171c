import type { Kysely, RawBuilder } from 'kysely';
import type { LaneId } from '../domain/ids.ts';
import type { Flavour, Topic } from './flavour.ts';
import type { SearchIndex } from './search-index.ts';
import type { Tables } from './tables.ts';

/** An open database of either kind: what `sqlite/open.ts` and `postgres/open.ts` give to the store. */
export interface Database {
  readonly flavour: Flavour;
  readonly index: SearchIndex;
  /** Answers look-ups, beside a writer. */
  readonly reading: Kysely<Tables>;
  /** For leases: single statements, and short transactions of them, which nothing else holds up for long. */
  readonly leasing: Kysely<Tables>;
  /** The clock by which leases run, in milliseconds. */
  now(): RawBuilder<number>;
  /**
   * Runs the work in one transaction and commits it; other processes are told of it. Where writers run side by
   * side, the work may be run again after one that was undone. `durable`: it is on disk when this resolves; else it will be
   * by the next that is. `committed` is called as soon as everybody can read it.
   */
  transact<T extends Written>(
    { durable, committed }: Commitment,
    work: (db: Kysely<Tables>) => Promise<T>,
  ): Promise<T>;
  /** For changes of the schema, which may take any time. */
  prepare<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Begins to notice what other processes write. Called once, with the first watcher. */
  listen(changed: Heard): void;
  close(): Promise<void>;
}

interface Commitment {
  readonly durable: boolean;
  readonly committed: () => void;
}

/** What a transaction has written that other processes wait for. */
export interface Written {
  readonly told: ReadonlySet<Topic>;
  /** Where something may be due earlier. */
  readonly lanes: ReadonlySet<LaneId>;
}

/** Called with what another process has written; `all` where it is not known in which lanes it hastens anything. */
export type Heard = (topics: Iterable<Topic>, lanes: ReadonlySet<LaneId> | 'all') => void;
