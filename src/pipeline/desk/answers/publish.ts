import { typedAs } from '../../../domain/cards/help.ts';
import type { ReviewId } from '../../../domain/ids.ts';
import { parseMoment } from '../../../domain/time/parse-moment.ts';
import { rollHorizon } from '../../plan/roll-horizon.ts';
import { publishReview } from '../../review/acts/publish.ts';
import type { Answer, Asking } from '../asking.ts';
import { answerAct } from '../review-desk.ts';

/** An organiser's word for what waits, with the start that it lacks. */
export async function answerPublish(
  id: ReviewId,
  typed: string | undefined,
  asking: Asking,
): Promise<Answer> {
  return answerAct(id, asking, (scene, { review }) => {
    if (typed === undefined) return publishAndRoll(id, asking, scene);
    const zone = review.type === 'seminar' ? review.proposed.timezone : asking.policy.timezone;
    const start = parseMoment(typed, zone);
    if (start) return publishReview(scene, id, { start });
    const { words } = asking.look;
    return `${words.review.badStart(typed, zone)} ${words.forExample(typedAs(words.review.startExample(id), asking.look))}`;
  });
}

/** A day off that counts from now on moves what would have fallen on it. */
async function publishAndRoll(
  id: ReviewId,
  { store, policy, routes, now }: Asking,
  scene: Parameters<typeof publishReview>[0],
): ReturnType<typeof publishReview> {
  const outcome = await publishReview(scene, id);
  if (outcome.type === 'dayConfirmed') await rollHorizon(store, { policy, routes }, now);
  return outcome;
}
