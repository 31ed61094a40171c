import type { SeminarId } from '../../domain/ids.ts';
import type { ReadingRelation } from '../../domain/review.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';

/** One record on its way into the store. */
export interface Arrival {
  readonly record: SourceRecord;
  readonly seminar: SeminarId;
  readonly isNew: boolean;
  /** Of a record that was never seen. */
  readonly relation?: ReadingRelation;
  readonly resembles?: SeminarId;
}
