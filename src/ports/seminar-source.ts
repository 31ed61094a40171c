import type { SourceId } from '../domain/ids.ts';
import type { SeminarFields } from '../domain/seminar.ts';

/**
 * Where records come from. A source reads and parses; it neither matches, stores nor publishes.
 * `read` may throw: the failure is logged, retried with back-off, and what was known stays.
 */
export interface SeminarSource {
  readonly id: SourceId;
  /** Records of prose wait for an organiser's word. */
  readonly review: boolean;
  /** How often to read again; absent: only when `watch` says so. */
  readonly everyMs?: number;
  read(since: SourceCursor | undefined, signal: AbortSignal): Promise<SourceReading>;
  /** Calls when there may be something new; the returned function ends it. */
  watch?(changed: () => void): () => void;
}

/**
 * What a source needs to read incrementally: opaque JSON of its own, except that `etag`, `lastModified` and `hash` are
 * what lets it say that nothing changed. They are left out when everything must be told again.
 */
export interface SourceCursor {
  readonly [name: string]: string;
}

export type SourceReading =
  /** The source says that nothing changed since the cursor. */
  | { readonly type: 'unchanged' }
  | {
      readonly type: 'records';
      readonly records: readonly SourceRecord[];
      readonly problems: readonly SourceProblem[];
      readonly cursor?: SourceCursor;
      /** `complete`: what is not among the records is gone. A mailbox is never complete. */
      readonly complete: boolean;
    };

export interface SourceRecord {
  /** Stable within the source. */
  readonly uid: string;
  /** The id that the record gives its seminar; kept if it is a seminar's id and free. */
  readonly id?: string;
  readonly fields: SeminarFields;
  /** Where a person finds it: "seminars/flood.txt", "seminars/spring.yaml:12". */
  readonly place: string;
  /** Read from prose: publishing needs an organiser's word, if the source says `review`. */
  readonly prose: boolean;
}

/** An error about input names the place, what was found and what is allowed; the others go on. */
export interface SourceProblem {
  readonly place: string;
  readonly line?: number;
  readonly field?: string;
  /** What was found, shortened, never a secret. */
  readonly value?: string;
  readonly problem: string;
}
