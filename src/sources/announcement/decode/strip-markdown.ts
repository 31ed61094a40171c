const LONGEST_LINE = 4000;

/** One line without Markdown's marks: headings, emphasis, links (the address stays, in angle brackets), table edges. */
export function stripMarkdown(line: string): string {
  if (line.length > LONGEST_LINE || !/[*_#`[|\\~:]/.test(line)) return line;
  if (/^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*$/.test(line)) return '';
  const linked = line
    .replace(/^\s{0,3}#{1,6}\s+/, '')
    .replace(LINK, linkOf)
    .replace(/^(\s*)\|\s?(.*\|.*?)\s?\|?\s*$/, '$1$2');
  // An address may hold stars and underscores of its own.
  return linked
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((piece, index) => (index % 2 === 1 ? piece : stripEmphasis(piece)))
    .join('');
}

const LINK =
  /!?\[([^[\]\n]{0,300})\]\(<?(https?:[^\s()<>]{1,1500}(?:\([^\s()]{0,80}\)[^\s()<>]{0,200})?)>?(?:\s+"[^"]{0,200}")?\)/g;

function stripEmphasis(piece: string): string {
  return piece
    .replace(/(^|\s):[a-z][a-z0-9_+-]{1,30}:(?=\s|$)/g, '$1')
    .replace(
      /\*{2,3}|(?<![\p{L}\p{N}/=&?_-])_{2}(?=[\p{L}\p{N}"“])|(?<=[\p{L}\p{N}.!?:"”])_{2}(?![\p{L}\p{N}_])/gu,
      '',
    )
    .replace(/(^|[\s("“|])\*(?=[^\s*])([^*\n]{1,200})\*(?=$|[\s).,:;!?|"”])/g, '$1$2')
    .replace(/(^|[\s("“|])_(?=[^\s_])([^_\n]{1,200})_(?=$|[\s).,:;!?|"”])/g, '$1$2')
    .replace(/\\([*_#[\]()`~>+.!|-])/g, '$1');
}

function linkOf(_whole: string, label: string, address: string): string {
  return label === '' || label === address ? address : `${label} <${address}>`;
}
