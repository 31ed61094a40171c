import type { FieldEvidence } from '../../domain/evidence.ts';
import { SeriesId } from '../../domain/ids.ts';
import type { SeminarFields } from '../../domain/seminar.ts';
import type { SourceClosedDay, SourceRecord } from '../../ports/seminar-source.ts';
import type { AnnouncementReading, ReadRecord } from '../announcement/reading.ts';

/** What of a record an announcement tells; the source adds who it is and where it came from. */
export type ProseRecord = Omit<SourceRecord, 'uid' | 'id' | 'place' | 'prose'> & {
  /** The calendar's own identity of the event, where the text is one. */
  readonly event?: { readonly uid: string; readonly recurrenceId?: string };
};

interface SeriesName {
  readonly id: string;
  readonly name: string;
}

/** Each talk of an announcement with its evidence, what it lacks and what is doubtful about it. */
export function recordsOf(
  reading: AnnouncementReading,
  series: readonly SeriesName[],
): readonly ProseRecord[] {
  if (reading.type === 'notASeminar') return [];
  const { text, thread } = reading;
  return reading.records.map((record) => {
    const { previousStart, uid, recurrenceId } = record;
    return {
      fields: withSeries(record.fields, record.seriesName, series),
      evidence: evidenceOf(record),
      missing: record.missing,
      conflicts: record.conflicts,
      ambiguous: record.ambiguous,
      text,
      ...(thread ? { thread: threadOf(thread) } : {}),
      ...(previousStart ? { previousStart } : {}),
      ...(uid === undefined
        ? {}
        : { eventUid: uid, event: { uid, ...(recurrenceId === undefined ? {} : { recurrenceId }) } }),
    };
  });
}

/** "No seminar on 8 April", for an organiser to confirm. */
export function closedDaysOf(reading: AnnouncementReading, place: string): readonly SourceClosedDay[] {
  return reading.closedDays.map(({ date, evidence: { start, end, text } }) => ({
    date,
    place,
    evidence: { field: 'date', start, end, text },
  }));
}

function evidenceOf({ evidence }: ReadRecord): readonly FieldEvidence[] {
  return Object.entries(evidence).flatMap(([field, spans]) =>
    spans.map(({ start, end, text }) => ({ field, start, end, text })),
  );
}

function threadOf({
  messageId,
  inReplyTo,
  references,
}: NonNullable<AnnouncementReading['thread']>): NonNullable<SourceRecord['thread']> {
  return {
    ...(messageId === undefined ? {} : { messageId }),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
    ...(references === undefined ? {} : { references }),
  };
}

/** A text names its series as people do; a configured one of that name is meant. */
function withSeries(
  fields: SeminarFields,
  name: string | undefined,
  series: readonly SeriesName[],
): SeminarFields {
  const fold = (text: string): string =>
    text.normalize('NFKC').toLocaleLowerCase('en').replace(/\s+/g, ' ').trim();
  const known = name === undefined ? undefined : series.find((one) => fold(one.name) === fold(name));
  return known === undefined ? fields : { ...fields, series: SeriesId.parse(known.id) };
}
