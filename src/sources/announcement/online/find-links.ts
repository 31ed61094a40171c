import { LinkifyIt } from 'linkify-it';
import { WebUrl } from '../../../domain/seminar.ts';
import type { Span } from '../reading.ts';
import { classifyLink, type LinkReading } from './classify-link.ts';
import { unwrapLink } from './unwrap-link.ts';

export interface Link extends Span, LinkReading {
  /** Decoded and unwrapped. */
  readonly url: string;
}

const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
/** Addresses without a scheme are taken for meeting hosts only. */
const BARE =
  /(?<![\w/@.-])((?:[\w-]+\.)?(?:zoom\.us|meet\.google\.com|teams\.microsoft\.com|teams\.live\.com|webex\.com|meeting\.tencent\.com|meet\.jit\.si)\/[^\s<>"')\]]+)/giu;
/** An address longer than this is data, not a link. */
const LONGEST = 4000;

/** All web addresses of the text, in order. Runs without white space above the limit are skipped: linear. */
export function findLinks(text: string): readonly Link[] {
  const links: Link[] = [];
  for (const match of text.matchAll(/\S+/g)) {
    const word = match[0];
    if (word.length > LONGEST || !/:\/\//.test(word)) {
      if (word.length <= LONGEST) addBare(links, word, match.index);
      continue;
    }
    for (const found of linkify.match(word) ?? []) {
      if (!/^https?:$/i.test(found.schema)) continue;
      const trimmed = trimTail(found.raw);
      addLink(links, trimmed, match.index + found.index);
    }
  }
  return links;
}

function addBare(links: Link[], word: string, at: number): void {
  for (const match of word.matchAll(BARE)) {
    const raw = trimTail(match[1] ?? '');
    const start = at + match.index;
    const url = `https://${raw}`;
    if (!WebUrl.safeParse(url).success) continue;
    links.push({ start, end: start + raw.length, url, ...classifyLink(url) });
  }
}

function addLink(links: Link[], raw: string, start: number): void {
  const url = unwrapLink(raw);
  const full = WebUrl.safeParse(url).success ? url : raw;
  // What the domain does not take for an address is none.
  if (!WebUrl.safeParse(full).success) return;
  links.push({ start, end: start + raw.length, url: full, ...classifyLink(full) });
}

function trimTail(raw: string): string {
  return raw.replace(/[.,;:!?'"”»。，；）)\]*_>]+$/u, (tail) => {
    const open = (raw.match(/\(/g) ?? []).length - (raw.match(/\)/g) ?? []).length;
    return open === 0 && tail.startsWith(')') ? ')' : '';
  });
}
