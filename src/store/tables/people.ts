import type { PersonId, SeminarId } from '../../domain/ids.ts';
import type { PersonalReminder, ReminderStanding } from '../../ports/store/people.ts';
import type { Handle, WriteHandle } from '../flavour.ts';

/** `offset` is a word of SQL: the column has another name. */
function selectReminders({ db }: Handle) {
  return db
    .selectFrom('personal_reminders')
    .select(['person', 'seminar', 'channel', 'reminder_offset as offset', 'standing'])
    .orderBy('person')
    .orderBy('seminar');
}

type Row = Omit<PersonalReminder, 'standing'> & { readonly standing: ReminderStanding | null };

function readReminder({ standing, ...reminder }: Row): PersonalReminder {
  return standing === null ? reminder : { ...reminder, standing };
}

export async function getRemindersOf(
  handle: Handle,
  seminar: SeminarId,
): Promise<readonly PersonalReminder[]> {
  return (await selectReminders(handle).where('seminar', '=', seminar).execute()).map(readReminder);
}

export async function getRemindersOfMany(
  handle: Handle,
  seminars: readonly SeminarId[],
): Promise<readonly PersonalReminder[]> {
  if (seminars.length === 0) return [];
  const rows = await selectReminders(handle).where(handle.flavour.among('seminar', seminars)).execute();
  return rows.map(readReminder);
}

export async function getRemindersFor(
  handle: Handle,
  person: PersonId,
): Promise<readonly PersonalReminder[]> {
  return (await selectReminders(handle).where('person', '=', person).execute()).map(readReminder);
}

export async function putReminder({ db }: WriteHandle, reminder: PersonalReminder): Promise<void> {
  const { person, seminar, channel, offset: reminder_offset, standing = null } = reminder;
  await db
    .insertInto('personal_reminders')
    .values({ person, seminar, channel, reminder_offset, standing })
    .onConflict((conflict) =>
      conflict.columns(['person', 'seminar']).doUpdateSet({ channel, reminder_offset, standing }),
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
