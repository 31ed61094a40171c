import type { Decoded, RegionRole } from '../decode/decoded.ts';
import type { Span } from '../reading.ts';

/** One line of the decoded text. The span is its content, without indent, bullet and trailing space. */
export interface Line extends Span {
  readonly index: number;
  /** Columns of white space before the content; a bullet belongs to it. */
  readonly indent: number;
  readonly blank: boolean;
  /** Dashes, underscores, stars: a line that only separates. */
  readonly rule: boolean;
  readonly role: RegionRole;
  /** From which day "tomorrow" counts here, where that is not the day of receipt. */
  readonly written?: Temporal.PlainDate | 'unknown';
}

const BULLET = /^(?:[•·▪◦‣●○■□►▶➤※◆]\s*|[*+–—-]\s+)+/u;
const RULE = /^[\s\-–—_=*~#+·.•⸻─━]{3,}$/u;

export function splitLines(decoded: Decoded): readonly Line[] {
  const { text, regions } = decoded;
  const lines: Line[] = [];
  let at = 0;
  let region = 0;
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const stop = newline < 0 ? text.length : newline;
    const raw = text.slice(at, stop);
    const trimmed = raw.trim();
    const lead = raw.length - raw.trimStart().length;
    const rule = trimmed.length >= 3 && RULE.test(trimmed.length > 400 ? trimmed.slice(0, 400) : trimmed);
    const bullet = rule ? 0 : (BULLET.exec(trimmed.slice(0, 20))?.[0].length ?? 0);
    const start = at + lead + (bullet < trimmed.length ? bullet : 0);
    while (region + 1 < regions.length && at >= (regions[region]?.end ?? 0)) region += 1;
    const here = regions[region];
    lines.push({
      index: lines.length,
      start,
      end: trimmed === '' ? start : at + lead + trimmed.length,
      indent: lead + bullet,
      blank: trimmed === '',
      rule,
      role: here?.role ?? 'body',
      ...(here?.written !== undefined && { written: here.written }),
    });
    at = stop + 1;
  }
  return lines;
}

/** Whether a line is prose that was broken at the margin, so that the next one goes on with it. */
export function isWrapped(text: string, line: Line): boolean {
  return line.end - line.start + line.indent >= 60 && !/[:：]$/.test(text.slice(line.start, line.end));
}
