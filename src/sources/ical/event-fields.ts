import { isToBeAnnounced } from '../../domain/merge.ts';
import type { SeminarFields, Venue } from '../../domain/seminar.ts';
import { isWord, startsWithWord } from '../announcement/vocabulary/words.ts';
import { findSession } from '../event-words/online-session.ts';
import { opensMeeting, readAbstract } from '../event-words/read-abstract.ts';
import { readLabels } from '../event-words/read-labels.ts';
import { readPlace } from '../event-words/read-place.ts';
import { splitSummary } from '../event-words/split-summary.ts';
import { readTitleStatus } from '../event-words/title-status.ts';
import type { EventWords } from './calendar-event.ts';

export interface WordsSetting {
  readonly timezone: string;
  readonly dateOrder: 'day-first' | 'month-first';
  readonly today: Temporal.PlainDate;
  /** Names of the series: a summary that says no more has no title yet. */
  readonly seriesNames: readonly string[];
}

/** "No seminar (teaching break)" stands in calendars too; it is none. */
export function saysNoSeminar({ summary }: EventWords): boolean {
  const { title } = readTitleStatus(summary);
  return (
    isWord('noTalk', title) ||
    (/^(?:no|kein|keine|pas|sin)\b/iu.test(title) && startsWithWord('noTalk', title) > 0)
  );
}

/** What the words of an event say for certain. Times are told elsewhere. */
export function readEventWords(words: EventWords, setting: WordsSetting): SeminarFields {
  const { summary, location, description, joining, categories } = words;
  const labels = readLabels(description, setting);
  const stated = readTitleStatus(withoutSeries(summary, setting.seriesNames));
  const split = splitSummary(stated.title, description);
  const speakers = labels.fields.speakers ?? split.speakers;
  const isSpeaker = speakers?.length === 1 && speakers[0]?.name === split.title;
  const title = labels.fields.title ?? (isSpeaker ? '' : split.title);
  const online = findSession([...joining, location, description]);
  const venue: Venue = { ...readPlace(location), ...(online ? { online } : {}) };
  const { title: _title, speakers: _speakers, abstract: labelled, ...other } = labels.fields;
  const abstract = labels.hasLabels ? labelled : readAbstract(description);
  return {
    ...other,
    ...(isToBeAnnounced(title) ? {} : { title }),
    ...(speakers ? { speakers } : {}),
    ...(abstract !== undefined && !opensMeeting(abstract) ? { abstract } : {}),
    ...(Object.keys(venue).length > 0 ? { venue } : {}),
    ...(stated.status ? { status: stated.status } : {}),
    ...(categories.length > 0 ? { tags: categories } : {}),
  };
}

/** "Tides and Waves: Sorting sand" in the calendar of that series is called "Sorting sand". */
function withoutSeries(summary: string, names: readonly string[]): string {
  const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
  for (const name of names) {
    if (fold(summary) === fold(name)) return '';
    const rest = summary.slice(name.length);
    if (fold(summary.slice(0, name.length)) === fold(name) && /^\s*[:|–—-]\s+\S/u.test(rest))
      return rest.replace(/^\s*[:|–—-]\s+/u, '');
  }
  return summary;
}
