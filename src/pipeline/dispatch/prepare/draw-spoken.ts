import type { Card } from '../../../domain/card.ts';
import { hashCard } from '../../../domain/cards/hash.ts';
import type { CardContext } from '../../../domain/cards/subject.ts';
import { materialOf } from '../../../domain/material.ts';
import type { Material } from '../../../domain/post.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { Facts } from '../facts.ts';
import { composeStanding, faceOf, type SpokenKind } from './spoken-card.ts';

export interface Drawing {
  readonly card: Card;
  /** Hash of the card. */
  readonly shown: string;
  /** What it says of the seminar. */
  readonly material: Material;
  /** When the card next looks different by itself. */
  readonly face: Temporal.Instant | undefined;
}

/** By the facts of one turn of a lane: the same instant, the same records. Gone with them. */
const drawings = new WeakMap<Facts, Map<string, Drawing>>();

/**
 * The card of a kind for a place, with what is derived from it. One seminar is spoken of in many channels at once: where
 * the rules of the channels are alike, all of them get the one card, which a platform then renders once as well.
 */
export function drawSpoken(
  kind: SpokenKind,
  carriesAnnouncement: boolean,
  seminar: Seminar,
  context: CardContext,
  facts: Facts,
): Drawing {
  const name = nameOf(kind, carriesAnnouncement, seminar, context);
  const drawn = drawings.get(facts) ?? new Map<string, Drawing>();
  drawings.set(facts, drawn);
  const known = name === undefined ? undefined : drawn.get(name);
  if (known) return known;
  const card = composeStanding(kind, carriesAnnouncement, seminar, context);
  const face = faceOf(kind, carriesAnnouncement, seminar, context.surface, context.now);
  const drawing = { card, shown: hashCard(card), material: materialOf(seminar), face };
  if (name !== undefined) drawn.set(name, drawing);
  return drawing;
}

/** All that a turn's cards differ by. Undefined: drawn for one person, and for nobody else. */
function nameOf(
  kind: SpokenKind,
  carriesAnnouncement: boolean,
  seminar: Seminar,
  { surface, rehearses, takenBack }: CardContext,
): string | undefined {
  if (surface.type !== 'channel') return undefined;
  // Which channel it is says nothing: only its rules show, and whatever else a channel may come to have.
  const { type: _, channel: __, audience, joinLink, releasesAt, ...others } = surface;
  const rules = [audience, joinLink, releasesAt?.epochMilliseconds, JSON.stringify(others)];
  return [kind, carriesAnnouncement, seminar.id, takenBack, ...rules, rehearses].join(' ');
}
