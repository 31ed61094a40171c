import type { Card, CardBlock } from '../card.ts';
import { writeDay } from './dates.ts';
import { composeItems } from './items.ts';
import type { Look } from './look.ts';
import { joinList } from './people.ts';
import { lineOf } from './plain.ts';
import type { CardSubject } from './subject.ts';
import { sentences } from './summary.ts';

type Digest = Extract<CardSubject, { kind: 'digest' }>;

/** What is coming up within a window of days, read in the configuration's zone. */
export function composeDigest({ seminars, from, to, closed }: Digest, look: Look): Card {
  const { words } = look;
  const heading = words.seminarsFrom(rangeText(from, to, look));
  const { items, texts, left } = composeItems(seminars, look);
  const off = closed.map(lineOf).filter((name) => name !== undefined);
  const rest = left > 0 ? words.furtherSeminars(left) : undefined;
  const none = seminars.length > 0 ? undefined : emptyText(off, look);
  const days = seminars.length > 0 && off.length > 0 ? words.closedDays(joinList(off, look)) : undefined;
  return {
    kind: 'digest',
    summary: sentences([heading, ...texts, rest, none, days]),
    blocks: [
      { type: 'eyebrow', text: words.digest },
      { type: 'title', text: heading },
      ...(items.length > 0 ? [{ type: 'list', items } as const] : []),
      ...[none, rest, days].flatMap(footnote),
      ...(rest ? [allUpcoming(look)] : []),
    ],
  };
}

function emptyText(off: readonly string[], look: Look): string {
  return off.length > 0 ? look.words.noSeminarBecause(joinList(off, look)) : look.words.noSeminar;
}

/** Both ends included: a window that ends at midnight ends with the day before. */
function rangeText(from: Temporal.Instant, to: Temporal.Instant, look: Look): string {
  const last = to.subtract({ seconds: 1 });
  const first = writeDay(from, look.timezone, look.locale, 'yearless');
  const end = writeDay(last, look.timezone, look.locale, 'yearless');
  return first === end ? first : look.words.fromTo(first, end);
}

export function footnote(text: string | undefined): readonly CardBlock[] {
  return text === undefined ? [] : [{ type: 'footnote', inlines: [{ type: 'text', text }] }];
}

function allUpcoming(look: Look): CardBlock {
  return {
    type: 'actions',
    actions: [{ type: 'ask', label: look.words.seeAllUpcoming, intent: { type: 'list' } }],
  };
}
