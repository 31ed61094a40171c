import type { SeminarFields } from '../../domain/seminar.ts';
import type { SourceProblem } from '../../ports/seminar-source.ts';
import { problemsOf } from '../../support/schema-problems.ts';
import { takeTurns } from '../../support/take-turns.ts';
import { FieldError, fieldsOf } from '../files/record-fields.ts';
import { RecordEntry } from '../files/record-schema.ts';
import { contradictsOrder, type DateOrder } from './cell-times.ts';
import { type ColumnMap, type CsvColumns, type CsvField, mapColumns } from './csv-columns.ts';
import { readTable } from './read-table.ts';
import { entryOfRow, type RowSetting } from './row-entry.ts';
import { type Cells, RowError } from './row-times.ts';

export interface CsvSetting extends RowSetting {
  readonly dateOrder: 'day-first' | 'month-first';
  readonly columns: CsvColumns;
}

export interface CsvRecord {
  /** From the column of ids, if there is one. */
  readonly id?: string;
  readonly fields: SeminarFields;
  /** As a spreadsheet numbers its rows. */
  readonly row: number;
}

/** A row that was left out; whoever reads the sheet knows its place. */
interface CsvProblem extends Omit<SourceProblem, 'place' | 'line'> {
  readonly row: number;
  readonly id?: string;
}

export interface CsvReading {
  readonly records: readonly CsvRecord[];
  readonly problems: readonly CsvProblem[];
}

/** Which column a field of the record stands in, for problems that its schema finds. */
const COLUMN_OF: Readonly<Record<string, CsvField>> = {
  id: 'uid',
  speakers: 'speaker',
  statusReason: 'reason',
  'venue.map': 'map',
  'venue.room': 'room',
  'venue.building': 'building',
  'venue.online.url': 'link',
  'venue.online.meetingId': 'meetingId',
  'venue.online.passcode': 'passcode',
};

/**
 * A sheet with a row of headings and a record in each other row. A bad row is reported by its number and column and
 * left out; empty rows are none. Throws SheetError where the sheet as a whole cannot be read, and when aborted.
 */
export async function readCsv(
  bytes: Uint8Array,
  setting: CsvSetting,
  signal?: AbortSignal,
): Promise<CsvReading> {
  const { headings, rows } = await readTable(bytes, signal);
  const columns = mapColumns(headings, setting.columns);
  const dateOrder = dateOrderOf(rows, columns, setting.dateOrder);
  const records: CsvRecord[] = [];
  const problems: CsvProblem[] = [];
  const turn = takeTurns(signal);
  for (const { number, cells } of rows) {
    await turn();
    const at: Cells = (field) => cells[columns.at.get(field) ?? -1]?.trim() ?? '';
    if (isBare(at)) continue;
    const id = at('uid');
    const where = { row: number, ...(id === '' ? {} : { id }) };
    const reading = readRow(at, { ...setting, dateOrder }, columns);
    if (reading.type === 'fields') {
      records.push({ ...(id === '' ? {} : { id }), fields: reading.fields, row: number });
    } else problems.push(...reading.problems.map((problem) => ({ ...where, ...problem })));
  }
  return { records, problems };
}

type CellProblem = Omit<CsvProblem, 'row' | 'id'>;
type RowReading =
  | { readonly type: 'fields'; readonly fields: SeminarFields }
  | { readonly type: 'problems'; readonly problems: readonly CellProblem[] };

function readRow(at: Cells, setting: RowSetting, columns: ColumnMap): RowReading {
  const wrong = (field: string, value: string | undefined, problem: string): CellProblem => ({
    field,
    ...(value === undefined ? {} : { value: value.length > 80 ? `${value.slice(0, 77)}…` : value }),
    problem,
  });
  const headingOf = (path: string): string => {
    const column = COLUMN_OF[path] ?? COLUMN_OF[path.split('.')[0] ?? ''];
    return columns.headingOf(column ?? (columns.at.has(path as CsvField) ? (path as CsvField) : 'start'));
  };
  try {
    const entry = entryOfRow(at, setting);
    const parsed = RecordEntry.safeParse(entry);
    if (!parsed.success) {
      const problems = problemsOf(parsed.error, entry);
      return {
        type: 'problems',
        problems: problems.map(({ field, value, problem }) => wrong(headingOf(field), value, problem)),
      };
    }
    // Samples that count from the set-up are a matter of record files: no cell can say them.
    const fields = fieldsOf(parsed.data, { timezone: setting.timezone, setup: new Temporal.Instant(0n) });
    return { type: 'fields', fields };
  } catch (error) {
    if (error instanceof RowError) {
      return {
        type: 'problems',
        problems: [wrong(columns.headingOf(error.field), error.value, error.message)],
      };
    }
    if (error instanceof FieldError) {
      return { type: 'problems', problems: [wrong(headingOf(error.field), error.value, error.message)] };
    }
    throw error;
  }
}

/** A row that names neither title, speaker nor day is a divider or a remark, not a record. */
function isBare(at: Cells): boolean {
  return (['title', 'speaker', 'start', 'date'] as const).every((field) => at(field) === '');
}

/** Of the sheet's dates, as far as they agree with what is configured. */
function dateOrderOf(
  rows: readonly { readonly cells: readonly string[] }[],
  columns: ColumnMap,
  usual: 'day-first' | 'month-first',
): DateOrder {
  const dates = (['start', 'date', 'end'] as const).flatMap((field) => {
    const column = columns.at.get(field);
    return column === undefined ? [] : rows.map(({ cells }) => cells[column] ?? '');
  });
  return contradictsOrder(dates, usual) ? 'unsure' : usual;
}
