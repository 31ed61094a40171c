import type { SourceClosedDay, SourceProblem, SourceRecord } from '../../ports/seminar-source.ts';
import { readAnnouncement } from '../announcement/read-announcement.ts';
import { SheetError } from '../csv/csv-columns.ts';
import { type CsvRecord, readCsv } from '../csv/read-csv.ts';
import { closedDaysOf, type ProseRecord, recordsOf } from '../prose/announcement-records.ts';
import { type FileRecord, readRecordFile } from './read-record-file.ts';

/** A record as its files tell it; who it is among the source's records is found out later. */
type GroupRecord = Omit<SourceRecord, 'uid'>;
export interface FileReading {
  readonly records: readonly GroupRecord[];
  readonly problems: readonly SourceProblem[];
  readonly closedDays: readonly SourceClosedDay[];
}
export interface GroupOptions {
  readonly label: string;
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
  readonly series: readonly { readonly id: string; readonly name: string }[];
  readonly setup: Temporal.Instant;
}

/** A file as it was found or handed over. */
export interface ReadableFile {
  readonly path: string;
  readonly bytes?: Uint8Array;
  readonly unreadable?: string;
  readonly modified: Temporal.Instant;
}

/** Files of one name: a record file, an announcement text, or a text with the record file that supplies what it lacks. */
export async function readGroup(files: readonly ReadableFile[], options: GroupOptions): Promise<FileReading> {
  const problems: SourceProblem[] = [];
  const texts: SpokenRecord[] = [];
  const closedDays: SourceClosedDay[] = [];
  const entries: (FileRecord & { place: string })[] = [];
  for (const file of files) {
    const place = `${options.label}/${file.path}`;
    if (file.bytes === undefined) {
      problems.push({ place, problem: file.unreadable ?? 'cannot be read' });
    } else if (/\.(?:ya?ml|json)$/i.test(file.path)) {
      const reading = readRecordFile(new TextDecoder().decode(file.bytes), place, {
        timezone: options.timezone,
        setup: options.setup,
        knownSeries: options.series.map((series) => series.id),
      });
      problems.push(...reading.problems);
      entries.push(...reading.records.map((record) => ({ ...record, place })));
    } else if (/\.csv$/i.test(file.path)) {
      const reading = await readSheet(file.bytes, place, options);
      problems.push(...reading.problems);
      entries.push(...reading.records.map(({ row, ...record }) => ({ ...record, line: row, place })));
    } else {
      const reading = await readText(file, file.bytes, place, options);
      problems.push(...reading.problems);
      closedDays.push(...reading.closedDays);
      texts.push(...reading.records.map((record) => ({ ...record, place, received: file.modified })));
    }
  }
  return { ...combine(texts, entries, problems), closedDays };
}

type SpokenRecord = ProseRecord & { readonly place: string };

/** A sheet that cannot be read as a whole is one problem, at its file. */
async function readSheet(
  bytes: Uint8Array,
  place: string,
  options: GroupOptions,
): Promise<{ readonly records: readonly CsvRecord[]; readonly problems: readonly SourceProblem[] }> {
  try {
    const { records, problems } = await readCsv(bytes, { ...options, columns: {} });
    return {
      records,
      problems: problems.map(({ row, id: _id, ...problem }) => ({ ...problem, place, line: row })),
    };
  } catch (error) {
    if (error instanceof SheetError) return { records: [], problems: [{ place, problem: error.message }] };
    throw error;
  }
}

async function readText(
  file: ReadableFile,
  bytes: Uint8Array,
  place: string,
  options: GroupOptions,
): Promise<{
  readonly records: readonly ProseRecord[];
  readonly problems: readonly SourceProblem[];
  readonly closedDays: readonly SourceClosedDay[];
}> {
  const reading = await readAnnouncement({
    bytes,
    name: file.path,
    received: file.modified.toZonedDateTimeISO(options.timezone),
    timezone: options.timezone,
    dateOrder: options.dateOrder,
  });
  const records = recordsOf(reading, options.series);
  const closedDays = closedDaysOf(reading, place);
  if (reading.type === 'notASeminar') {
    // A text that only says when there is none has said what it had to say.
    const problem = `announces no seminar: ${reading.reason}`;
    return { records, closedDays, problems: closedDays.length > 0 ? [] : [{ place, problem }] };
  }
  // What a text contradicts itself on is left out of its record, which says so; the record itself is read.
  return { records, problems: [], closedDays };
}

function combine(
  spoken: readonly SpokenRecord[],
  entries: readonly (FileRecord & { place: string })[],
  problems: readonly SourceProblem[],
): Omit<FileReading, 'closedDays'> {
  const [text] = spoken;
  const [entry] = entries;
  const broken = problems.find(({ place }) => !spoken.some((record) => record.place === place));
  if (text !== undefined && broken !== undefined) return withhold(spoken, broken.place, problems);
  if (text !== undefined && entry !== undefined) {
    if (spoken.length === 1 && entries.length === 1) return { records: [complete(text, entry)], problems };
    const problem = `holds ${entries.length} records beside a text with ${spoken.length} talks of the same name; one record can accompany one talk, name the files apart`;
    return withhold(spoken, entry.place, [...problems, { place: entry.place, problem }]);
  }
  return {
    records: [
      ...spoken.map(({ event: _event, ...record }) => ({ ...record, prose: true })),
      ...entries.map(({ id, fields, place, line }) => ({
        ...(id === undefined ? {} : { id }),
        fields,
        place: `${place}:${line}`,
        prose: false,
      })),
    ],
    problems,
  };
}

/** A text without the record that goes with it would say less than is known: what it said before stays. */
function withhold(
  spoken: readonly SpokenRecord[],
  unreadable: string,
  problems: readonly SourceProblem[],
): Omit<FileReading, 'closedDays'> {
  const texts = [...new Set(spoken.map(({ place }) => place))];
  const problem = `stays as it was until ${unreadable} can be read`;
  return { records: [], problems: [...problems, ...texts.map((place) => ({ place, problem }))] };
}

/** A text with the record that supplies what it lacks. */
function complete({ event: _event, ...text }: SpokenRecord, { id, fields: given }: FileRecord): GroupRecord {
  const supplied = new Set([
    ...Object.keys(given),
    ...(given.venue?.room === undefined ? [] : ['room']),
    ...(given.venue?.online?.url === undefined ? [] : ['meetingUrl']),
  ]);
  return {
    ...text,
    ...(id === undefined ? {} : { id }),
    fields: { ...text.fields, ...given, venue: { ...text.fields.venue, ...given.venue } },
    missing: (text.missing ?? []).filter((name) => !supplied.has(name)),
    // The organiser wrote the start down in so many words: nothing of importance is read from prose alone.
    prose: given.start === undefined,
  };
}
