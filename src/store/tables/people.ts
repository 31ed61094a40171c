import type { PersonId, SeminarId } from '../../domain/ids.ts';
import type { PersonalReminder } from '../../ports/store/people.ts';
import type { Handle, WriteHandle } from '../flavour.ts';

/** `offset` is a word of SQL: the column has another name. */
function selectReminders({ db }: Handle) {
  return db
    .selectFrom('personal_reminders')
    .select(['person', 'seminar', 'channel', 'reminder_offset as offset'])
    .orderBy('person')
    .orderBy('seminar');
}

export function getRemindersOf(handle: Handle, seminar: SeminarId): Promise<readonly PersonalReminder[]> {
  return selectReminders(handle).where('seminar', '=', seminar).execute();
}

export function getRemindersFor(handle: Handle, person: PersonId): Promise<readonly PersonalReminder[]> {
  return selectReminders(handle).where('person', '=', person).execute();
}

export async function putReminder({ db }: WriteHandle, reminder: PersonalReminder): Promise<void> {
  const { person, seminar, channel, offset: reminder_offset } = reminder;
  await db
    .insertInto('personal_reminders')
    .values({ person, seminar, channel, reminder_offset })
    .onConflict((conflict) =>
      conflict.columns(['person', 'seminar']).doUpdateSet({ channel, reminder_offset }),
    )
    .execute();
}

export async function dropReminder(
  { db }: WriteHandle,
  person: PersonId,
  seminar: SeminarId,
): Promise<boolean> {
  const result = await db
    .deleteFrom('personal_reminders')
    .where('person', '=', person)
    .where('seminar', '=', seminar)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function forgetPerson(
  handle: WriteHandle,
  person: PersonId,
): Promise<readonly PersonalReminder[]> {
  const known = await getRemindersFor(handle, person);
  await handle.db.deleteFrom('personal_reminders').where('person', '=', person).execute();
  return known;
}
