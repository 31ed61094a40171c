import type { Card } from '../card.ts';
import { footnote } from './digest.ts';
import { composeItems } from './items.ts';
import type { Look } from './look.ts';
import { TITLE } from './naming.ts';
import { lineOf } from './plain.ts';
import { shorten } from './shorten.ts';
import type { CardSubject } from './subject.ts';
import { sentences } from './summary.ts';

type List = Extract<CardSubject, { kind: 'list' }>;

/** The answer to a look-up that found several, or none. */
export function composeList(subject: List, look: Look): Card {
  const { seminars, empty } = subject;
  // It may repeat what somebody typed.
  const heading = shorten(lineOf(subject.heading) ?? look.words.upcoming, TITLE);
  const { items, texts, left } = composeItems(seminars, look);
  const rest = left > 0 ? look.words.furtherSeminars(left) : undefined;
  const none = seminars.length === 0 ? empty : undefined;
  return {
    kind: 'reply',
    summary: sentences([heading, ...texts, rest, none]),
    blocks: [
      { type: 'title', text: heading },
      ...(items.length > 0 ? [{ type: 'list', items } as const] : []),
      ...(none ? [{ type: 'paragraph', inlines: [{ type: 'text', text: none }] } as const] : []),
      ...footnote(rest),
    ],
  };
}
