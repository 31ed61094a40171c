import { SeriesId } from '../../domain/ids.ts';
import type { SeminarFields } from '../../domain/seminar.ts';
import type { SourceProblem } from '../../ports/seminar-source.ts';
import { readAnnouncement } from '../announcement/read-announcement.ts';
import { SheetError } from '../csv/csv-columns.ts';
import { type CsvRecord, readCsv } from '../csv/read-csv.ts';
import { type FileRecord, readRecordFile } from './read-record-file.ts';

export interface GroupRecord {
  readonly id?: string;
  readonly fields: SeminarFields;
  readonly place: string;
  readonly prose: boolean;
}
export interface FileReading {
  readonly records: readonly GroupRecord[];
  readonly problems: readonly SourceProblem[];
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
  const texts: { place: string; records: readonly SeminarFields[] }[] = [];
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
      const reading = readSheet(file.bytes, place, options);
      problems.push(...reading.problems);
      entries.push(...reading.records.map(({ row, ...record }) => ({ ...record, line: row, place })));
    } else {
      const reading = await readText(file, file.bytes, place, options);
      problems.push(...reading.problems);
      texts.push({ place, records: reading.records });
    }
  }
  return combine(texts, entries, problems);
}

/** A sheet that cannot be read as a whole is one problem, at its file. */
function readSheet(
  bytes: Uint8Array,
  place: string,
  options: GroupOptions,
): { readonly records: readonly CsvRecord[]; readonly problems: readonly SourceProblem[] } {
  try {
    const { records, problems } = readCsv(bytes, { ...options, columns: {} });
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
): Promise<{ records: readonly SeminarFields[]; problems: readonly SourceProblem[] }> {
  const reading = await readAnnouncement({
    bytes,
    name: file.path,
    received: file.modified.toZonedDateTimeISO(options.timezone),
    timezone: options.timezone,
    dateOrder: options.dateOrder,
  });
  if (reading.type === 'notASeminar') {
    return { records: [], problems: [{ place, problem: `announces no seminar: ${reading.reason}` }] };
  }
  return {
    records: reading.records.map((record) => withSeries(record.fields, record.seriesName, options)),
    problems: reading.records.flatMap((record) => record.conflicts.map((problem) => ({ place, problem }))),
  };
}

/** A text names its series as people do; a configured one of that name is meant. */
function withSeries(fields: SeminarFields, name: string | undefined, options: GroupOptions): SeminarFields {
  const fold = (text: string): string =>
    text.normalize('NFKC').toLocaleLowerCase('en').replace(/\s+/g, ' ').trim();
  const known =
    name === undefined ? undefined : options.series.find((series) => fold(series.name) === fold(name));
  return known === undefined ? fields : { ...fields, series: SeriesId.parse(known.id) };
}

function combine(
  texts: readonly { place: string; records: readonly SeminarFields[] }[],
  entries: readonly (FileRecord & { place: string })[],
  problems: readonly SourceProblem[],
): FileReading {
  const spoken = texts.flatMap(({ place, records }) => records.map((fields) => ({ place, fields })));
  const [text] = spoken;
  const [entry] = entries;
  if (text !== undefined && entry !== undefined) {
    if (spoken.length === 1 && entries.length === 1) {
      const fields = {
        ...text.fields,
        ...entry.fields,
        venue: { ...text.fields.venue, ...entry.fields.venue },
      };
      // The organiser wrote the start down in so many words: nothing of importance is read from prose alone.
      const prose = entry.fields.start === undefined;
      return {
        records: [{ ...(entry.id === undefined ? {} : { id: entry.id }), fields, place: text.place, prose }],
        problems,
      };
    }
    const problem = `holds ${entries.length} records beside a text with ${spoken.length} talks of the same name; one record can accompany one talk, name the files apart`;
    return { records: [], problems: [...problems, { place: entry.place, problem }] };
  }
  return {
    records: [
      ...spoken.map(({ place, fields }) => ({ fields, place, prose: true })),
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
