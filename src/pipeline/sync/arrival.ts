import type { SeminarId } from '../../domain/ids.ts';
import type { SeminarFields } from '../../domain/seminar.ts';
import type { HashedRecord } from './diff-reading.ts';

/** One record on its way into the store. */
export interface Arrival extends HashedRecord {
  readonly seminar: SeminarId;
  readonly isNew: boolean;
  readonly resembles?: SeminarId;
}

/** What is said of its seminar, in the order of who counts first. */
export interface Layers {
  readonly claims: readonly SeminarFields[];
  readonly patch: SeminarFields;
  /** What the same record said before. */
  readonly previous?: SeminarFields;
}
