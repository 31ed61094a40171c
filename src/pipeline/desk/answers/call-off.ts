import { writeMoment } from '../../../domain/cards/dates.ts';
import { titleOf } from '../../../domain/cards/naming.ts';
import type { SeminarId } from '../../../domain/ids.ts';
import type { Seminar, SeminarFields } from '../../../domain/seminar.ts';
import { parseMoment } from '../../../domain/time/parse-moment.ts';
import { ask, type Choice, findObstacle, offer, openSeminar } from '../acting.ts';
import type { Answer, Asking } from '../asking.ts';
import { patchSeminar, type Word } from '../patching.ts';
import { namePlaces } from '../places.ts';
import { say } from '../review-desk.ts';

/** Cancels a seminar and says so where it was announced; asked about once. */
export async function answerCancel(
  id: SeminarId,
  reason: string | undefined,
  sure: boolean,
  asking: Asking,
): Promise<Answer> {
  const { act } = asking.look.words;
  const why = reason === undefined ? {} : { reason };
  const opened = await openSeminar(id, (seminar) => ({ type: 'cancel', seminar, ...why }), asking);
  if ('answer' in opened) return opened.answer;
  const { seminar } = opened;
  const obstacle = findObstacle(seminar, asking);
  if (obstacle) return obstacle;
  const title = titleOf(seminar, asking.look);
  const again = onAgain(id, asking);
  if (seminar.status === 'cancelled' && reason === undefined)
    return offer(act.cancelledAlready(title), [again]);
  const places = await heardIn(seminar, asking);
  if (!sure) {
    const yes = {
      label: act.cancelYes,
      intent: { type: 'cancel', seminar: id, ...why, sure: true },
    } as const;
    return ask(act.cancelAsk(title, places), [yes], act.cancelNo);
  }
  await patchSeminar(seminar, () => ({ status: 'cancelled', statusReason: reason }), asking);
  return offer(act.cancelled(title, places), [again]);
}

/** Moves a seminar to another day and time, or says that its date is not known yet; asked about once. */
export async function answerPostpone(
  id: SeminarId,
  typed: string | undefined,
  sure: boolean,
  asking: Asking,
): Promise<Answer> {
  const { look, now } = asking;
  const { act } = look.words;
  const to = typed === undefined ? {} : { start: typed };
  const opened = await openSeminar(id, (seminar) => ({ type: 'postpone', seminar, ...to }), asking);
  if ('answer' in opened) return opened.answer;
  const { seminar } = opened;
  const obstacle = findObstacle(seminar, asking);
  if (obstacle) return obstacle;
  const start = typed === undefined ? undefined : parseMoment(typed, seminar.timezone);
  if (typed !== undefined && !start) return say(act.badStart(typed, seminar.timezone));
  const when = start && writeMoment(start, seminar.timezone, look.locale);
  if (start && when && Temporal.Instant.compare(start, now) <= 0) return say(act.pastStart(when));
  const title = titleOf(seminar, look);
  if (!start && seminar.status === 'postponed') return say(act.postponedAlready(title));
  if (!sure) {
    const yes = {
      label: act.postponeYes(start !== undefined),
      intent: { type: 'postpone', seminar: id, ...to, sure: true },
    } as const;
    return ask(act.postponeAsk(title, await heardIn(seminar, asking), when), [yes], act.postponeNo);
  }
  if (!start || when === undefined) {
    await patchSeminar(seminar, () => ({ status: 'postponed', statusReason: undefined }), asking);
    return offer(act.postponed(title), [onAgain(id, asking)]);
  }
  await patchSeminar(seminar, (patch) => moveTo(start, seminar, patch), asking);
  return say(act.moved(title, when));
}

/** A seminar that has a new time takes place; an end that was given by hand moves along. */
export function moveTo(start: Temporal.Instant, seminar: Seminar, patch: SeminarFields): Word {
  const end = seminar.start && patch.end ? start.add(seminar.start.until(patch.end)) : patch.end;
  return { start, end, status: undefined, statusReason: undefined };
}

function onAgain(seminar: SeminarId, { look }: Asking): Choice {
  return {
    label: look.words.act.onAfterAll,
    intent: { type: 'edit', seminar, field: 'status', value: 'on' },
  };
}

/** Where it was spoken of, which is where people must hear of it. */
async function heardIn(seminar: Seminar, asking: Asking): Promise<string | undefined> {
  const posts = await asking.store.read.posts.ofSeminar(seminar.id);
  const channels = posts.flatMap(({ channel, removed }) => (removed === undefined ? [channel] : []));
  return namePlaces(channels, asking);
}
