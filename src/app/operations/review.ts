import { composeCard } from '../../domain/cards/compose.ts';
import { type Look, lookOf } from '../../domain/cards/look.ts';
import { nameOfReview } from '../../domain/cards/review-says.ts';
import type { CardContext } from '../../domain/cards/subject.ts';
import { ReviewId, reviewIdOf, type SeminarId } from '../../domain/ids.ts';
import type { Proposal, ReviewAct, ReviewState } from '../../domain/review.ts';
import { parseMoment } from '../../domain/time/parse-moment.ts';
import { rollHorizon } from '../../pipeline/plan/roll-horizon.ts';
import { dismissReview } from '../../pipeline/review/acts/dismiss.ts';
import { keepApart } from '../../pipeline/review/acts/keep-apart.ts';
import { mergeReview } from '../../pipeline/review/acts/merge.ts';
import { publishReview } from '../../pipeline/review/acts/publish.ts';
import type { ReviewOutcome, ReviewScene } from '../../pipeline/review/acts/review-scene.ts';
import { findProposal, listProposals } from '../../pipeline/review/list-proposals.ts';
import { outcomeText } from '../../pipeline/review/outcome-text.ts';
import { renderText } from '../../platforms/preview/render-text.ts';
import type { Installation } from '../installation.ts';
import { sceneOf } from './act.ts';
import { sourceOrder } from './sync-now.ts';

export type { ReviewOutcome } from '../../pipeline/review/acts/review-scene.ts';

/** What waits for a word, as people read it. */
export interface Waiting {
  readonly proposal: Proposal;
  readonly name: string;
  /** The card that organisers are shown, as plain text. */
  readonly text: string;
}

export async function listWaiting(installation: Installation): Promise<readonly Waiting[]> {
  const proposals = await listProposals(installation.store.read);
  return proposals.map((proposal) => waitingOf(proposal, installation));
}

/** One, also if it waits no longer. Throws RangeError for an id that nothing has. */
export async function findWaiting(installation: Installation, text: string): Promise<Waiting> {
  const id = reviewOf(text);
  const proposal = await findProposal(installation.store.read, id);
  if (!proposal) throw new RangeError(lookFor(installation).words.review.unknown(id));
  return waitingOf(proposal, installation);
}

/** The whole text that it was read from; undefined where there is none or it is not kept any more. */
export async function textOf({ store }: Installation, { readings }: Proposal): Promise<string | undefined> {
  const hash = readings[0]?.text;
  return hash === undefined ? undefined : store.read.readings.text(hash);
}

/** `start`: as typed, by the clock of the seminar's zone. Throws RangeError for an id or a time that is none. */
export async function publish(
  installation: Installation,
  text: string,
  start: string | undefined,
): Promise<ReviewOutcome> {
  const id = reviewOf(text);
  const word = start === undefined ? {} : { start: await momentOf(installation, id, start) };
  const outcome = await publishReview(reviewScene(installation), id, word);
  if (outcome.type === 'dayConfirmed') {
    // What would have fallen on the day is announced earlier.
    const { store, context, clock } = installation;
    await rollHorizon(store, context, clock.now());
  }
  return outcome;
}

export const dismiss = (installation: Installation, text: string): Promise<ReviewOutcome> =>
  dismissReview(reviewScene(installation), reviewOf(text));

export const merge = (
  installation: Installation,
  text: string,
  into: SeminarId | undefined,
): Promise<ReviewOutcome> => mergeReview(reviewScene(installation), reviewOf(text), into);

export const apart = (installation: Installation, text: string): Promise<ReviewOutcome> =>
  keepApart(reviewScene(installation), reviewOf(text));

export function describeOutcome(outcome: ReviewOutcome, installation: Installation): string {
  return outcomeText(outcome, lookFor(installation));
}

/** Everything that became of one thing that waits, or waited. */
export interface ReviewHistory {
  readonly review: ReviewId;
  readonly name: string;
  readonly state: ReviewState;
  readonly history: readonly ReviewAct[];
}

/** The ledger of words, in the order in which they were last said. */
export async function readReviewHistory(
  installation: Installation,
  request: {
    readonly seminar?: SeminarId;
    readonly since?: Temporal.Instant;
    readonly limit: number;
  },
): Promise<readonly ReviewHistory[]> {
  const { seminar, since, limit } = request;
  const { reviews, seminars } = installation.store.read;
  const acts = await reviews.acts({
    limit,
    ...(seminar ? { review: reviewIdOf(seminar) } : {}),
    ...(since ? { since } : {}),
  });
  const look = lookFor(installation);
  const lines: ReviewHistory[] = [];
  for (const [id, history] of Map.groupBy(acts, ({ review }) => review)) {
    const review = await reviews.get(id);
    const last = history.at(-1);
    if (!review || !last) continue;
    const stored = review.type === 'seminar' ? await seminars.get(review.seminar) : undefined;
    const named = stored && review.type === 'seminar' ? { ...review, proposed: stored } : review;
    const name = nameOfReview({ review: review.state === 'open' ? review : named }, look);
    lines.push({ review: id, name, state: review.state, history });
  }
  return lines;
}

function waitingOf(proposal: Proposal, installation: Installation): Waiting {
  const context = contextOf(installation);
  return {
    proposal,
    name: nameOfReview(proposal, lookOf(context)),
    text: renderText(composeCard({ kind: 'review', proposal }, context)),
  };
}

async function momentOf(installation: Installation, id: ReviewId, typed: string): Promise<Temporal.Instant> {
  const { store, settings } = installation;
  const review = await store.read.reviews.get(id);
  const zone = review?.type === 'seminar' ? review.proposed.timezone : settings.policy.timezone;
  const start = parseMoment(typed, zone);
  if (start) return start;
  throw new RangeError(
    `${lookFor(installation).words.review.badStart(typed, zone)} For example: 2027-03-04 11:00`,
  );
}

function reviewScene(installation: Installation): ReviewScene {
  const { context } = installation;
  return { ...sceneOf(installation), plan: context, sources: sourceOrder(installation) };
}

function reviewOf(text: string): ReviewId {
  const id = ReviewId.safeParse(text.toLowerCase());
  if (id.success) return id.data;
  throw new RangeError(
    `"${text}" is no ID; \`lectern review\` shows what waits, eight letters or digits each`,
  );
}

function lookFor(installation: Installation): Look {
  return lookOf(contextOf(installation));
}

/** Who has a shell here looks after everything. */
function contextOf({ settings: { policy }, clock }: Installation): CardContext {
  return {
    now: clock.now(),
    locale: policy.locale,
    timezone: policy.timezone,
    surface: { type: 'answer', viewer: { standing: 'operator' }, joinLink: 'always' },
    command: 'lectern',
    seriesOf: ({ series }) => policy.series.find(({ id }) => id === series),
    ...(policy.publicUrl === undefined ? {} : { publicUrl: policy.publicUrl }),
  };
}
