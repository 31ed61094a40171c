/** Wrong usage: told on stderr, exit status 2. */
export class WrongUsage extends Error {}

/** Data goes to stdout. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What went wrong goes to stderr. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** `--json`: one document, nothing else on stdout. */
export function sayJson(value: unknown): void {
  say(JSON.stringify(value, undefined, 2));
}

/** "1 post", "2 posts"; what follows the number is given for both. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Rows in columns as wide as their widest cell; the last is not padded. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
