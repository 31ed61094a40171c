import type { CardBlock } from '../card.ts';
import type { Seminar } from '../seminar.ts';
import type { Look } from './look.ts';
import { bioParagraphs, countSpeakers } from './people.ts';
import { paragraphsOf } from './plain.ts';
import { cutText, shorten, splitText } from './shorten.ts';

/** What an announcement shows at once. */
const PREVIEW = 700;
/** What unfolds in place, in bytes of UTF-8: with everything else a card must stay under Teams' 28 KB. */
const UNFOLDED = 4000;
const BIOS = 2500;
/** The longest paragraph of its own: Slack's sections take 3,000 characters. */
const PIECE = 2500;
/** A shorter beginning of a paragraph says nothing. */
const LEAST = 60;

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

/** As many as fit into `limit` bytes, the last one shortened, and a word that says where the rest is. */
function limitParagraphs(paragraphs: readonly string[], limit: number, look: Look): readonly string[] {
  const out: string[] = [];
  let left = limit;
  for (const paragraph of paragraphs.flatMap((text) => splitText(text, PIECE))) {
    const bytes = utf8.encode(paragraph).length;
    if (bytes > left) {
      const fitting = Math.floor((left * paragraph.length) / bytes);
      if (fitting >= LEAST) out.push(shorten(paragraph, fitting));
      out.push(look.words.continued);
      return out;
    }
    out.push(paragraph);
    left -= bytes;
  }
  return out;
}

const utf8 = new TextEncoder();
