import type { Card } from '../../../domain/card.ts';
import { composeCard } from '../../../domain/cards/compose.ts';
import { nextFace } from '../../../domain/cards/next-face.ts';
import type { CardContext } from '../../../domain/cards/subject.ts';
import { type Notice, noticeIdOf } from '../../../domain/notice.ts';
import type { Post } from '../../../domain/post.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { contextFor, isVisible, type Scene, standingPlaceOf } from '../scene.ts';
import { closedWithin, digestOf, digestSurface, listable, windowOf } from './digest.ts';
import { composeStanding, faceOf, type SpokenKind } from './spoken-card.ts';

/** How a post should look now. */
export interface Standing {
  readonly card: Card;
  readonly revision?: number;
  readonly face?: Temporal.Instant;
}

/** Draws a post as it should look now, by the record as it is. Undefined: there is nothing to draw it from any more. */
export async function drawStanding(post: Post, owner: Notice, scene: Scene): Promise<Standing | undefined> {
  if (post.kind === 'digest') return drawDigest(post, owner, scene);
  const [id] = post.seminars;
  const seminar = id === undefined ? undefined : await scene.facts.seminar(id);
  return seminar && drawSingle(post, owner, seminar, scene);
}

async function drawSingle(
  post: Post,
  owner: Notice,
  seminar: Seminar,
  scene: Scene,
): Promise<Standing | undefined> {
  const { surface } = await standingPlaceOf(owner, seminar, scene);
  const takenBack = await scene.facts.isTakenBack(seminar.id);
  const context = { ...contextFor(scene, surface, owner.detail.rehearses), takenBack };
  // The channel may not know of it any more: nothing of the record is left on the card.
  if (!isVisible(seminar, surface, scene.now)) {
    const card = composeCard(
      { kind: 'message', text: 'This seminar is not announced here any more.' },
      context,
    );
    return { card, revision: seminar.revision };
  }
  const drawn = await cardOf(post, owner, seminar, scene, context);
  return drawn && { ...drawn, revision: seminar.revision };
}

async function cardOf(
  post: Post,
  owner: Notice,
  seminar: Seminar,
  { facts, now }: Scene,
  context: CardContext,
): Promise<Pick<Standing, 'card' | 'face'> | undefined> {
  const { surface } = context;
  switch (post.kind) {
    case 'announcement':
    case 'reminder':
    case 'startingNow':
    case 'followUp': {
      const kind: SpokenKind = post.kind;
      const carries = kind === 'reminder' && (await carriesAnnouncement(owner, seminar, facts));
      const card = composeStanding(kind, carries, seminar, context);
      return withFace(card, faceOf(kind, carries, seminar, surface, now));
    }
    case 'change': {
      const { says } = post;
      if (!says?.before) return undefined;
      const subject = { kind: 'change', seminar, before: says.before, after: says.material } as const;
      return withFace(composeCard(subject, context), nextFace('change', seminar, surface, now));
    }
    case 'note': {
      const { text } = owner.detail;
      if (text === undefined) return undefined;
      const card = composeCard({ kind: 'note', seminar, text }, context);
      return withFace(card, nextFace('note', seminar, surface, now));
    }
    default:
      return undefined;
  }
}

function withFace(card: Card, face: Temporal.Instant | undefined): Pick<Standing, 'card' | 'face'> {
  return { card, ...(face ? { face } : {}) };
}

async function carriesAnnouncement(
  reminder: Notice,
  seminar: Seminar,
  facts: Scene['facts'],
): Promise<boolean> {
  const id = noticeIdOf({ kind: 'announcement', seminar: seminar.id, channel: reminder.channel });
  return (await facts.notice(id))?.supersededBy === reminder.id;
}

/** The seminars that it listed when it was sent, as they are now; kept true until its window ends. */
async function drawDigest(post: Post, owner: Notice, scene: Scene): Promise<Standing | undefined> {
  const window = windowOf(owner);
  if (!window || Temporal.Instant.compare(scene.now, window.to) >= 0) return undefined;
  const surface = digestSurface(post, digestOf(owner, scene.policy));
  const found = new Map(
    (await scene.facts.read.seminars.many(post.seminars)).map((seminar) => [seminar.id, seminar]),
  );
  const listed = post.seminars
    .map((id) => found.get(id))
    .filter((seminar) => seminar !== undefined)
    .filter((seminar) => isVisible(seminar, surface, scene.now));
  const seminars = await listable(listed, post, scene);
  const closed = closedWithin(window, scene.policy);
  const context = contextFor(scene, surface, owner.detail.rehearses);
  return { card: composeCard({ kind: 'digest', seminars, ...window, closed }, context) };
}
