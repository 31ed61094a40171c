import type { Inline } from '../../../domain/card.ts';
import { ELLIPSIS, shorten } from '../../../domain/cards/shorten.ts';
import { lengthOfInline } from './block-length.ts';
import { LIMITS, ROOM } from './limits.ts';
import { isWebAddress } from './web-address.ts';

/** As many inlines as fit; the one that does not is shortened if it is text. Links that Slack refuses become text. */
export function cutInlines(
  inlines: readonly Inline[],
  limit: number,
): { readonly inlines: readonly Inline[]; readonly shortened: boolean } {
  const kept: Inline[] = [];
  const mark = ` ${ELLIPSIS}`;
  let left = limit - mark.length;
  for (const inline of inlines.map(unlinkUnfit)) {
    const length = lengthOfInline(inline);
    if (length > left) {
      if (inline.type === 'text' && left >= ROOM.least)
        kept.push({ ...inline, text: shorten(inline.text, left) });
      else if (kept.length > 0) kept.push({ type: 'text', text: mark });
      return { inlines: kept, shortened: true };
    }
    kept.push(inline);
    left -= length;
  }
  return { inlines: kept, shortened: false };
}

function unlinkUnfit(inline: Inline): Inline {
  if (inline.type !== 'link' || isWebAddress(inline.url, LIMITS.buttonUrl)) return inline;
  return { type: 'text', text: inline.text, ...(inline.strong ? { strong: true } : {}) };
}
