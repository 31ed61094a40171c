/** What those who look after seminars are asked, told and refused. Part of `words.ts`. */
export const ACT_ENGLISH = {
  // Who may
  notYours: (who: string | undefined) =>
    who === undefined
      ? 'Only those who look after the seminars can do that. Ask an organiser.'
      : `Only those who look after the seminars can do that. Ask ${who}.`,
  notHere: 'Everybody here would read it. Ask me in direct messages.',
  or: 'or',
  you: 'you',
  anotherOrganiser: 'another organiser',

  // Commands
  commands: [
    { words: 'review', meaning: 'what waits for your word' },
    { words: 'status', meaning: 'what is coming, paused, held or in trouble' },
    { words: 'note ID starting ten minutes late', meaning: 'says it wherever the seminar was announced' },
    { words: 'announce ID', meaning: 'announces it now' },
    { words: 'cancel ID speaker is ill', meaning: 'cancels it and says so' },
    {
      words: 'postpone ID to 2027-03-04 11:00',
      meaning: 'moves it; without a day and time, the date follows',
    },
    { words: 'edit ID room 78-421', meaning: 'changes title, room, start or link' },
    { words: 'retract ID', meaning: 'takes back what was posted about it' },
    { words: 'pause', meaning: 'says nothing more, everywhere, in a channel or of a series' },
    { words: 'resume', meaning: 'goes on' },
    { words: 'release #channel', meaning: 'sends what is held for a channel' },
    { words: 'log ID', meaning: 'what was said about it, when and why' },
    { words: 'sync', meaning: 'reads the records anew' },
  ],
  forOrganisers: 'For organisers',
  retractForms: 'I can take back a seminar or one message, by its ID.',
  retractExample: 'retract k3m9x2pq',
  releaseForms: 'I can send what is held for a channel.',
  releaseExample: 'release #data-science',
  noteForms: 'I can say one thing wherever a seminar was announced, by its ID.',
  noteExample: 'note k3m9x2pq starting ten minutes late',
  announceForms: 'I can announce a seminar now, by its ID.',
  announceExample: 'announce k3m9x2pq',
  cancelForms: 'I can cancel a seminar by its ID, with the reason if there is one to tell.',
  cancelExample: 'cancel k3m9x2pq the speaker is ill',
  postponeForms: 'I can postpone a seminar by its ID, with its new day and time if they are known.',
  postponeExample: 'postpone k3m9x2pq to 2027-03-04 11:00',
  editForms: 'I can change the title, room, start or link of a seminar, by its ID.',
  editExample: 'edit k3m9x2pq room 78-421',
  logForms: 'I can tell what was said about a seminar, by its ID.',
  logExample: 'log k3m9x2pq',

  // Asked once
  keep: 'Keep it',
  keepAll: 'Keep them',
  notNow: 'Not now',
  kept: 'Everything stays as it is.',
  retractSeminar: (title: string, places: string) =>
    `Take back what was posted about “${title}” in ${places}? Nothing more is said of it.`,
  retractUnposted: (title: string) => `Nothing about “${title}” is posted. Shall I never say anything of it?`,
  retractReminded: (people: number) =>
    people === 1
      ? 'One person has asked to be reminded of it.'
      : `${people} people have asked to be reminded of it.`,
  retractAll: (posts: number) =>
    posts === 1 ? 'Retract the post' : posts === 2 ? 'Retract both posts' : `Retract all ${posts} posts`,
  neverAnnounce: 'Never announce it',
  retractAnnouncement: (title: string, place: string) =>
    `Take back the announcement of “${title}” in ${place}? Nothing more is said of it there.`,
  retractMessage: (name: string, title: string | undefined, place: string) =>
    title === undefined
      ? `Take back the ${name} in ${place}?`
      : `Take back the ${name} about “${title}” in ${place}?`,
  retractThis: 'Retract this post',
  dropThis: 'Never send it',
  releaseAsk: (count: number, place: string) =>
    count === 1
      ? `One message is held for ${place}. Send it now?`
      : `${count} messages are held for ${place}. Send them now?`,
  releaseYes: (count: number) => (count === 1 ? 'Send it' : `Send all ${count}`),
  announceAsk: (title: string, places: string) => `Announce “${title}” now in ${places}?`,
  announceYes: 'Announce it now',
  people: (name: string, members: number) => `${name} (${members} people)`,
  cancelAsk: (title: string, places: string | undefined) =>
    places === undefined
      ? `Cancel “${title}”? It has not been announced anywhere yet.`
      : `Cancel “${title}”? I will say so in ${places}.`,
  cancelYes: 'Cancel the seminar',
  cancelNo: 'It takes place',
  postponeAsk: (title: string, places: string | undefined, when: string | undefined) =>
    [
      when === undefined ? `Postpone “${title}”, date to follow?` : `Move “${title}” to ${when}?`,
      places === undefined ? 'It has not been announced anywhere yet.' : `I will say so in ${places}.`,
    ].join(' '),
  postponeYes: (moved: boolean) => (moved ? 'Move the seminar' : 'Postpone the seminar'),
  postponeNo: 'Leave it as it is',

  // Done
  retracted: (title: string, removing: number, stopped: number) =>
    [
      removing === 0
        ? `Nothing more is said of “${title}”.`
        : `“${title}” is taken back: ${removing === 1 ? 'one post is' : `${removing} posts are`} being removed.`,
      ...(stopped > 0
        ? [
            stopped === 1
              ? 'One message that was to come is not sent.'
              : `${stopped} messages that were to come are not sent.`,
          ]
        : []),
    ].join(' '),
  retractedReminded: (people: number) =>
    people === 1
      ? 'The one person who had asked for a reminder gets none.'
      : `The ${people} people who had asked for a reminder get none.`,
  retractedOne: (removing: number) =>
    removing === 0 ? 'It is not sent.' : 'It is taken back: the post is being removed.',
  announceAgain: 'Announce it after all',
  noSuchMessage: (id: string) => `I know no message with the ID “${id}”.`,
  paused: (place: string) =>
    `${place} is paused. I say nothing there until you resume it; what is posted is kept right.`,
  pausedAll: 'Everything is paused. I say nothing until you resume; what is posted is kept right.',
  pausedSeries: (name: string) =>
    `“${name}” is paused. I say nothing of it until you resume it; what is posted is kept right.`,
  pausedAlready: (name: string, since: string) => `${name} has been paused since ${since}.`,
  resumeOf: (name: string) => `Resume ${name}`,
  everything: 'everything',
  everythingTitle: 'Everything',
  direct: 'direct messages',
  resumeShort: 'Resume',
  releaseShort: 'Release',
  tryAgainShort: 'Try again',
  showLog: 'Show what happened',
  showStatus: 'Show how things stand',
  resumed: (name: string) => `${name} is not paused any more.`,
  resumedAll: 'I go on.',
  stillPaused: (names: string, count: number) =>
    `${capitalise(names)} ${count === 1 ? 'is' : 'are'} still paused.`,
  resumedGoing: (count: number) =>
    count === 1
      ? 'One message whose time came meanwhile goes out now, if it still helps.'
      : `${count} messages whose time came meanwhile go out now, if they still help.`,
  resumedHeld: (count: number) =>
    count === 1 ? 'One overdue announcement is held.' : `${count} overdue announcements are held.`,
  notPaused: (name: string) => `${name} is not paused.`,
  nothingPaused: 'Not everything is paused.',
  noSuchPlace: (text: string) => `I know no channel and no series called “${text}”.`,
  severalPlaces: (text: string) => `Several channels are called “${text}”. Which one do you mean?`,
  channelOnly: 'Name a channel, please.',
  nothingHeld: (place: string) => `Nothing is held for ${place}.`,
  released: (count: number, place: string) =>
    count === 1 ? `One message goes to ${place} now.` : `${count} messages go to ${place} now.`,
  mended: (place: string) => `I try ${place} again.`,
  noted: (places: string) => `I am saying it in ${places}.`,
  announced: (title: string, places: string) => `“${title}” is being announced in ${places}.`,
  announcedAlready: (title: string) => `“${title}” is announced already, wherever it is to be.`,
  cancelled: (title: string, places: string | undefined) =>
    `“${title}” is cancelled, and nobody is reminded of it.${places === undefined ? '' : ` I am saying so in ${places}.`}`,
  cancelledAlready: (title: string) => `“${title}” is cancelled already.`,
  onAfterAll: 'It takes place after all',
  postponed: (title: string) => `“${title}” is postponed. Tell me its new date when you know it.`,
  postponedAlready: (title: string) => `“${title}” is postponed already.`,
  moved: (title: string, when: string) =>
    `“${title}” is now on ${when}. Cards, reminders and calendars follow.`,
  edited: (title: string) => `“${title}” is changed. Cards and reminders follow.`,
  onAgain: (title: string) => `“${title}” takes place. Cards and reminders follow.`,
  sameAlready: (title: string) => `“${title}” says so already.`,
  draft: (title: string, typed: string) =>
    `“${title}” is a draft: nobody has been told of it. To publish it: ${typed}`,
  over: (title: string) => `“${title}” is over.`,
  pastStart: (when: string) => `${capitalise(when)} is in the past.`,
  badStart: (typed: string, zone: string) =>
    `“${typed}” is no time in ${zone}. Write a day and a clock time, such as 2027-03-04 11:00.`,
  badLink: 'A link begins with https:// or http://.',
  badStatus:
    'The status can be set to “on”, for a seminar that takes place after all. “cancel” and “postpone” do the rest.',
  cannotSync: 'I cannot read the records from here.',
  synced: (added: number, changed: number, gone: number) =>
    added + changed + gone === 0
      ? 'The records are read. Nothing has changed.'
      : `The records are read: ${added} new, ${changed} changed, ${gone} gone.`,
  syncFailed: (source: string, why: string) => `${source} could not be read: ${why}`,
  syncProblems: (source: string, count: number) =>
    count === 1 ? `${source}: one record was left out.` : `${source}: ${count} records were left out.`,

  // What stands how
  status: 'How things stand',
  allWell: 'Nothing is paused, held or in trouble.',
  coming: (messages: number, seminars: number) => {
    if (messages === 0) return 'Nothing is to be sent in the next seven days.';
    // An overview is about none in particular.
    const about = seminars === 0 ? '' : ` about ${seminars === 1 ? 'one seminar' : `${seminars} seminars`}`;
    return `${messages === 1 ? 'One message' : `${messages} messages`}${about} in the next seven days.`;
  },
  nextMessage: (name: string, title: string, place: string, when: string) =>
    `Next: the ${name} of “${title}” in ${place}, ${when}.`,
  rehearsal: 'This is a rehearsal: nothing leaves the preview.',
  pausedSince: (since: string, by: string) => `Paused since ${since} (${by}).`,
  heldCount: (count: number) => (count === 1 ? 'One message is held.' : `${count} messages are held.`),
  setAside: (reason: string, mend: string) => `I cannot post there: ${full(reason)} ${full(mend)}`.trim(),
  tryAgain: (place: string) => `Try ${place} again`,
  releaseOf: (place: string) => `Release what is held for ${place}`,
  failedOf: (name: string, place: string) => `${capitalise(name)} in ${place}`,
  notDelivered: (reason: string) => `Not delivered. ${full(reason)}`,
  sourceFails: (since: string, why: string) => `Cannot be read since ${since}: ${full(why)}`,
  sourceLoss: (count: number) =>
    `It lacks ${count} records at once. Nothing is taken away until an operator says so.`,
  waiting: (count: number) =>
    count === 1 ? 'One thing waits for your word.' : `${count} things wait for your word.`,
  showWaiting: 'Show what waits',

  // The ledger of one seminar
  logOf: (title: string) => `What was said about “${title}”`,
  logEmpty: (title: string) => `Nothing has been said about “${title}”, and nothing is planned.`,
  logItem: (name: string, place: string) =>
    `${name.replace(/\p{L}/u, (letter) => letter.toUpperCase())}, ${place}`,
  logLine: (when: string, what: string) => `${when}: ${full(capitalise(what))}`,
  plannedFor: (when: string) => `To be sent ${when}.`,
  older: (count: number) => (count === 1 ? 'One more is not shown.' : `${count} more are not shown.`),
  stateWords: {
    due: 'Planned.',
    held: 'Held until somebody releases it.',
    claimed: 'Being prepared.',
    sending: 'Being sent.',
    unknown: 'Sent, but whether it arrived is not known yet.',
    sent: 'Sent.',
    withdrawn: 'No longer planned.',
    superseded: 'Another message said it.',
    skipped: 'Not sent.',
    failed: 'Not delivered.',
  } as Readonly<Record<string, string>>,
};

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function full(sentence: string): string {
  return sentence === '' || /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
