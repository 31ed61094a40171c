import { CsvError, parse } from 'csv-parse/sync';
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

/** The bytes of a CSV file, however it is encoded and whatever separates its cells. Throws SheetError. */
export function readTable(bytes: Uint8Array): Table {
  const text = decodeBytes(bytes).replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new SheetError('is empty');
  if (/^\s*<(?:!doctype|html|head|body|\?xml)/i.test(text)) {
    throw new SheetError('is a web page, not CSV; publish the sheet as CSV and take that address');
  }
  const lines = parseRows(text, delimiterOf(text));
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

function parseRows(text: string, delimiter: string): readonly string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
    });
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
