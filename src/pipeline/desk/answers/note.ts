import type { SeminarId } from '../../../domain/ids.ts';
import { noteSeminar } from '../../dispatch/acts/note-seminar.ts';
import { findObstacle, openSeminar, sceneOf } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { namePlaces } from '../places.ts';
import { say } from '../review-desk.ts';

/**
 * Says one thing wherever the seminar was announced. The words were given for just that, and minutes count when a talk
 * begins late, so nothing is asked; the answer says where it is heard.
 */
export async function answerNote(id: SeminarId, text: string, asking: Asking): Promise<Answer> {
  const opened = await openSeminar(id, (seminar) => ({ type: 'note', seminar, text }), asking);
  if ('answer' in opened) return opened.answer;
  const obstacle = findObstacle(opened.seminar, asking);
  if (obstacle) return obstacle;
  const noted = await noteSeminar(sceneOf(asking), opened.seminar, text);
  if (noted.type === 'refused') return say(noted.reason);
  const posts = await asking.store.read.posts.ofSeminar(id);
  const channels = posts.flatMap(({ channel, removed, message, kind }) =>
    removed === undefined && message !== undefined && kind !== 'digest' ? [channel] : [],
  );
  return say(asking.look.words.act.noted((await namePlaces(channels, asking)) ?? ''));
}
