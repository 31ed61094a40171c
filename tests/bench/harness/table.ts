import { type Figure, isMet, type Target, type Unit } from './figures.ts';

const HEADINGS = ['bench', 'contender', 'measured', 'median', 'spread', 'target', 'met', 'remark'] as const;

/** The figures as a Markdown table, whose columns line up for those who read it as text. */
export function drawTable(figures: readonly Figure[]): string {
  const rows = [[...HEADINGS], ...figures.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}

function cellsOf(figure: Figure): string[] {
  const { bench, contender, what, value, unit, spread, target, note } = figure;
  const met = isMet(figure);
  return [
    bench,
    contender,
    what,
    `${sayNumber(value)}${sayUnit(unit)}`,
    spread ? `${sayNumber(spread[0])} – ${sayNumber(spread[1])}` : '',
    target ? sayTarget(target, unit) : '',
    met === undefined ? '' : met ? 'yes' : 'no',
    note ?? '',
  ];
}

function sayTarget({ bound, value }: Target, unit: Unit): string {
  return `${bound === 'most' ? '≤' : '≥'} ${sayNumber(value)}${sayUnit(unit)}`;
}

function sayUnit(unit: Unit): string {
  return unit === '' ? '' : ` ${unit}`;
}

/** Three figures that count; whole numbers from a hundred on. */
function sayNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}
