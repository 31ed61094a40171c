import type { Kysely, RawBuilder } from 'kysely';
import type { Flavour, Topic } from './flavour.ts';
import type { SearchIndex } from './search-index.ts';
import type { Tables } from './tables.ts';

/** An open database of either kind: what `sqlite/open.ts` and `postgres/open.ts` give to the store. */
export interface Database {
  readonly flavour: Flavour;
  readonly index: SearchIndex;
  /** Writes, in transactions. */
  readonly writing: Kysely<Tables>;
  /** Answers look-ups, beside a writer. */
  readonly reading: Kysely<Tables>;
  /** The clock by which leases run, in milliseconds. */
  now(): RawBuilder<number>;
  /** Inside a transaction, before its commit: tells other processes, where somebody has to. */
  notify(db: Kysely<Tables>, topics: ReadonlySet<Topic>): Promise<void>;
  /** Begins to notice what other processes write. Called once, with the first watcher. */
  listen(changed: (topics: Iterable<Topic>) => void): void;
  close(): Promise<void>;
}
