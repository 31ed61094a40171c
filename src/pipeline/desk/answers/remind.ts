import { writeMoment } from '../../../domain/cards/dates.ts';
import { writeLead, writeLength } from '../../../domain/cards/lead.ts';
import { titleOf } from '../../../domain/cards/naming.ts';
import { whenTextInList } from '../../../domain/cards/timing.ts';
import { type ChannelId, channelIdOf, type SeminarId, splitChannelId } from '../../../domain/ids.ts';
import { phaseOf } from '../../../domain/phase.ts';
import type { Offset } from '../../../domain/route.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import { parseOffset } from '../../../domain/time/offset.ts';
import { dueInstant } from '../../../domain/time/offset-instant.ts';
import type { Answer, Asking } from '../asking.ts';
import { findNext, getVisible } from '../looking-up.ts';
import { isTakenBack } from '../retracted.ts';
import { answerUnknown } from './show.ts';

const USUAL = '15m';
/** Offered where what was asked for comes too late. */
const SHORTER = ['1d', '1h', '15m', '5m'];

/** A reminder for the asker alone, in their direct messages. */
export async function answerRemind(
  id: SeminarId | undefined,
  offsetText: string | undefined,
  asking: Asking,
): Promise<Answer> {
  const { words } = asking.look;
  const seminar = id ? await getVisible(asking, id) : await findNext(asking);
  if (!seminar) {
    if (!id) return say(words.nothingAhead);
    const again = offsetText === undefined ? {} : { offset: offsetText };
    return answerUnknown(id, (nearest) => ({ type: 'remind', seminar: nearest, ...again }), asking);
  }
  const offset = readOffset(offsetText ?? USUAL);
  if (typeof offset === 'string') return say(offset);
  const obstacle = findObstacle(seminar, asking);
  if (obstacle) return say(obstacle, seminar);
  if (await isTakenBack(asking.store.read.seminars, seminar.id)) return sayTakenBack(seminar, asking);
  return putReminder(seminar, offset, asking);
}

async function putReminder(seminar: Seminar, offset: Offset, asking: Asking): Promise<Answer> {
  const { actor, look, store } = asking;
  const due = dueOf(seminar, offset, asking);
  if (!due || Temporal.Instant.compare(due, asking.now) <= 0) return answerTooLate(seminar, offset, asking);
  const channel = await directChannel(asking);
  if (!channel) return say(look.words.noDirectMessages);
  const isKept = await store.transaction(async (tx) => {
    // Asked again, within what is written: opening the direct messages takes its time.
    if (await isTakenBack(tx.seminars, seminar.id, channel)) return false;
    const { person, standing } = actor;
    await tx.people.putReminder({ person, seminar: seminar.id, channel, offset: offset.text, standing });
    await asking.replan(tx, [seminar.id]);
    return true;
  });
  if (!isKept) return sayTakenBack(seminar, asking);
  const { words } = look;
  const title = titleOf(seminar, look);
  const moment = writeMoment(due, seminar.timezone, look.locale);
  const text = words.remindedAt(title, moment, writeLead(offset, look));
  return {
    subject: {
      kind: 'suggest',
      suggestion: {
        type: 'suggest',
        typed: '',
        nearest: [
          { label: words.dontRemindMe, intent: { type: 'remind', seminar: seminar.id, offset: 'off' } },
        ],
      },
      lead: [text, ...readersTime(due, seminar, asking)].join(' '),
    },
  };
}

/** Where the reader's clock shows another time than the venue's. */
function readersTime(due: Temporal.Instant, seminar: Seminar, asking: Asking): readonly string[] {
  const { actor, look, zone } = asking;
  const ours = due.toZonedDateTimeISO(zone).toPlainDateTime();
  const theirs = due.toZonedDateTimeISO(seminar.timezone).toPlainDateTime();
  if (actor.shared || actor.timezone !== zone || ours.equals(theirs)) return [];
  return [look.words.yourTime(writeMoment(due, zone, look.locale, 'yearless'))];
}

/** Why nobody can be reminded of it, in a sentence. */
function findObstacle(seminar: Seminar, { look, now }: Asking): string | undefined {
  const { words } = look;
  const title = titleOf(seminar, look);
  if (seminar.status === 'cancelled') return words.isCancelled(title);
  if (seminar.status === 'postponed') return words.isPostponed(title);
  switch (phaseOf(seminar, now)) {
    case 'undated':
      return words.hasNoTime(title);
    case 'underWay':
      return words.alreadyBegun(title);
    case 'ended':
      return words.alreadyOver(title);
    case 'ahead':
      return undefined;
  }
}

/** The shorter times that still lie ahead, to press. */
function answerTooLate(seminar: Seminar, offset: Offset, asking: Asking): Answer {
  const { look, now } = asking;
  const { words } = look;
  const lead = words.tooLate(
    titleOf(seminar, look),
    whenTextInList(seminar, look) ?? '',
    writeLead(offset, look),
  );
  const nearest = SHORTER.map(parseOffset).flatMap((shorter) => {
    const due = dueOf(seminar, shorter, asking);
    if (!due || Temporal.Instant.compare(due, now) <= 0) return [];
    const seconds = shorter.type === 'exact' ? shorter.seconds : 86_400;
    const label = words.remindMe(writeLength(seconds, 'short', look));
    return [{ label, intent: { type: 'remind', seminar: seminar.id, offset: shorter.text } as const }];
  });
  if (nearest.length === 0) return say(lead, seminar);
  return { subject: { kind: 'suggest', suggestion: { type: 'suggest', typed: '', nearest }, lead } };
}

/** As the planner computes it, so that what is promised here is what happens. */
function dueOf(seminar: Seminar, offset: Offset, { policy }: Asking): Temporal.Instant | undefined {
  return seminar.start && dueInstant(seminar.start, seminar.timezone, offset, policy);
}

/**
 * Where to write to the asker. In rehearsal nothing is opened: the planner leads it to the preview. A person's own id
 * is an address too, where the platform offers no better.
 */
async function directChannel({ actor, policy, openDirect }: Asking): Promise<ChannelId | undefined> {
  if (actor.direct) return actor.direct;
  if (openDirect && policy.mode === 'live') return openDirect(actor);
  const { lane, native } = splitChannelId(actor.person);
  return channelIdOf(lane, native);
}

/** An offset, or what is wrong with it. */
function readOffset(text: string): Offset | string {
  try {
    return parseOffset(text);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function sayTakenBack(seminar: Seminar, { look }: Asking): Answer {
  return say(look.words.isTakenBack(titleOf(seminar, look)), seminar);
}

function say(text: string, seminar?: Seminar): Answer {
  return { subject: seminar ? { kind: 'message', text, seminar } : { kind: 'message', text } };
}
