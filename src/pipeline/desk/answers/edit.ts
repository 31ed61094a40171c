import { writeMoment } from '../../../domain/cards/dates.ts';
import { titleOf } from '../../../domain/cards/naming.ts';
import type { SeminarId } from '../../../domain/ids.ts';
import type { EditableField } from '../../../domain/organiser-intent.ts';
import { type Seminar, type SeminarFields, WebUrl } from '../../../domain/seminar.ts';
import { parseMoment } from '../../../domain/time/parse-moment.ts';
import { findObstacle, openSeminar } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { patchSeminar, type Word } from '../patching.ts';
import { say } from '../review-desk.ts';
import { moveTo } from './call-off.ts';

/** Changes one field by hand. Another edit undoes it, so nothing is asked. */
export async function answerEdit(
  id: SeminarId,
  field: EditableField,
  value: string,
  asking: Asking,
): Promise<Answer> {
  const { act } = asking.look.words;
  const opened = await openSeminar(id, (seminar) => ({ type: 'edit', seminar, field, value }), asking);
  if ('answer' in opened) return opened.answer;
  const { seminar } = opened;
  const obstacle = findObstacle(seminar, asking);
  if (obstacle) return obstacle;
  const word = wordOf(field, value, seminar, asking);
  if (typeof word === 'string') return say(word);
  const patched = await patchSeminar(seminar, word, asking);
  const title = titleOf(patched.seminar, asking.look);
  if (patched.changed.length === 0) return say(act.sameAlready(title));
  const text = sayEdited(field, patched.seminar, asking);
  return { subject: { kind: 'message', text, seminar: patched.seminar }, caretaker: true };
}

function sayEdited(field: EditableField, seminar: Seminar, { look }: Asking): string {
  const { act } = look.words;
  const title = titleOf(seminar, look);
  if (field === 'status') return act.onAgain(title);
  if (field !== 'start' || !seminar.start) return act.edited(title);
  return act.moved(title, writeMoment(seminar.start, seminar.timezone, look.locale));
}

/** What it makes of the patch, or why it cannot be said. */
function wordOf(
  field: EditableField,
  value: string,
  seminar: Seminar,
  { look, now }: Asking,
): string | ((patch: SeminarFields) => Word) {
  const { act } = look.words;
  switch (field) {
    case 'title':
      return () => ({ title: value });
    case 'room':
      return ({ venue }) => ({ venue: { ...buildingOf(seminar), ...onlineOf(venue), room: value } });
    case 'link': {
      const url = WebUrl.safeParse(value);
      // Meeting id and passcode belong to the link that was.
      return url.success
        ? ({ venue }) => ({ venue: { ...placeOf(venue), online: { url: url.data } } })
        : act.badLink;
    }
    case 'start': {
      const start = parseMoment(value, seminar.timezone);
      if (!start) return act.badStart(value, seminar.timezone);
      return Temporal.Instant.compare(start, now) > 0
        ? (patch) => moveTo(start, seminar, patch)
        : act.pastStart(value);
    }
    case 'status':
      return /^on$/i.test(value) ? () => ({ status: undefined, statusReason: undefined }) : act.badStatus;
  }
}

/** A room alone would leave out what is said of the building; the merge takes a place whole. */
function buildingOf({ venue: { building, map } }: Seminar): SeminarFields['venue'] {
  return { ...(building === undefined ? {} : { building }), ...(map === undefined ? {} : { map }) };
}

function onlineOf(venue: SeminarFields['venue']): SeminarFields['venue'] {
  return venue?.online ? { online: venue.online } : {};
}

function placeOf(venue: SeminarFields['venue']): SeminarFields['venue'] {
  const { online: _, ...place } = venue ?? {};
  return place;
}
