import type { RawBuilder } from 'kysely';
import type { SeminarId } from '../domain/ids.ts';
import type { Handle } from './flavour.ts';

/** Where search tokens are kept: each database has its own way, both find the same (rule 20). */
export interface SearchIndex {
  /** Indexes anew what differs from what is there. Each seminar once. */
  write(handle: Handle, entries: readonly SearchEntry[]): Promise<void>;
  /** What to select seminars (`s`) from so that all tokens are found, and the order that makes it quick. */
  from(wanted: SearchWanted): SearchPlan;
}

/** What a seminar is found by, as `searchTextOf` gives it: the index makes tokens of it, the same in both databases. */
interface SearchText {
  readonly words: string;
  readonly speakers: string;
}

export interface SearchEntry {
  readonly seminar: SeminarId;
  /** Of the text that the tokens come from: equal hash, equal tokens. */
  readonly hash: string;
  readonly startsAt: number;
  readonly text: SearchText;
}

export interface SearchWanted {
  readonly words: readonly string[];
  readonly speakers: readonly string[];
  /** Nothing that starts before this is wanted, in milliseconds. */
  readonly startsFrom: RawBuilder<number> | undefined;
  /** Nor anything that starts from then on. */
  readonly startsBefore: number | undefined;
  readonly latestFirst: boolean;
}

export interface SearchPlan {
  readonly tables: RawBuilder<unknown>;
  readonly where: readonly RawBuilder<unknown>[];
  /** Also what orders. Where it is coarser than start and id, `rest` says so. */
  readonly position: RawBuilder<unknown>;
  /** Which further matches may belong among those that end at this position. Absent: none, the order is exact. */
  readonly rest?: (position: number) => RawBuilder<unknown>;
}

/**
 * What a transaction has still to index. Gathered until it commits, or searches, because both databases index many at
 * once far more cheaply than one after the other.
 */
export class PendingSearch {
  readonly #entries = new Map<SeminarId, SearchEntry>();
  readonly #index: SearchIndex;

  constructor(index: SearchIndex) {
    this.#index = index;
  }

  add(entry: SearchEntry): void {
    this.#entries.set(entry.seminar, entry);
  }

  async settle(handle: Handle): Promise<void> {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    if (entries.length > 0) await this.#index.write(handle, entries);
  }
}
