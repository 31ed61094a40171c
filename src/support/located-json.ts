import { type LocatedYaml, parseLocatedYaml } from './located-yaml.ts';

/**
 * What `parseLocatedYaml` says of a JSON text, at a hundredth of its cost: values come from `JSON.parse`, and of places
 * only the items of a list are kept. Undefined where the text is no JSON, or names a key twice: YAML's parser then says
 * what is wrong, and where.
 */
export function parseLocatedJson(text: string): LocatedYaml | undefined {
  // Of whole files of YAML only the first sign is looked at.
  if (!/^\s*[[{]/.test(text)) return undefined;
  const value = parseJson(text);
  const items = value === undefined ? undefined : placesOf(text);
  if (!items) return undefined;
  const lineAt = lineCounter(text);
  const start = text.search(/\S/);
  const lineOf = (path: readonly PropertyKey[]): number => {
    const [index, ...inside] = path;
    const item = Array.isArray(value) ? items[Number(index)] : undefined;
    const [from, to] = item ?? [start, text.length];
    if (item ? inside.length === 0 : path.length === 0 || Array.isArray(value)) return lineAt(from);
    // Somebody has to be told where: only then is it looked for, and only in that item.
    return lineAt(from) - 1 + parseLocatedYaml(text.slice(from, to)).lineOf(item ? inside : path);
  };
  return { value, problems: [], lineOf };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Place = readonly [from: number, to: number];

/** Where the items of the outermost list begin and end, in a text that is JSON. Undefined where an object has a key twice. */
function placesOf(text: string): readonly Place[] | undefined {
  const items: Place[] = [];
  /** Of each object that is open its keys; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  let isKey = false;
  let itemFrom = -1;
  // What is between these signs (numbers, colons, space) says nothing of structure.
  const signs = /[[\]{},"]|[^\s[\]{},":]+/g;
  for (let sign = signs.exec(text); sign; sign = signs.exec(text)) {
    const at = sign.index;
    const first = text[at];
    const isClosing = first === ']' || first === '}';
    if (open.length === 1 && itemFrom < 0 && !isClosing && first !== ',') itemFrom = at;
    if (open.length === 1 && itemFrom >= 0 && (isClosing || first === ',')) {
      items.push([itemFrom, at]);
      itemFrom = -1;
    }
    if (first === '{' || first === '[') open.push(first === '{' ? new Set() : undefined);
    else if (isClosing) open.pop();
    else if (first === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (isKey && keys) {
        const key = keyIn(text.slice(at, end));
        if (keys.has(key)) return undefined;
        keys.add(key);
      }
      signs.lastIndex = end;
    }
    isKey = first === '{' || (first === ',' && open.at(-1) !== undefined);
  }
  return items;
}

/** The offset behind the quote that closes the string. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); ; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
}

function keyIn(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}

/** Lines from 1, counted when they are asked for: on from the last offset that was asked for, or from the beginning. */
function lineCounter(text: string): (offset: number) => number {
  const first = text.indexOf('\n');
  let line = 1;
  let next = first;
  let last = 0;
  return (offset) => {
    if (offset < last) [line, next] = [1, first];
    last = offset;
    while (next >= 0 && next < offset) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
