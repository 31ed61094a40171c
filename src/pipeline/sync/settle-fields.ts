import type { MergedFields } from '../../domain/merge.ts';
import type { Publication, Seminar } from '../../domain/seminar.ts';

export interface Settled {
  readonly fields: MergedFields;
  readonly publication: Publication;
  /** The start is gone from a published record; the last one is kept. */
  readonly lostStart: boolean;
}

/**
 * Rule 8. A record is published once it has a start and, where it was read from prose, an organiser's word; never back
 * by itself. A published one that loses its start keeps the last, unless it is postponed in so many words.
 * `vouches`: the record at hand gives the start and needs nobody's word.
 */
export function settleFields(before: Seminar | undefined, merged: MergedFields, vouches: boolean): Settled {
  if (before?.publication !== 'published') {
    const isReady = merged.start !== undefined && vouches;
    return { fields: merged, publication: isReady ? 'published' : 'draft', lostStart: false };
  }
  const { start, end } = before;
  if (merged.start || !start || merged.status === 'postponed') {
    return { fields: merged, publication: 'published', lostStart: false };
  }
  const { date: _date, ...rest } = merged;
  const fields = { ...rest, start, ...(end ? { end } : {}), timezone: before.timezone };
  return { fields, publication: 'published', lostStart: true };
}
