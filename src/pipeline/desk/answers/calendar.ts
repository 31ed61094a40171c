import type { SeminarId } from '../../../domain/ids.ts';
import type { Answer, Asking } from '../asking.ts';
import { findNext, getVisible } from '../looking-up.ts';
import { searchFor } from './search.ts';
import { answerUnknown } from './show.ts';

export async function answerCalendar(id: SeminarId | undefined, asking: Asking): Promise<Answer> {
  const seminar = id ? await getVisible(asking, id) : await findNext(asking);
  if (seminar) return { subject: { kind: 'calendar', seminar }, about: seminar };
  if (id)
    return (
      (await searchFor(id, asking)) ??
      answerUnknown(id, (nearest) => ({ type: 'calendar', seminar: nearest }), asking)
    );
  return { subject: { kind: 'message', text: asking.look.words.nothingAhead } };
}
