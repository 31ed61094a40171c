import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** A YAML (or JSON, its subset) text with the lines on which its values stand. */
export interface LocatedYaml {
  /** Plain data; undefined where the text could not be parsed. */
  readonly value: unknown;
  /** Syntax errors, each with its line (from 1). */
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
  /** The line (from 1) of the value at a path, or of the nearest parent that exists. */
  lineOf(path: readonly PropertyKey[]): number;
}

export function parseLocatedYaml(text: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const problems = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    problem: error.message,
  }));
  return {
    value: problems.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 }),
    problems,
    lineOf: (path) => {
      let node: unknown = document.contents;
      let offset = rangeStart(node) ?? 0;
      for (const key of path) {
        if (isMap(node)) {
          const pair = node.items.find((item) => String(item.key) === String(key));
          if (!pair) break;
          offset = rangeStart(pair.key) ?? offset;
          node = pair.value;
        } else if (isSeq(node)) {
          node = node.items[Number(key)];
          offset = rangeStart(node) ?? offset;
        } else break;
      }
      return Math.max(1, lines.linePos(offset).line);
    },
  };
}

function rangeStart(node: unknown): number | undefined {
  return typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range?.[0] : undefined;
}
