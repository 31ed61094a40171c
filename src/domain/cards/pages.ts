import { splitText } from './shorten.ts';

/** A stretch of text under a heading of its own. */
export interface Section {
  readonly heading: string;
  readonly paragraphs: readonly string[];
}

/**
 * Sections over as many pages as they need, none with more than `limit` code units of text and no paragraph longer
 * than `piece`. A section that goes on repeats its heading. At least one page.
 */
export function paginate(
  sections: readonly Section[],
  limit: number,
  piece: number,
): readonly (readonly Section[])[] {
  const pages: Section[][] = [[]];
  let used = 0;
  for (const { heading, paragraphs } of sections) {
    let open: { heading: string; paragraphs: string[] } | undefined;
    for (const paragraph of paragraphs.flatMap((text) => splitText(text, piece))) {
      if (used > 0 && used + paragraph.length > limit) {
        pages.push([]);
        used = 0;
        open = undefined;
      }
      if (!open) {
        open = { heading, paragraphs: [] };
        pages.at(-1)?.push(open);
      }
      open.paragraphs.push(paragraph);
      used += paragraph.length;
    }
  }
  return pages;
}
