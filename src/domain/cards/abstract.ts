import type { CardBlock } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import type { Look } from './look.ts';
import { bioParagraphs, countSpeakers } from './people.ts';
import { paragraphsOf } from './plain.ts';
import { cutText, shorten } from './shorten.ts';

/** What an announcement shows at once. */
const PREVIEW = 700;
/** What unfolds in place; the details have the rest. Together with everything else it stays under Teams' 28 KB. */
const UNFOLDED = 3000;
const BIOS = 2000;

/** The first paragraph, and the rest one press away. */
export function abstractBlocks(seminar: Seminar, look: Look): readonly CardBlock[] {
  const [first, ...others] = paragraphsOf(seminar.abstract);
  if (first === undefined) return [];
  const { head, rest } = cutText(first, PREVIEW);
  const behind = rest === '' ? others : [rest, ...others];
  if (behind.length === 0) return [{ type: 'paragraph', inlines: [{ type: 'text', text: head }] }];
  return [
    {
      type: 'fold',
      label: look.words.readAbstract,
      preview: head,
      paragraphs: limitParagraphs(behind, UNFOLDED, look),
      intent: { type: 'show', seminar: seminar.id },
    },
  ];
}

/** The bios behind one press. */
export function bioBlocks(seminar: Seminar, look: Look): readonly CardBlock[] {
  const paragraphs = bioParagraphs(seminar);
  if (paragraphs.length === 0) return [];
  return [
    {
      type: 'fold',
      label: look.words.aboutSpeakers(countSpeakers(seminar)),
      paragraphs: limitParagraphs(paragraphs, BIOS, look),
      intent: { type: 'show', seminar: seminar.id },
    },
  ];
}

/** As many as fit, the last one shortened, and a word that says where the rest is. */
function limitParagraphs(paragraphs: readonly string[], limit: number, look: Look): readonly string[] {
  const out: string[] = [];
  let left = limit;
  for (const paragraph of paragraphs) {
    if (paragraph.length > left) {
      if (left >= 80) out.push(shorten(paragraph, left));
      out.push(look.words.continued);
      return out;
    }
    out.push(paragraph);
    left -= paragraph.length;
  }
  return out;
}
