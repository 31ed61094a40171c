import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, '../../../docs/performance.md');
const BEGIN = '<!-- figures: written by npm run bench -- --full --write-docs -->';
const END = '<!-- end of figures -->';

/** Puts the figures between the marks. Throws where these are not there. */
export function placeFigures(page: string, figures: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`"${BEGIN}" and "${END}" do not stand in the page`);
  return `${page.slice(0, from + BEGIN.length)}\n\n${figures}\n\n${page.slice(to)}`;
}

export function writeDocs(figures: string): void {
  writeFileSync(FILE, placeFigures(readFileSync(FILE, 'utf8'), figures));
}
