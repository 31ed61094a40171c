import type { Card, CardBlock } from '../../../domain/card.ts';
import { composeCard } from '../../../domain/cards/compose.ts';
import { nextFace } from '../../../domain/cards/next-face.ts';
import type { CardContext } from '../../../domain/cards/subject.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { Surface } from '../../../domain/viewer.ts';

/** What speaks of one seminar by itself. */
export type SpokenKind = 'announcement' | 'reminder' | 'startingNow' | 'followUp';

/**
 * The card of a kind as it stands: when it is first sent, and whenever it is drawn again. A reminder that stands in for
 * the announcement begins with its own words (that it is one, when it is, how long still) and goes on with the whole card.
 */
export function composeStanding(
  kind: SpokenKind,
  carriesAnnouncement: boolean,
  seminar: Seminar,
  context: CardContext,
): Card {
  const card = composeCard({ kind, seminar }, context);
  if (!carriesAnnouncement) return card;
  const full = composeCard({ kind: 'announcement', seminar }, context);
  const lead = card.blocks.filter(({ type }) => type === 'banner' || type === 'eyebrow');
  const title = full.blocks.filter(({ type }) => type === 'title');
  const when = card.blocks.find(({ type }) => type === 'paragraph');
  const leadTexts = new Set(lead.map(textOf));
  const rest = full.blocks.filter(
    (block) => block.type !== 'eyebrow' && block.type !== 'title' && !leadTexts.has(textOf(block)),
  );
  return {
    kind: card.kind,
    summary: card.summary,
    blocks: [...lead, ...title, ...(when ? [when] : []), ...rest],
  };
}

/** When the card next looks different by itself. */
export function faceOf(
  kind: SpokenKind,
  carriesAnnouncement: boolean,
  seminar: Seminar,
  surface: Surface,
  after: Temporal.Instant,
): Temporal.Instant | undefined {
  const own = nextFace(kind, seminar, surface, after);
  const carried = carriesAnnouncement ? nextFace('announcement', seminar, surface, after) : undefined;
  if (!own || !carried) return own ?? carried;
  return Temporal.Instant.compare(own, carried) <= 0 ? own : carried;
}

function textOf(block: CardBlock): string {
  return JSON.stringify(block);
}
