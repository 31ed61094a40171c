import { decodeBytes } from '../announcement/decode/decode-bytes.ts';
import { type CsvReading, type CsvSetting, readCsv } from '../csv/read-csv.ts';
import { type FileReading, type GroupOptions, type ReadableFile, readGroup } from '../files/read-group.ts';
import type { RecordFileReading, RecordFileSetting } from '../files/read-record-file.ts';
import { readRecordJson } from '../files/read-record-json.ts';
import { type CalendarReading, type CalendarSetting, readCalendar } from '../ical/read-calendar.ts';
import {
  type ProseDocument,
  type ProseReading,
  type ProseSetting,
  readAllProse,
} from '../prose/read-prose.ts';

/** What each reader takes: plain data, instants, days and bytes, since it may have to cross to a thread. */
export interface Documents {
  /** Files of one name, in a folder or handed over. */
  readonly files: { readonly files: readonly ReadableFile[]; readonly options: GroupOptions };
  /** Records that were sent in as JSON. */
  readonly records: {
    readonly bytes: Uint8Array;
    readonly place: string;
    readonly setting: RecordFileSetting;
  };
  /** Texts and mails of one sender or mailbox. */
  readonly prose: { readonly documents: readonly ProseDocument[]; readonly setting: ProseSetting };
  readonly sheet: { readonly bytes: Uint8Array; readonly setting: CsvSetting };
  readonly calendar: { readonly bytes: Uint8Array; readonly setting: CalendarSetting };
}

/** What each reader gives: lists of plain data, instants and days, which cross back some items at a time. */
export interface Readings {
  readonly files: FileReading;
  readonly records: RecordFileReading;
  readonly prose: ProseReading;
  readonly sheet: CsvReading;
  readonly calendar: CalendarReading;
}

export type DocumentKind = keyof Documents;

/** Pure: neither network nor clock nor files. Each throws DocumentError where its document cannot be read as a whole. */
export const READERS: {
  readonly [K in DocumentKind]: (document: Documents[K], signal?: AbortSignal) => Promise<Readings[K]>;
} = {
  files: ({ files, options }) => readGroup(files, options),
  records: async ({ bytes, place, setting }) => readRecordJson(bytes, place, setting),
  prose: ({ documents, setting }, signal) => readAllProse(documents, setting, signal),
  sheet: ({ bytes, setting }, signal) => readCsv(bytes, setting, signal),
  calendar: ({ bytes, setting }, signal) => readCalendar(decodeBytes(bytes), setting, signal),
};

const SIZES: { readonly [K in DocumentKind]: (document: Documents[K]) => number } = {
  files: ({ files }) => files.reduce((sum, { bytes }) => sum + (bytes?.length ?? 0), 0),
  records: ({ bytes }) => bytes.length,
  prose: ({ documents }) => documents.reduce((sum, { bytes }) => sum + bytes.length, 0),
  sheet: ({ bytes }) => bytes.length,
  calendar: ({ bytes }) => bytes.length,
};

/** In bytes. */
export function sizeOf<K extends DocumentKind>(kind: K, document: Documents[K]): number {
  return SIZES[kind](document);
}
