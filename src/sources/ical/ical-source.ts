import type { SeminarSource, SourceReading } from '../../ports/seminar-source.ts';
import { DocumentError } from '../document-error.ts';
import { labelOf, sourceIdOf } from '../entry-fields.ts';
import { fetchChanged, hashOf } from '../fetching/fetch-changed.ts';
import type { SourceSetting } from '../source-setting.ts';
import { readDocument } from '../thread/read-document.ts';
import type { IcalEntry } from './ical-entry.ts';
import type { CalendarReading, CalendarSetting } from './read-calendar.ts';

/** A calendar's feed. An event's place is the feed's name and its UID. */
export function createIcalSource(entry: IcalEntry, setting: SourceSetting): SeminarSource {
  const label = labelOf(entry.name, entry.url);
  const own = setting.series.filter(({ id }) => id === entry.series).map(({ name }) => name);
  const words = {
    timezone: entry.timezone ?? setting.timezone,
    dateOrder: entry.dateOrder ?? setting.dateOrder,
    seriesNames: own,
  };
  const placeOf = (event: string | undefined): string => (event === undefined ? label : `${label}#${event}`);
  return {
    id: sourceIdOf('ical', label),
    review: entry.review,
    everyMs: entry.every,
    async read(since, signal): Promise<SourceReading> {
      const now = setting.clock.now();
      // The window moves on: once a day the same feed gives other occurrences.
      const day = now.toZonedDateTimeISO('UTC').toPlainDate().toString();
      const document = await fetchChanged({
        url: entry.url,
        label,
        allowHosts: entry.allowHosts,
        accept: 'text/calendar, text/*;q=0.5',
        reading: hashOf(JSON.stringify([words, entry.series, entry.review, day])),
        since,
        signal,
      });
      if (document.type === 'unchanged') return document;
      const { records, problems, closedDays } = await readFeed(
        document.bytes,
        label,
        { ...words, now },
        signal,
      );
      return {
        type: 'records',
        complete: true,
        cursor: document.cursor,
        problems: problems.map(({ event, ...problem }) => ({ ...problem, place: placeOf(event) })),
        closedDays: closedDays.map(({ date, event, summary }) => ({
          date,
          place: placeOf(event),
          evidence: { field: 'date', start: 0, end: summary.length, text: summary },
        })),
        records: records.map(({ uid, event, fields }) => ({
          uid,
          place: placeOf(event),
          fields: entry.series === undefined ? fields : { series: entry.series, ...fields },
          prose: entry.review,
        })),
      };
    },
  };
}

async function readFeed(
  bytes: Uint8Array,
  label: string,
  setting: CalendarSetting,
  signal: AbortSignal,
): Promise<CalendarReading> {
  try {
    return await readDocument('calendar', { bytes, setting }, signal);
  } catch (error) {
    throw error instanceof DocumentError ? new Error(`${label}: ${error.message}`, { cause: error }) : error;
  }
}
