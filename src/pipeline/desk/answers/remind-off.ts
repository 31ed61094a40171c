import { titleOf } from '../../../domain/cards/naming.ts';
import type { SeminarId } from '../../../domain/ids.ts';
import type { Seminar } from '../../../domain/seminar.ts';
import type { Answer, Asking } from '../asking.ts';

/** Takes a personal reminder back: the one named, or the only one. With several, it asks which. */
export async function answerRemindOff(id: SeminarId | undefined, asking: Asking): Promise<Answer> {
  const { look, actor, store } = asking;
  const { words } = look;
  if (id) return dropReminder(id, asking);
  const reminders = await store.read.people.remindersFor(actor.person);
  const seminars = await store.read.seminars.many(reminders.map((reminder) => reminder.seminar));
  const [only, ...others] = seminars.filter((seminar) => isAhead(seminar, asking));
  if (!only) return { subject: { kind: 'message', text: words.noReminders } };
  if (others.length === 0) return dropReminder(only.id, asking);
  const nearest = [only, ...others].slice(0, 10).map((seminar) => ({
    label: titleOf(seminar, look, 70),
    intent: { type: 'remind', seminar: seminar.id, offset: 'off' } as const,
  }));
  const suggestion = { type: 'suggest', typed: '', nearest } as const;
  return { subject: { kind: 'suggest', suggestion, lead: words.whichReminder } };
}

/** Works for a seminar that the asker may not see any more: what they asked for is theirs to take back. */
async function dropReminder(id: SeminarId, asking: Asking): Promise<Answer> {
  const { look, actor, store } = asking;
  const dropped = await store.transaction(async (tx) => {
    const had = await tx.people.dropReminder(actor.person, id);
    if (had) await asking.replan(tx, [id]);
    return had;
  });
  const seminar = dropped ? await store.read.seminars.get(id) : undefined;
  if (!seminar) return { subject: { kind: 'message', text: look.words.noSuchReminder } };
  return { subject: { kind: 'message', text: look.words.reminderOff(titleOf(seminar, look)) } };
}

function isAhead(seminar: Seminar, { now }: Asking): boolean {
  return !seminar.start || Temporal.Instant.compare(seminar.start, now) > 0;
}
