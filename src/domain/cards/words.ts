import { ACT_ENGLISH } from './act-words.ts';
import { REVIEW_ENGLISH } from './review-words.ts';

/**
 * Every word that cards and answers are made of. A language is one more object of this shape in `LANGUAGES`; dates and
 * clocks come from the locale. The bot speaks as a colleague: no jargon, and each sentence makes sense read aloud.
 */
const ENGLISH = {
  language: 'en',
  seminar: 'Seminar',
  aside: (text: string) => ` (${text})`,

  // Labels of facts
  who: 'Who',
  when: 'When',
  where: 'Where',
  join: 'Join',
  host: 'Host',
  chair: 'Chair',
  panel: 'Panel',

  // People and things not known yet
  talkBy: (names: string) => `Talk by ${names}`,
  andMore: (count: number) => `and ${count} more`,
  title: 'title',
  speaker: 'speaker',
  venue: 'venue',
  time: 'time',
  toFollow: (things: string) => `${capitalise(things)} to follow.`,
  detailsToFollow: 'Details to follow.',
  dayOnly: (day: string) => `${day}, time to follow`,

  // Where and how to join
  room: (code: string) => `Room ${code}`,
  inPerson: 'In person: ',
  fromElsewhere: 'From elsewhere: ',
  roomWithin: (code: string) => `room ${code}`,
  building: (code: string) => `Building ${code}`,
  buildingWithin: (code: string) => `building ${code}`,
  online: (provider: string | undefined) => (provider ? `Online, on ${provider}` : 'Online'),
  onlineWithin: (provider: string | undefined) => (provider ? `online, on ${provider}` : 'online'),
  joinOn: (provider: string | undefined) => (provider ? `Join on ${provider}` : 'Join online'),
  meeting: (id: string) => `meeting ${id}`,
  passcode: (code: string) => `passcode ${code}`,
  linkHeldHere: (clock: string) => `Join link appears here at ${clock} on the day`,
  linkHeldHereOn: (moment: string) => `Join link appears here on ${moment}`,
  linkHeld: (clock: string) => `The join link is shared at ${clock} on the day`,
  linkHeldOn: (moment: string) => `The join link is shared on ${moment}`,
  linkKept: 'The join link is not shared here',
  linkToFollow: 'Join link to follow',

  // Status
  cancelled: 'Cancelled',
  postponed: 'Postponed',
  cancelledBanner: (reason: string | undefined) => (reason ? `Cancelled: ${reason}` : 'Cancelled.'),
  postponedBanner: (reason: string | undefined) =>
    reason ? `Postponed: ${reason}` : 'Postponed. The new date follows.',
  endedBanner: 'This seminar has ended.',
  rehearsal: (address: string) => `Rehearsal: this would go to ${address}.`,

  // Reminders
  reminder: 'Reminder',
  startingNow: 'Starting now',
  started: 'started',
  ended: 'ended',
  hasStarted: 'Started',
  hasEnded: 'Ended',
  inLessThanAMinute: 'in less than a minute',

  // Changes
  change: 'Change',
  was: (before: string) => `; was ${before}`,
  newTime: (time: string) => `New time: ${time}`,
  timeNow: (time: string) => `Time: ${time}`,
  newRoom: (place: string) => `New room: ${place}`,
  newPlace: (place: string) => `New place: ${place}`,
  placeWithdrawn: (before: string) => `Not in ${before} any more; the new place follows.`,
  /** Of a message that told it before another place was known. */
  placeLeft: (before: string) => `Not in ${before} any more.`,
  onlineOnly: (before: string) => `Online only; was ${before}.`,
  roomNow: (place: string) => `Room: ${place}`,
  placeNow: (place: string) => `Place: ${place}`,
  newTitle: (title: string) => `New title: ${title}`,
  titleNow: (title: string) => `Title: ${title}`,
  newSpeaker: (names: string) => `New speaker: ${names}`,
  speakerNow: (names: string) => `Speaker: ${names}`,
  fullStop: (sentence: string) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`),
  linkAdded: 'It can be joined online, too.',
  newLink: 'The join link has changed.',
  noLink: 'There is no join link any more.',
  onAgain: 'This seminar takes place after all.',
  /** What a message told before something changed again. */
  sinceThen: (said: string, since: string) => `${said.replace(/\.$/, '')} – since then ${since}.`,
  since: {
    reinstated: 'reinstated',
    dated: 'given a new date',
    cancelled: 'cancelled',
    cancelledAgain: 'cancelled again',
    postponed: 'postponed',
    postponedAgain: 'postponed again',
    movedBack: 'moved back',
    movedAgain: 'moved again',
    changedBack: 'changed back',
    changedAgain: 'changed again',
  },

  // Notes and follow-ups
  note: 'Note',
  afterwards: 'Afterwards',
  thanks: 'Thank you for coming.',
  slides: 'See the slides',
  recording: 'Watch the recording',
  recordingLabel: 'Recording',
  recorded: 'This talk is recorded.',
  wasRecorded: 'This talk was recorded.',
  hostedBy: (host: string) => `Hosted by ${host}`,

  // Folds and pages
  abstract: 'Abstract',
  readAbstract: 'Read the whole abstract',
  aboutSpeakers: (count: number) => (count === 1 ? 'About the speaker' : 'About the speakers'),
  aboutSeries: (name: string | undefined) => (name ? `About ${name}` : 'About the series'),
  wholeTitle: 'Whole title',
  continued: 'The rest is in the details.',
  part: (part: number, parts: number) => `Part ${part} of ${parts}`,
  nextPart: (part: number) => `Read on (part ${part})`,
  previousPart: (part: number) => `Back to part ${part}`,

  // Buttons
  addToCalendar: 'Add to calendar',
  addToCalendarOf: (title: string) => `Add to calendar: ${title}`,
  remindMe: (length: string) => `Remind me ${length} before`,
  remindMeOf: (length: string, title: string) => `Remind me ${length} before: ${title}`,
  dontRemindMe: 'No reminder, please',
  showDetails: 'Show details',
  showDetailsOf: (title: string) => `Show details of ${title}`,
  showNext: 'Show the next seminar',
  showCommands: 'Show what I can do',
  seeAllUpcoming: 'List upcoming seminars',
  searchFor: (words: string) => `Search for “${words}”`,
  openPage: 'Open its page',

  // Digests and lists
  digest: 'Coming up',
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  seminarsFrom: (range: string) => `Seminars, ${range}`,
  noSeminar: 'There is no seminar in these days.',
  noSeminarBecause: (reasons: string) => `There is no seminar: ${reasons}.`,
  closedDays: (names: string) => `Days off: ${names}.`,
  furtherSeminars: (count: number) =>
    count === 1 ? 'One more is not shown.' : `${count} more are not shown.`,

  // Calendar
  calendarOf: (title: string) => `Add “${title}” to your calendar`,
  googleCalendar: 'Google Calendar',
  outlookWork: 'Outlook (work or school)',
  outlookPersonal: 'Outlook.com',
  calendarFile: 'Calendar file (.ics)',
  calendarNeedsDate: 'It can go into a calendar as soon as its date is known.',
  calendarCancelled: 'It does not take place, so there is nothing to add.',
  calendarLinkLater: 'The join link is shared before the start.',

  // Help
  help: 'What you can ask me',
  helpLine: 'Other words are searched for.',
  helpHint: (typed: string) => `“${typed}” lists what I can do.`,
  commands: [
    { words: 'next', meaning: 'the next seminar' },
    { words: 'today', meaning: 'what is on today' },
    { words: 'week', meaning: 'the next seven days' },
    { words: 'list 5', meaning: 'the next five' },
    { words: 'search flood', meaning: 'seminars about something' },
    { words: 'speaker Okafor', meaning: 'seminars by somebody' },
    { words: 'show ID', meaning: 'one seminar in full; its ID stands under “Show details”' },
    { words: 'remind ID 15m', meaning: 'a reminder for you alone, before it starts (15m, 1h, 1d, off)' },
    { words: 'calendar ID', meaning: 'put it into your calendar' },
  ],

  // Answers to look-ups
  nextIs: (title: string, when: string) => `The next seminar is “${title}”, ${when}.`,
  nothingAhead: 'No seminar is scheduled yet.',
  underWayAndNext: 'Under way now, and next',
  nextTogether: 'Next, at the same time',
  today: (day: string) => `Today, ${day}`,
  nothingToday: 'Nothing is scheduled today.',
  week: 'The next seven days',
  nothingThisWeek: 'Nothing is scheduled in the next seven days.',
  upcoming: 'Upcoming seminars',
  about: (words: string) => `Seminars about “${words}”`,
  nothingAbout: (words: string) => `I found nothing about “${words}”.`,
  by: (name: string) => `Seminars by “${name}”`,
  nothingBy: (name: string) => `I know no seminar by “${name}”.`,
  noWords: 'I can search for words or names.',
  noSuchSeminar: (id: string) => `I know no seminar with the ID “${id}”.`,
  couldBe: 'Did you mean one of these?',
  wentWrong: 'Something went wrong on my side, and nothing was changed. Please try again in a minute.',

  // Personal reminders
  remindedAt: (title: string, moment: string, lead: string) =>
    `I will remind you of “${title}” on ${moment}: ${lead}.`,
  yourTime: (moment: string) => `In your time zone that is ${moment}.`,
  beforeStart: (length: string) => `${length} before it starts`,
  daysBeforeAt: (days: number, clock: string) =>
    days === 0 ? `on the day, at ${clock}` : `${days === 1 ? 'the day' : `${days} days`} before, at ${clock}`,
  tooLate: (title: string, when: string, lead: string) =>
    `“${title}” is ${when}. It is too late for a reminder ${lead}.`,
  alreadyBegun: (title: string) => `“${title}” has begun already.`,
  alreadyOver: (title: string) => `“${title}” is over.`,
  isCancelled: (title: string) => `“${title}” is cancelled, so there is nothing to be reminded of.`,
  isPostponed: (title: string) => `“${title}” is postponed. Ask again when its new date is known.`,
  isTakenBack: (title: string) =>
    `The organisers have taken back what was said about “${title}”, so nobody is reminded of it.`,
  hasNoTime: (title: string) => `“${title}” has no time yet. Ask again when it is known.`,
  reminderOff: (title: string) => `I will not remind you of “${title}”.`,
  noSuchReminder: 'You have asked for no reminder of that seminar.',
  noReminders: 'You have asked for no reminder.',
  whichReminder: 'You have asked for several reminders. Which one shall I drop?',
  noDirectMessages: 'I cannot write to you directly yet. Open a chat with me first, then ask again.',

  // Commands that lack something
  searchNeedsWords: 'What shall I search for?',
  searchExample: 'search flood',
  speakerNeedsName: 'Whose seminars?',
  speakerExample: 'speaker Okafor',
  remindForms: 'I can remind you of one seminar by its ID, some time before it starts.',
  remindExample: 'remind k3m9x2pq 15m, or 1h, 1d, off',
  forExample: (typed: string) => `For example: ${typed}`,

  // Suggestions
  didYouMean: (typed: string) => `I don’t know “${typed}”. Did you mean one of these?`,
  nothingToSay: 'I have no answer to that.',
  idLine: (id: string) => `ID ${id}`,

  review: REVIEW_ENGLISH,
  act: ACT_ENGLISH,
};

export type Words = typeof ENGLISH;

const LANGUAGES: Readonly<Record<string, Words>> = { en: ENGLISH };

/** The words of the locale's language; English where there are none yet. */
export function wordsFor(locale: string): Words {
  return LANGUAGES[new Intl.Locale(locale).language] ?? ENGLISH;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
