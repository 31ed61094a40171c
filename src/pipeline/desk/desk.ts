import type { Card } from '../../domain/card.ts';
import { explainMisuse } from '../../domain/cards/help.ts';
import type { CardContext, CardSubject } from '../../domain/cards/subject.ts';
import type { SourceId } from '../../domain/ids.ts';
import type { Intent, Misuse, Suggestion } from '../../domain/intent.ts';
import type { Policy } from '../../domain/policy.ts';
import type { RouteIndex } from '../../domain/route.ts';
import { LANES_BY_ID, type LaneNames } from '../../domain/workspace.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Actor, Desk, Reply } from '../../ports/desk.ts';
import type { Log } from '../../ports/log.ts';
import type { Store } from '../../ports/store.ts';
import { withClosedDays } from '../review/confirmed-days.ts';
import { type Admins, NO_ADMINS } from './admins.ts';
import { answerCalendar } from './answers/calendar.ts';
import { answerToday, answerWeek } from './answers/days.ts';
import { answerDismiss } from './answers/dismiss.ts';
import { answerHelp } from './answers/help.ts';
import { answerList } from './answers/list.ts';
import { answerApart, answerMerge } from './answers/match.ts';
import { answerNext } from './answers/next.ts';
import { answerPublish } from './answers/publish.ts';
import { answerRemind } from './answers/remind.ts';
import { answerRemindOff } from './answers/remind-off.ts';
import { answerReview } from './answers/review.ts';
import { answerSearch, answerSpeaker } from './answers/search.ts';
import { answerShow } from './answers/show.ts';
import {
  type Answer,
  type Asking,
  lookFor,
  type OpenDirect,
  type Replan,
  type SyncNow,
  zoneOf,
} from './asking.ts';
import { answerOrganiser } from './organiser-wishes.ts';
import { isTakenBack } from './retracted.ts';
import { isPublicChannel } from './shared-channel.ts';
import { caretakerSurface, surfaceFor } from './surface.ts';

export interface DeskParts {
  readonly store: Store;
  readonly policy: Policy;
  /** The routes as they are now; channels may be resolved later than the desk opens. */
  readonly routes: () => RouteIndex;
  readonly clock: Clock;
  readonly log: Log;
  readonly replan: Replan;
  /** In configured order: whose word counts before whose. */
  readonly sources?: readonly SourceId[];
  /** For platforms that do not say by themselves where a person's direct messages are. */
  readonly openDirect?: OpenDirect;
  /** Who looks after everything, besides the operators. */
  readonly admins?: Admins;
  /** How addresses name the lanes of those who ask. Default: by their ids. */
  readonly names?: Pick<LaneNames, 'isIn'>;
  /** Reads every source now. Absent: nobody can ask for it. */
  readonly sync?: SyncNow;
  readonly composeCard: (subject: CardSubject, context: CardContext) => Card;
}

type Wish = Intent | Suggestion | Misuse;

/**
 * Answers people. Look-ups read and change nothing; what changes something does so in one transaction with its plan.
 * Never rejects: what goes wrong here is logged, and the asker is told that nothing was changed.
 */
export function createDesk(parts: DeskParts): Desk {
  return { handle: (wish, actor) => handleWish(parts, wish, actor) };
}

async function handleWish(parts: DeskParts, wish: Wish, actor: Actor): Promise<Reply> {
  try {
    const asking = await openAsking(parts, actor);
    const { subject, about, caretaker } = await answerWish(wish, asking);
    const surface = caretaker ? caretakerSurface(actor) : surfaceFor(about, asking);
    const takenBack = about !== undefined && (await isTakenBack(asking.store.read.seminars, about.id));
    return { card: parts.composeCard(subject, { ...asking.look, surface, takenBack }) };
  } catch (error) {
    parts.log.error('A wish could not be answered', { wish: wish.type, error });
    const look = lookFor(parts.policy, actor, parts.clock.now());
    return { card: parts.composeCard({ kind: 'message', text: look.words.wentWrong }, look) };
  }
}

async function openAsking(parts: DeskParts, actor: Actor): Promise<Asking> {
  const { store, routes, clock, replan, sources = [], openDirect, admins = NO_ADMINS, sync } = parts;
  const { names = LANES_BY_ID } = parts;
  const now = clock.now();
  const policy = await withClosedDays(store.read, parts.policy);
  return {
    store,
    policy,
    routes: routes(),
    actor,
    clock,
    now,
    zone: zoneOf(actor, policy),
    look: lookFor(policy, actor, now),
    publicOnly:
      actor.standing === 'guest' || (await isPublicChannel(actor, policy, names, store.read.directory)),
    replan,
    sources,
    admins,
    names,
    ...(openDirect ? { openDirect } : {}),
    ...(sync ? { sync } : {}),
  };
}

/** One line a wish. */
async function answerWish(wish: Wish, asking: Asking): Promise<Answer> {
  switch (wish.type) {
    case 'next':
      return answerNext(asking);
    case 'today':
      return answerToday(asking);
    case 'week':
      return answerWeek(asking);
    case 'list':
      return answerList(wish.count, asking);
    case 'search':
      return answerSearch(wish.words, asking);
    case 'speaker':
      return answerSpeaker(wish.name, asking);
    case 'show':
      return answerShow(wish.seminar, wish.part, asking);
    case 'remind':
      return wish.offset === 'off'
        ? answerRemindOff(wish.seminar, asking)
        : answerRemind(wish.seminar, wish.offset, asking);
    case 'calendar':
      return answerCalendar(wish.seminar, asking);
    case 'help':
      return answerHelp(asking);
    case 'review':
      return answerReview(wish.review, wish.text, asking);
    case 'publish':
      return answerPublish(wish.review, wish.start, asking);
    case 'dismiss':
      return answerDismiss(wish.review, asking);
    case 'merge':
      return answerMerge(wish.review, wish.into, asking);
    case 'apart':
      return answerApart(wish.review, asking);
    case 'suggest':
      return { subject: { kind: 'suggest', suggestion: wish } };
    case 'misuse':
      return {
        subject: { kind: 'message', text: explainMisuse(wish.problem, wish.example, asking.look) },
      };
    default:
      return answerOrganiser(wish, asking);
  }
}
