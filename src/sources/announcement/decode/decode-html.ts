import { compile, type FormatCallback } from 'html-to-text';

/** Above this many characters the rest of a page is not read. */
const MOST_HTML = 1_000_000;
/** The converter's work grows with the square of the nesting; no mail is nested like this. */
const DEEPEST = 120;
const TAG = /<(\/?)([a-z][a-z0-9-]{0,20})\b([^<>]{0,4000})>/giu;
const VOID =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th|dt|dd|option)$/iu;

/** A link keeps its address beside its words: "Join here <https://…>". */
const formatLink: FormatCallback = (elem, walk, builder) => {
  const href: unknown = elem.attribs?.href;
  builder.addInline('');
  walk(elem.children, builder);
  if (typeof href === 'string' && /^https?:/i.test(href.trim()))
    builder.addInline(` <${href.trim()}>`, { noWordTransform: true });
};

/** A row of a table is one line; its cells stand between pipes, or as "label: value" where there are two. */
const formatTable: FormatCallback = (elem, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(elem.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};
const formatRow: FormatCallback = (elem, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  const cells = (elem.children ?? []).filter((child) => child.name === 'td' || child.name === 'th');
  cells.forEach((cell, index) => {
    if (index > 0) builder.addLiteral(' | ');
    walk(cell.children ?? [], builder);
  });
  builder.closeBlock({ trailingLineBreaks: 1 });
};

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: MOST_HTML, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '' },
  formatters: { link: formatLink, layoutTable: formatTable, layoutRow: formatRow },
  selectors: [
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'skip' },
    { selector: 'style', format: 'skip' },
    { selector: 'script', format: 'skip' },
    { selector: 'head', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'nav', format: 'skip' },
    { selector: 'table', format: 'layoutTable' },
    { selector: 'tr', format: 'layoutRow' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
      selector,
      format: 'heading',
      options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 2 },
    })),
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 2 } },
    { selector: 'ul', options: { itemPrefix: '- ', leadingLineBreaks: 1, trailingLineBreaks: 2 } },
    { selector: 'blockquote', format: 'block' },
    { selector: 'dt', format: 'block' },
    { selector: 'dd', format: 'block' },
  ],
});

/** A page or an HTML mail as text, with the addresses of its links. */
export function decodeHtml(html: string): string {
  const text = convert(flatten(html.slice(0, MOST_HTML)));
  return text.replace(/(https?:\/\/[^\s<>]+)\s<\1>/g, '$1').replace(/\n{3,}/g, '\n\n');
}

/** Drops the tags below the deepest level, and their ends; the words stay. */
function flatten(html: string): string {
  let depth = 0;
  return html.replace(TAG, (whole: string, slash: string, name: string, rest: string) => {
    if (VOID.test(name) || rest.endsWith('/')) return whole;
    if (slash === '') {
      depth += 1;
      return depth > DEEPEST ? '' : whole;
    }
    depth = Math.max(0, depth - 1);
    return depth >= DEEPEST ? '' : whole;
  });
}
