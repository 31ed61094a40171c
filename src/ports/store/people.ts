import type { ChannelId, PersonId, SeminarId } from '../../domain/ids.ts';

/** A reminder that one person asked for, in their direct messages. */
export interface PersonalReminder {
  readonly person: PersonId;
  readonly seminar: SeminarId;
  /** Where to reach them. */
  readonly channel: ChannelId;
  /** Canonical offset text. */
  readonly offset: string;
  /** Who they were when they asked: a guest is told of public seminars only, and of no link. Absent: a member. */
  readonly standing?: ReminderStanding;
}

export type ReminderStanding = 'guest' | 'member';

export interface PeopleReader {
  remindersOf(seminar: SeminarId): Promise<readonly PersonalReminder[]>;
  remindersOfMany(seminars: readonly SeminarId[]): Promise<readonly PersonalReminder[]>;
  remindersFor(person: PersonId): Promise<readonly PersonalReminder[]>;
}

export interface PeopleWriter extends PeopleReader {
  /** One a person and seminar: a second replaces the first. */
  putReminder(reminder: PersonalReminder): Promise<void>;
  dropReminder(person: PersonId, seminar: SeminarId): Promise<boolean>;
  /** Everything that is kept of a person; the reminders that were theirs are returned. */
  forget(person: PersonId): Promise<readonly PersonalReminder[]>;
}
