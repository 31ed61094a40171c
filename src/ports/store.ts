import type { InstallationId, LaneId } from '../domain/ids.ts';
import type { BoardReader, BoardWriter } from './store/board.ts';
import type { Deliveries } from './store/deliveries.ts';
import type { Directory, DirectoryWriter } from './store/directory.ts';
import type { LaneBook, LaneBookWriter } from './store/lane-book.ts';
import type { Lanes } from './store/lanes.ts';
import type { OutboxReader, OutboxWriter } from './store/outbox.ts';
import type { PeopleReader, PeopleWriter } from './store/people.ts';
import type { PostReader, PostWriter } from './store/posts.ts';
import type { ReadingReader, ReadingWriter } from './store/readings.ts';
import type { ReviewReader, ReviewWriter } from './store/reviews.ts';
import type { SeminarReader, SeminarWriter } from './store/seminars.ts';
import type { SourceStateReader, SourceStateWriter } from './store/source-state.ts';

/**
 * What is kept, durably. Two dialects behind one port.
 *
 * Left out: decisions. The store answers and writes; what is due, wanted or allowed is said by its caller, except that
 * claiming is one statement, so that two claimers never get the same notice.
 */
export interface Store {
  readonly installation: InstallationId;
  /** Read-only, never waits for a writer. */
  readonly read: StoreReader;
  /** Lanes are held under leases by the database's clock; outside transactions. */
  readonly lanes: Lanes;
  readonly deliveries: Deliveries;
  /**
   * All or nothing. Inside, only `tx` may be awaited: using `read` or another transaction inside throws.
   * A busy database is retried for some seconds, then throws.
   */
  transaction<T>(work: (tx: StoreWriter) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Calls after something was written by this or another process; coalesced. Returns the function that ends it. */
  watch(listener: (change: StoreChange) => void): () => void;
  close(): Promise<void>;
}

export interface TransactionOptions {
  /**
   * False: a crash of the machine may undo it although it had ended; never in part, and whatever is written durably later
   * keeps it. For what harms nobody when it is lost. True where absent.
   */
  readonly durable?: boolean;
  /** Written by this lane's own turn, which knows what is due: it is not among the lanes that are told. */
  readonly by?: LaneId | undefined;
  /**
   * Called once everybody can read what was written, which may be before it is on disk and the transaction resolves. What
   * is done meanwhile must not matter if it is lost after all; then the transaction throws.
   */
  readonly committed?: () => void;
}

export interface StoreChange {
  /**
   * `outbox`: something may be due earlier than thought, or is held or held no more. Claims and results are not told.
   */
  readonly topics: ReadonlySet<'seminars' | 'outbox' | 'posts' | 'board' | 'directory'>;
  /** Where something may be due earlier. Absent: in any lane. */
  readonly lanes?: ReadonlySet<LaneId>;
}

export interface StoreReader {
  readonly seminars: SeminarReader;
  readonly outbox: OutboxReader;
  readonly posts: PostReader;
  readonly directory: Directory;
  readonly laneBook: LaneBook;
  readonly people: PeopleReader;
  readonly sources: SourceStateReader;
  readonly board: BoardReader;
  readonly readings: ReadingReader;
  readonly reviews: ReviewReader;
}

export interface StoreWriter {
  readonly seminars: SeminarWriter;
  readonly outbox: OutboxWriter;
  readonly posts: PostWriter;
  readonly directory: DirectoryWriter;
  readonly laneBook: LaneBookWriter;
  readonly people: PeopleWriter;
  readonly sources: SourceStateWriter;
  readonly board: BoardWriter;
  readonly readings: ReadingWriter;
  readonly reviews: ReviewWriter;
}
