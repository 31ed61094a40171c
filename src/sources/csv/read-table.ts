import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import { decodeBytes } from '../announcement/decode/decode-bytes.ts';
import { SheetError } from './csv-columns.ts';

/** A row longer than this is a quote that was never closed. */
const LONGEST_ROW = 200_000;
const MOST_ROWS = 20_000;
const DELIMITERS = [',', ';', '\t', '|'] as const;

export interface Table {
  readonly headings: readonly string[];
  /** Rows with anything in them, by their number as a spreadsheet counts (the headings are row 1). */
  readonly rows: readonly { readonly number: number; readonly cells: readonly string[] }[];
}

/** The bytes of a CSV file, however it is encoded and whatever separates its cells. Throws SheetError, and when aborted. */
export async function readTable(bytes: Uint8Array, signal?: AbortSignal): Promise<Table> {
  const text = decodeBytes(bytes).replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new SheetError('is empty');
  if (/^\s*<(?:!doctype|html|head|body|\?xml)/i.test(text)) {
    throw new SheetError('is a web page, not CSV; publish the sheet as CSV and take that address');
  }
  const lines = await parseRows(text, delimiterOf(text), signal);
  const filled = lines
    .map((cells, index) => ({ number: index + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [first, ...rows] = filled;
  if (!first) throw new SheetError('is empty');
  if (rows.length > MOST_ROWS) throw new SheetError(`has more than ${MOST_ROWS} rows`);
  return { headings: first.cells, rows };
}

/** The sign that divides the headings into the most cells. */
function delimiterOf(text: string): string {
  const head =
    text
      .slice(0, 4000)
      .replace(/"[^"]*"/g, 'x')
      .trimStart()
      .split(/\r?\n|\r/, 1)[0] ?? '';
  const counts = DELIMITERS.map((sign) => ({ sign, count: head.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

/** So much is parsed in a millisecond or two. */
const PART_BYTES = 64 * 1024;

async function parseRows(
  text: string,
  delimiter: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[][]> {
  const rows: string[][] = [];
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
  });
  parser.on('data', (row: string[]) => rows.push(row));
  // Caught at once: it may fail long before anybody waits for it.
  const ended = finished(parser).then(
    () => undefined,
    (error: unknown) => error,
  );
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length && !parser.errored; at += PART_BYTES) {
      parser.write(bytes.subarray(at, at + PART_BYTES));
      // What is written is parsed by the next turn.
      await nextTurn();
      signal?.throwIfAborted();
    }
    parser.end();
    const error = await ended;
    if (error !== undefined) throw error;
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? ` (near line ${String(error.lines)})` : '';
    throw new SheetError(
      error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
        ? `a quote is opened and never closed${line}`
        : `is not CSV${line}`,
    );
  }
}
