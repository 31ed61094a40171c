import type { SourceRecord } from '../../../src/ports/seminar-source.ts';
import { makeFields } from './records.ts';
import { seriesName } from './world.ts';

const YEAR_MINUTES = 365 * 24 * 60;

/**
 * What a university has of seminars: half of them over, half to come, evenly over two years, the nearest in the middle.
 * Of so many series in turn.
 */
export function makeArchive(count: number, series: number): readonly SourceRecord[] {
  const first = Temporal.Now.instant().round({ smallestUnit: 'hour' }).subtract({ minutes: YEAR_MINUTES });
  const stepMinutes = (2 * YEAR_MINUTES) / count;
  return Array.from({ length: count }, (_, n) => ({
    uid: `talk-${n}`,
    fields: makeFields(n, first.add({ minutes: Math.floor(n * stepMinutes) }), seriesName(n % series)),
    place: `archive.csv:${n + 2}`,
    prose: false,
  }));
}
