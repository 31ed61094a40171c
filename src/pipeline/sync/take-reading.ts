import type { SeminarId } from '../../domain/ids.ts';
import type { SourceReading } from '../../ports/seminar-source.ts';
import type { ReadingMark } from '../../ports/store/seminars.ts';
import { applyClosedDays } from '../review/closed-days.ts';
import { type Applied, applyReading } from './apply-reading.ts';
import type { KnownClaims } from './known-claims.ts';
import { markReading } from './mark-reading.ts';
import type { SyncTask } from './sync-task.ts';

export interface Taken extends Applied {
  /** To be kept with the source's state. Absent: what is kept already holds, or this reading has none. */
  readonly mark?: ReadingMark;
}

/**
 * Applies a reading, unless it is the very one that all of the source's claims came of: then there is nothing to compare,
 * and none of them is read. That they did is the store's word, who forgets it as soon as anybody writes one of them.
 */
export async function takeReading(
  reading: Extract<SourceReading, { type: 'records' }>,
  claims: KnownClaims,
  task: SyncTask,
  losses: 'accepted' | 'held' | 'weighed',
): Promise<Taken> {
  const { store, source, report, signal } = task;
  const records = reading.records.length;
  const known = await store.read.seminars.readingMark(source.id);
  const mark = known?.records === records ? await markReading(reading, signal) : undefined;
  if (losses !== 'held' && known && mark === known.mark) {
    report.problems.push(...reading.problems);
    await applyClosedDays(reading, task);
    return { unchanged: records, touched: new Set<SeminarId>(), hasTwins: false };
  }
  const applied = await applyReading(reading, await claims.begin(task), task, losses);
  // What is wrong with it, or waits, has to be told again each time.
  if (!applied.states || applied.hasTwins) return applied;
  claims.keep(task, applied.states);
  return { ...applied, mark: { mark: mark ?? (await markReading(reading, signal)), records } };
}
