import { writeDay } from '../../domain/cards/dates.ts';
import type { Notice, NoticeKind } from '../../domain/notice.ts';

/**
 * Every reason that the ledger gives. Sentences for organisers: no word of lanes, tokens or outboxes, and no command
 * either: they are read in chat, on the command line and on the page, and each of these says by itself what can be done.
 */

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
  // The words around it are English, whatever the locale; a day before its month cannot be misread.
  return local.toPlainDate().equals(today)
    ? clock
    : `${clock} on ${writeDay(instant, zone, 'en-GB', 'yearless')}`;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** "5 minutes", "3 hours", "21 days": as exact as anybody needs who wonders why. */
export function sayLength(minutes: number): string {
  if (minutes < 2 * HOUR) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  return minutes < 2 * DAY ? `${Math.round(minutes / HOUR)} hours` : `${Math.round(minutes / DAY)} days`;
}

export const WORDS = {
  sent: 'Sent.',
  sentLate: (minutes: number) => `Sent ${sayLength(minutes)} late.`,
  sentOverdue: (minutes: number) =>
    `Sent. Its time had passed ${sayLength(minutes)} before it was known here.`,
  sending: 'Being sent.',

  tooLate: (name: string, attempts: number) =>
    attempts > 0
      ? `It could not be delivered while the ${name} was still of use.`
      : `By the time it could be sent, the ${name} was of no use any more.`,
  seminarGone: 'The seminar’s record is not there any more.',
  noteEmpty: 'There is nothing to say in it.',
  reviewSettled: 'What it was to ask about is settled already.',
  draft: 'The seminar is a draft.',
  cancelled: 'The seminar is cancelled.',
  postponed: 'The seminar is postponed.',
  movedAway: 'The seminar has moved; for its new time there is another reminder.',
  rerouting: 'Waits until it is clear which channels the seminar belongs to.',
  unrouted: 'The seminar does not belong to this channel any more.',
  notForChannel: 'The seminar is not for those who read this channel.',
  takenBack: 'It was taken back.',
  digestGone: 'This overview is not configured any more.',
  replanning: 'The seminar has just changed; its times are worked out again.',

  waitsForNeeds: (needs: readonly string[], until: string) =>
    `Waits for ${joinWords(needs)}, until ${until} at the latest.`,
  quiet: (until: string) => `Waits for the end of the quiet hours at ${until}.`,
  settling: 'Waits to learn whether the message before it arrived.',
  paused: (by: string, since: string) => `Waits: paused since ${since} (${by}).`,
  resumed: 'Resumed.',
  forgotten: 'The one for whom it was meant has asked to be forgotten.',
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

  retry: (reason: string, at: string) => `Did not get through (${reason}). To be tried again at ${at}.`,
  retryTooLate: (reason: string) => `Did not get through (${reason}), and there was no time for another try.`,
  throttled: (at: string) => `Too many messages at once: I was asked to wait until ${at}.`,
  credentials: (reason: string) => `Waits: I am not let in (${reason}).`,
  refused: (reason: string) => `It was refused: ${sentence(reason)}`,

  unknown: (reason: string) =>
    `Whether it arrived is not known (${reason}). It is looked for before anything else.`,
  unknownUnseen: (reason: string) =>
    `Whether it arrived is not known (${reason}), and it cannot be looked for here.`,
  repeated: 'Begun, and perhaps not finished; done again.',
  interrupted: 'I was stopped while it was being sent',
  blind: 'messages cannot be looked for here',
  arrivedAfterAll: 'It had arrived after all: its answer came late.',
  foundArrived: 'It was looked for and found: it had arrived.',
  foundEarlier: 'It had been sent before my records were lost: it was found in the channel.',
  foundCopies: (removed: number) => `It was found ${removed + 1} times; the later copies were removed.`,
  absent: 'It was looked for and is not there; it is sent again.',
  unreadable: (reason: string) => `It cannot be looked for (${reason}).`,
  onceAtMost: (name: string) =>
    `It may have arrived, and ${withArticle(name)} is not said twice: it is not sent again.`,
  onceAtLeast: (name: string) =>
    `It may have arrived, but ${withArticle(name)} that nobody sees is worse than two: it is sent again.`,
  backUnsent: 'Not begun yet; it waits for its turn again.',

  rootGone: 'The message below which it was to stand was deleted; it goes to the channel.',
  fault: 'Something went wrong on my side; it is tried again shortly.',

  toldAgain: 'Announced by hand.',
  retracted: 'It was taken back; “lectern send” says it again.',
  released: 'Released by hand.',
  skippedByHand: 'Skipped by hand.',
  retriedByHand: 'Tried again by hand.',
} as const;

/** The one who asked is named in the ledger. */
export function byHand(words: string, by: string): string {
  return `${words.replace(/\.$/, '')} (${by}).`;
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
