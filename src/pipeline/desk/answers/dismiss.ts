import type { ReviewId } from '../../../domain/ids.ts';
import { dismissReview } from '../../review/acts/dismiss.ts';
import type { Answer, Asking } from '../asking.ts';
import { answerAct } from '../review-desk.ts';

/** What waits is let go. */
export function answerDismiss(id: ReviewId, asking: Asking): Promise<Answer> {
  return answerAct(id, asking, (scene) => dismissReview(scene, id));
}
