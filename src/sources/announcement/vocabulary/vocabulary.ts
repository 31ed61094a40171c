/**
 * What a label announces.
 * `aside` is a label whose content is none of our fields (contact, registration, keywords); it ends the field before it.
 * `notStart` gives the time of something else (doors, refreshments, a deadline).
 */
export const LABEL_FIELDS = [
  'title',
  'speaker',
  'affiliation',
  'abstract',
  'bio',
  'about',
  'when',
  'date',
  'time',
  'duration',
  'oldWhen',
  'newWhen',
  'venue',
  'room',
  'building',
  'online',
  'meetingId',
  'passcode',
  'host',
  'series',
  'kind',
  'chair',
  'panel',
  'notStart',
  'aside',
] as const;
export type LabelField = (typeof LABEL_FIELDS)[number];

/** Kinds of words that the stages ask for. Each list is "a | b | c"; a language adds to it by adding words. */
export type WordList =
  | 'am'
  | 'pm'
  | 'noon'
  | 'today'
  | 'tomorrow'
  | 'thisDay'
  | 'nextDay'
  /** Between the two ends of a range. */
  | 'until'
  /** Refreshments, doors, registration: a time in such a clause is not the start. */
  | 'besides'
  /** A date in such a clause is a last day for something. */
  | 'deadline'
  /** The talk itself begins: overrules `besides` in the same clause. */
  | 'begins'
  /** A date or time after such a word no longer holds. */
  | 'former'
  /** Former only where the text says that something changed ("planned for Friday"). */
  | 'planned'
  /** A date or time after such a word is the one that holds now. */
  | 'latter'
  | 'cancelled'
  | 'postponed'
  | 'rescheduled'
  /** The date is still to come. */
  | 'dateToCome'
  /** Another seminar's date follows. */
  | 'otherTalk'
  | 'weekly'
  | 'fortnightly'
  | 'monthly'
  /** Nouns that make a text an announcement of a talk. */
  | 'talkNoun'
  /** Nouns of a run of talks, alone or as the end of its name. */
  | 'seriesNoun'
  /** Kinds of event that are no series: a defence, a confirmation, an inaugural lecture. */
  | 'kindNoun'
  | 'tba'
  | 'noTalk'
  | 'honorific'
  | 'degree'
  | 'organisation'
  | 'hostOrganisation'
  | 'roomWord'
  | 'buildingWord'
  | 'levelWord'
  | 'onlineWord'
  | 'streetWord'
  | 'byWord'
  | 'willSpeak'
  | 'entitled'
  /** A paragraph that begins so is not part of an abstract. */
  | 'closing'
  | 'greeting'
  | 'hostedBy'
  | 'meetingId'
  | 'passcode'
  | 'joinLink'
  | 'registration'
  /** Labels that are everyday words too: they count only before a colon. */
  | 'colonOnly'
  /** Mails that announce no talk. */
  | 'noSeminar'
  | 'training';

export interface Language {
  readonly labels: Readonly<Partial<Record<LabelField, string>>>;
  /** January first. */
  readonly months: readonly string[];
  /** Monday first. */
  readonly weekdays: readonly string[];
  readonly words: Readonly<Partial<Record<WordList, string>>>;
}
