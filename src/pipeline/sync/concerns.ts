import type { Seminar } from '../../domain/seminar.ts';
import type { SourceRecord } from '../../ports/seminar-source.ts';
import type { Arrival } from './arrival.ts';
import type { Settled } from './settle-fields.ts';
import type { SettledRecord } from './settle-record.ts';
import type { SyncConcern } from './sync-report.ts';

/** What of one record a person has to look at, in sentences for people. */
export function concernsOf(
  { record, seminar, resembles }: Arrival,
  before: Seminar | undefined,
  settled: Settled,
  { disputes, waits }: SettledRecord,
): readonly SyncConcern[] {
  const concerns: SyncConcern[] = [];
  const add = (type: SyncConcern['type'], text: string): void => {
    concerns.push({ type, seminar, place: record.place, text });
  };
  const { fields, publication } = settled;
  if (waits) {
    add('review', `${record.place} ${whatWaits(record, before)} Look it over: lectern review ${seminar}`);
  } else if (settled.lostStart) {
    add('startLost', `${record.place} does not say any more when it starts. The last known start is kept.`);
  } else if (publication === 'draft' && !fields.start) {
    add('noStart', `${record.place} does not say when it starts. Nothing is announced until it does.`);
  }
  for (const doubt of record.conflicts ?? []) add('conflict', `${record.place}: ${doubt}`);
  if (resembles !== undefined && !before) {
    add('uncertainMatch', `${record.place} may be the same talk as ${resembles}. They are kept apart.`);
  }
  const disputed = Object.keys(disputes).join(', ');
  if (disputed !== '') {
    const stays = 'which was changed by hand before. The change by hand stays';
    const until =
      publication === 'draft' ? '' : ` until an organiser says otherwise: lectern review ${seminar}`;
    add('patched', `${record.place} changed ${disputed}, ${stays}${until}`);
  }
  return concerns;
}

function whatWaits({ missing = [] }: SourceRecord, before: Seminar | undefined): string {
  if (before?.publication === 'published') {
    return 'says something new about a published seminar. It waits for an organiser.';
  }
  return missing.includes('start')
    ? 'is a text that does not say when the talk starts. It waits for an organiser.'
    : 'was read from a text and waits for an organiser.';
}
