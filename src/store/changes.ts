import type { LaneId } from '../domain/ids.ts';
import type { Log } from '../ports/log.ts';
import type { StoreChange } from '../ports/store.ts';
import type { Topic } from './flavour.ts';

export const ALL_TOPICS: readonly Topic[] = ['seminars', 'outbox', 'posts', 'board', 'directory'];

/** Who watches the store. Whatever is announced in one turn of the event loop reaches them as one change. */
export class ChangeFeed {
  readonly #listeners = new Set<(change: StoreChange) => void>();
  readonly #log: Log;
  #pending = new Set<Topic>();
  #lanes: ReadonlySet<LaneId> | 'all' = new Set();
  #flush: NodeJS.Immediate | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  add(listener: (change: StoreChange) => void): () => void {
    // Wrapped: the same function may watch twice, and ending one must not end the other.
    const entry = (change: StoreChange): void => listener(change);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  /** `lanes`: where something may be due earlier. Where that is not known, in all of them. */
  announce(topics: Iterable<Topic>, lanes: ReadonlySet<LaneId> | 'all'): void {
    for (const topic of topics) this.#pending.add(topic);
    this.#lanes = this.#lanes === 'all' || lanes === 'all' ? 'all' : this.#lanes.union(lanes);
    if (this.#pending.size > 0) this.#flush ??= setImmediate(() => this.#deliver());
  }

  close(): void {
    clearImmediate(this.#flush);
    this.#listeners.clear();
  }

  #deliver(): void {
    const [topics, lanes] = [this.#pending, this.#lanes];
    this.#pending = new Set();
    this.#lanes = new Set();
    this.#flush = undefined;
    for (const listener of [...this.#listeners]) {
      try {
        listener({ topics, ...(lanes === 'all' ? {} : { lanes }) });
      } catch (error) {
        this.#log.error('a watcher of the store failed', { error });
      }
    }
  }
}
