import type { FieldEvidence } from '../domain/evidence.ts';
import type { SourceId } from '../domain/ids.ts';
import type { SeminarFields } from '../domain/seminar.ts';

/**
 * Where records come from. A source reads and parses; it neither matches, stores nor publishes.
 * `read` may throw: the failure is logged, retried with back-off, and what was known stays. Where the error has a number
 * `retryAfterMs`, the source asks not to be read sooner than that.
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
      /** "No seminar on 8 April": days for an organiser to confirm. Of a complete reading, all of them each time. */
      readonly closedDays?: readonly SourceClosedDay[];
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
  /** When it came in: of two records about one seminar the later one is news. Absent: when it is read. */
  readonly received?: Temporal.Instant;
  /** It came by mail, whose sender proves nothing: a cancellation or move in it is reviewed whatever the source says. */
  readonly mail?: boolean;
  /** What the message says of its thread, ids with their angle brackets: a reply is about what it replies to. */
  readonly thread?: RecordThread;
  /** A calendar's own UID, where the record did not come by it anyway. */
  readonly eventUid?: string;
  /** "Moved from Tuesday 3 pm": when it was to start before. */
  readonly previousStart?: Temporal.Instant;
  /** Kept as long as the record. */
  readonly evidence?: readonly FieldEvidence[];
  /** Fields that a reader would look for and the text does not give, by the reader's names. */
  readonly missing?: readonly string[];
  /** Sentences that name what the text contradicts itself on; the field concerned is left out. */
  readonly conflicts?: readonly string[];
  /** Sentences that name what could be read in more than one way, and how it was read. */
  readonly ambiguous?: readonly string[];
  /** The whole decoded text that evidence points into; kept for `retention.rawText`. Several records may share it. */
  readonly text?: string;
}

interface RecordThread {
  readonly messageId?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
}

/** A day without a talk, as a text says it. */
export interface SourceClosedDay {
  readonly date: Temporal.PlainDate;
  readonly place: string;
  /** What says so. */
  readonly evidence: FieldEvidence;
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
