import type { ReviewId, SeminarId } from '../../../domain/ids.ts';
import { keepApart } from '../../review/acts/keep-apart.ts';
import { mergeReview } from '../../review/acts/merge.ts';
import type { Answer, Asking } from '../asking.ts';
import { answerAct } from '../review-desk.ts';

/** Two are the same talk. */
export function answerMerge(id: ReviewId, into: SeminarId, asking: Asking): Promise<Answer> {
  return answerAct(id, asking, (scene) => mergeReview(scene, id, into));
}

/** They are not. */
export function answerApart(id: ReviewId, asking: Asking): Promise<Answer> {
  return answerAct(id, asking, (scene) => keepApart(scene, id));
}
