import type { SeminarId, SourceId } from '../../domain/ids.ts';
import type { Reading } from '../../domain/review.ts';

/** How records of prose were read, and their whole texts for some time. Decides nothing about them. */
export interface ReadingReader {
  get(source: SourceId, uid: string): Promise<Reading | undefined>;
  /** Those of these uids that there are, in no order. */
  ofUids(source: SourceId, uids: readonly string[]): Promise<readonly Reading[]>;
  /** Of all these seminars, the newest first. */
  ofSeminars(seminars: readonly SeminarId[]): Promise<readonly Reading[]>;
  /** Those that came in one of these messages, or of one of these calendar events. */
  named(names: {
    readonly messages: readonly string[];
    readonly events: readonly string[];
  }): Promise<readonly Reading[]>;
  /** A whole text by its hash; undefined once it is purged. */
  text(hash: string): Promise<string | undefined>;
}

export interface ReadingWriter extends ReadingReader {
  /** Inserts or replaces, by source and uid. */
  put(reading: Reading): Promise<void>;
  /** Texts are kept once each; the latest time at which one came in counts. */
  putText(hash: string, text: string, received: Temporal.Instant): Promise<void>;
  /** Takes away texts that came in before; how many. */
  purgeTexts(before: Temporal.Instant): Promise<number>;
}
