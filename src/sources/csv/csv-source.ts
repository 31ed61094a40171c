import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { SeminarSource, SourceCursor, SourceReading, SourceRecord } from '../../ports/seminar-source.ts';
import { forEachInTurns } from '../../support/take-turns.ts';
import { DocumentError } from '../document-error.ts';
import { labelOf, sourceIdOf } from '../entry-fields.ts';
import { type ChangedResult, fetchChanged, hashOf } from '../fetching/fetch-changed.ts';
import { FETCH_LIMITS } from '../fetching/fetch-document.ts';
import { assignUids, type KnownRecord, rememberUids } from '../files/assign-uids.ts';
import { parseKnown } from '../files/known-records.ts';
import { MAX_FILE_BYTES } from '../files/list-files.ts';
import { hashBytes } from '../hash-bytes.ts';
import type { SourceSetting } from '../source-setting.ts';
import { readDocument } from '../thread/read-document.ts';
import { LOOK_AGAIN_MS, watchPath } from '../watch-path.ts';
import type { CsvEntry } from './csv-entry.ts';
import type { CsvReading, CsvSetting } from './read-csv.ts';
import { csvAddressOf } from './sheet-address.ts';

/** Uids of rows begin with it; a row with an id of its own is `row#ID`. */
const ROW = 'row';

/** A sheet: a published one, asked for again and again, or a local file that is watched. */
export function createCsvSource(entry: CsvEntry, setting: SourceSetting): SeminarSource {
  const { path, url } = entry;
  const label = url === undefined ? (entry.name ?? path ?? '') : labelOf(entry.name, url);
  const file = path === undefined ? undefined : resolve(setting.folder, path);
  const rows = {
    timezone: entry.timezone ?? setting.timezone,
    dateOrder: entry.dateOrder ?? setting.dateOrder,
    series: setting.series,
    columns: entry.columns,
  };
  const reading = hashOf(JSON.stringify([rows, entry.series, entry.review]));
  const get = (since: SourceCursor | undefined, signal: AbortSignal): Promise<ChangedResult> =>
    url === undefined
      ? readLocal(file ?? '', since, reading, signal)
      : fetchChanged({
          url: csvAddressOf(url),
          label,
          allowHosts: entry.allowHosts,
          accept: 'text/csv, text/*;q=0.5',
          limits: { ...FETCH_LIMITS, maxBytes: MAX_FILE_BYTES },
          reading,
          since,
          signal,
        });
  /** What the last reading told, and its text in the cursor: of a long sheet it is long. */
  let told: { readonly known: readonly KnownRecord[]; readonly text: string } = { known: [], text: '[]' };

  return {
    id: sourceIdOf('csv', label),
    review: entry.review,
    everyMs: url === undefined ? LOOK_AGAIN_MS : entry.every,
    async read(since, signal): Promise<SourceReading> {
      const document = await get(since, signal);
      if (document.type === 'unchanged') return document;
      const { records, problems } = await readSheet(document.bytes, label, rows, signal);
      const before = since?.known === told.text ? told.known : parseKnown(since?.known);
      const uids = await assignUids(ROW, records, before, signal);
      const known = rememberUids(uids, records, { before, isWhole: problems.length === 0 });
      told = { known, text: JSON.stringify(known) };
      const rowRecords: SourceRecord[] = [];
      await forEachInTurns(
        records,
        ({ id, fields, row }, index) =>
          void rowRecords.push({
            uid: uids[index]?.uid ?? `${ROW}#${row}`,
            ...(id === undefined ? {} : { id }),
            fields: entry.series === undefined ? fields : { series: entry.series, ...fields },
            place: id === undefined ? `${label}:${row}` : placeOf(label, id),
            prose: entry.review,
          }),
        signal,
      );
      return {
        type: 'records',
        complete: true,
        problems: problems.map(({ row, id, ...problem }) => ({
          ...problem,
          place: placeOf(label, id),
          line: row,
        })),
        cursor: { ...document.cursor, known: told.text },
        records: rowRecords,
      };
    },
    ...(file === undefined ? {} : { watch: (changed: () => void) => watchPath(file, changed) }),
  };
}

/**
 * A row with an id is a place of its own, so that a broken one holds no other back. Without, the sheet is the place: which
 * record a broken row was is not known.
 */
function placeOf(label: string, id: string | undefined): string {
  return id === undefined ? label : `${label}#${id}`;
}

async function readSheet(
  bytes: Uint8Array,
  label: string,
  setting: CsvSetting,
  signal: AbortSignal,
): Promise<CsvReading> {
  try {
    return await readDocument('sheet', { bytes, setting }, signal);
  } catch (error) {
    // The sheet as a whole is wrong: the source fails, and what was known stays.
    throw error instanceof DocumentError ? new Error(`${label}: ${error.message}`, { cause: error }) : error;
  }
}

async function readLocal(
  file: string,
  since: SourceCursor | undefined,
  reading: string,
  signal: AbortSignal,
): Promise<ChangedResult> {
  const { size } = await stat(file);
  if (size > MAX_FILE_BYTES) throw new Error(`${file} is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`);
  const bytes = await readFile(file, { signal });
  const hash = await hashBytes(bytes);
  if (since?.reading === reading && since.hash === hash) return { type: 'unchanged' };
  return { type: 'document', bytes, contentType: 'text/csv', cursor: { hash, reading } };
}
