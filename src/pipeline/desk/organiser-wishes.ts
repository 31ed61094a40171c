import type { OrganiserIntent } from '../../domain/organiser-intent.ts';
import { answerAnnounce } from './answers/announce.ts';
import { answerCancel, answerPostpone } from './answers/call-off.ts';
import { answerEdit } from './answers/edit.ts';
import { answerPause, answerResume } from './answers/hold.ts';
import { answerLog } from './answers/log.ts';
import { answerNote } from './answers/note.ts';
import { answerRelease } from './answers/release.ts';
import { answerRetract } from './answers/retract.ts';
import { answerStatus } from './answers/status.ts';
import { answerSync } from './answers/sync.ts';
import type { Answer, Asking } from './asking.ts';
import { say } from './review-desk.ts';

/** One line a wish of those who look after seminars. Each answer sees for itself whether the asker does. */
export async function answerOrganiser(wish: OrganiserIntent, asking: Asking): Promise<Answer> {
  const sure = 'sure' in wish && wish.sure === true;
  switch (wish.type) {
    case 'retract':
      return answerRetract(wish.what, sure, asking);
    case 'pause':
      return answerPause(wish.place, asking);
    case 'resume':
      return answerResume(wish.place, asking);
    case 'release':
      return answerRelease(wish.place, sure, asking);
    case 'note':
      return answerNote(wish.seminar, wish.text, asking);
    case 'announce':
      return answerAnnounce(wish.seminar, sure, asking);
    case 'cancel':
      return answerCancel(wish.seminar, wish.reason, sure, asking);
    case 'postpone':
      return answerPostpone(wish.seminar, wish.start, sure, asking);
    case 'edit':
      return answerEdit(wish.seminar, wish.field, wish.value, asking);
    case 'log':
      return answerLog(wish.seminar, asking);
    case 'status':
      return answerStatus(asking);
    case 'sync':
      return answerSync(asking);
    case 'keep':
      return say(asking.look.words.act.kept);
  }
}
