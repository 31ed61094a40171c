import type { Inline } from '../../../domain/card.ts';
import { ELLIPSIS, shorten } from '../../../domain/cards/shorten.ts';
import { LIMITS, ROOM } from './limits.ts';
import { READERS_TIME, utcText } from './rich-text.ts';
import { isWebAddress } from './web-address.ts';

/** Code units that an inline adds to a message, the reader's own time included. */
export function lengthOf(inline: Inline): number {
  return inline.type === 'time'
    ? inline.text.length + READERS_TIME.length + utcText(inline.start).length
    : inline.text.length;
}

export function lengthOfLines(lines: readonly (readonly Inline[])[]): number {
  return lines.reduce(
    (sum, line) => sum + line.reduce((inner, inline) => inner + lengthOf(inline) + 1, 0),
    0,
  );
}

/** As many inlines as fit; the one that does not is shortened if it is text. Links that Slack refuses become text. */
export function cutInlines(
  inlines: readonly Inline[],
  limit: number,
): { readonly inlines: readonly Inline[]; readonly shortened: boolean } {
  const kept: Inline[] = [];
  let left = limit;
  for (const inline of inlines.map(unlinkUnfit)) {
    const length = lengthOf(inline);
    if (length > left) {
      if (inline.type === 'text' && left >= ROOM.least)
        kept.push({ ...inline, text: shorten(inline.text, left) });
      else if (kept.length > 0) kept.push({ type: 'text', text: ` ${ELLIPSIS}` });
      return { inlines: kept, shortened: true };
    }
    kept.push(inline);
    left -= length;
  }
  return { inlines: kept, shortened: false };
}

function unlinkUnfit(inline: Inline): Inline {
  if (inline.type !== 'link' || isWebAddress(inline.url, LIMITS.buttonUrl)) return inline;
  return { type: 'text', text: inline.text };
}
