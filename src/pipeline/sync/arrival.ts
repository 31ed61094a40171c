import type { SeminarId } from '../../domain/ids.ts';
import type { ReadingRelation } from '../../domain/review.ts';
import type { HashedRecord } from './diff-reading.ts';

/** One record on its way into the store. */
export interface Arrival extends HashedRecord {
  readonly seminar: SeminarId;
  readonly isNew: boolean;
  /** Of a record that was never seen. */
  readonly relation?: ReadingRelation;
  readonly resembles?: SeminarId;
}
