import type { Notice, NoticeKind } from '../../domain/notice.ts';

/** Every reason that the ledger gives. Sentences for organisers: no word of lanes, tokens or outboxes. */

const NAMES: Readonly<Record<NoticeKind, string>> = {
  announcement: 'announcement',
  reminder: 'reminder',
  startingNow: '“starting now” message',
  change: 'change message',
  digest: 'overview',
  followUp: 'follow-up',
  note: 'note',
  edit: 'edit',
  removal: 'removal',
};

export function nameOf(notice: Pick<Notice, 'kind'>): string {
  return NAMES[notice.kind];
}

/** A clock time as its readers would say it; the date too where it is another day. */
export function sayTime(instant: Temporal.Instant, now: Temporal.Instant, zone: string): string {
  const local = instant.toZonedDateTimeISO(zone);
  const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  return local.toPlainDate().equals(today) ? clock : `${clock} on ${local.toPlainDate().toString()}`;
}

export const WORDS = {
  sent: 'Sent.',
  sentLate: (minutes: number) => `Sent ${minutes} min late.`,
  sending: 'Being sent.',

  tooLate: (name: string, attempts: number) =>
    attempts > 0
      ? `It could not be delivered before the ${name} lost its use.`
      : `By the time it could be sent, the ${name} was of no use any more.`,
  seminarGone: 'The seminar’s record is not there any more.',
  noteEmpty: 'There is nothing to say in it.',
  reviewSettled: 'Nothing of what it was to ask for waits any more.',
  draft: 'The seminar is a draft.',
  cancelled: 'The seminar is cancelled.',
  postponed: 'The seminar is postponed.',
  movedAway: 'The seminar has moved; it is reminded of for its new time.',
  unrouted: 'No route leads the seminar to this channel any more.',
  notForChannel: 'The seminar is not for those who read this channel.',
  takenBack: 'It was taken back.',
  digestGone: 'This overview is not configured any more.',
  replanning: 'The seminar has just changed; its times are worked out again.',

  waitsForNeeds: (needs: readonly string[], until: string) =>
    `Waits for ${joinWords(needs)}, until ${until} at the latest.`,
  quiet: (until: string) => `Waits for the end of the quiet hours at ${until}.`,
  settling: 'Waits to learn whether the message before it arrived.',
  paused: (by: string, since: string) => `Waits: paused since ${since} (${by}). To go on: lectern resume.`,
  resumed: 'Resumed',
  forgotten: 'The person for whom it was asked to be forgotten.',
  channelAside: (reason: string, mend: string) =>
    `Waits: ${sentence(reason)}${mend ? ` To mend it: ${mend}` : ''}`,

  changeTells: 'The message about the new time takes its place.',
  nearerReminder: 'A reminder nearer to the start took its place.',
  reminderCarries: 'The reminder carries the full card.',
  reminderFirst: 'A reminder was due first and carries the full card.',
  heldWithAnnouncement: 'Its announcement is held.',
  newerDigest: 'A later overview took its place.',

  emptyDigest: 'There is no seminar in its time.',
  changeSettled: 'Nothing differs from what was last said here.',
  changeSilent: 'Changes are not said aloud in this channel.',
  nothingSaid: 'Nothing had been said of the seminar here.',

  editNeedless: 'The card shows this already.',
  editNothing: 'There is no message to edit.',
  editDone: 'Edited.',
  editReplied: (reason: string) =>
    `The card cannot be edited any more (${reason}); what has changed is said in a reply.`,
  editBehind: 'The card does not show what the record says; edited again.',
  editTooOld: 'The card is too old to matter.',
  personRemoved: 'Somebody deleted the message; it is not posted again.',
  removalNothing: 'There is nothing to take back: it was never posted.',
  removalDone: 'Taken back.',
  removalMarked: 'Marked as taken back; messages cannot be deleted here.',
  removalGone: 'It was deleted already.',
  removalRefused: (reason: string) => `It could not be taken back: ${sentence(reason)}`,

  retry: (reason: string, at: string) => `Did not get through (${reason}). Tried again at ${at}.`,
  retryTooLate: (reason: string) => `Did not get through (${reason}), and there was no time for another try.`,
  throttled: (at: string) => `The platform asked to wait until ${at}.`,
  credentials: (reason: string) => `Waits: the platform refuses the service (${reason}).`,
  refused: (reason: string) => `The platform refuses it: ${sentence(reason)}`,

  unknown: (reason: string) =>
    `Whether it arrived is not known (${reason}). It is looked for before anything else.`,
  unknownUnseen: (reason: string) =>
    `Whether it arrived is not known (${reason}), and it cannot be looked for here.`,
  repeated: 'Begun, and perhaps not finished; done again.',
  interrupted: 'the service stopped while it was being sent',
  blind: 'this platform has no way to look for a message',
  foundArrived: 'It was looked for and found: it had arrived.',
  foundEarlier: 'An earlier store had sent it: it was found in the channel.',
  foundCopies: (removed: number) => `It was found ${removed + 1} times; the later copies were removed.`,
  absent: 'It was looked for and is not there; it is sent again.',
  unreadable: (reason: string) => `It cannot be looked for (${reason}).`,
  onceAtMost: (name: string) =>
    `It may have arrived, and ${withArticle(name)} is not said twice: it is not sent again.`,
  onceAtLeast: (name: string) =>
    `It may have arrived, but ${withArticle(name)} that nobody sees is worse than two: it is sent again.`,
  backUnsent: 'Not begun; back in the queue.',

  rootGone: 'The message that it was to answer was deleted; it goes to the channel.',
  fault: 'Something went wrong within the service; it is tried again shortly.',

  toldAgain: 'Announced again by hand',
  retracted: 'It was taken back; “lectern send” says it again.',
  released: 'Released by hand.',
  skippedByHand: 'Skipped by hand.',
  retriedByHand: 'Tried again by hand.',
} as const;

/** The one who asked is named in the ledger. */
export function byHand(words: string, by: string): string {
  return `${words} (${by})`;
}

/** Names are lower case and English. */
function withArticle(name: string): string {
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function joinWords(words: readonly string[]): string {
  const named = words.map((word) => `the ${word}`);
  const last = named.pop() ?? '';
  return named.length > 0 ? `${named.join(', ')} and ${last}` : last;
}
