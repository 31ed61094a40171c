import type { Speaker } from '../../domain/seminar.ts';
import { readPersonName } from '../announcement/people/person-name.ts';
import { readSpeakers } from './read-speakers.ts';

const SEPARATOR = /\s*:\s+|\s+[–—|-]\s+/u;

export interface SummaryReading {
  readonly title: string;
  readonly speakers?: readonly Speaker[];
}

/**
 * "Dr Ida Moss: Sorting sand by ear" → speaker and title, where it is certain that the first part is a person: it bears
 * a title, an affiliation stands beside it, or the description names it too. "Rocky Shores: a survey" is one title.
 */
export function splitSummary(summary: string, description: string): SummaryReading {
  const separator = SEPARATOR.exec(summary);
  if (!separator || separator.index === 0) return { title: summary };
  const head = summary.slice(0, separator.index);
  const title = summary.slice(separator.index + separator[0].length).trim();
  const speakers = readSpeakers(head);
  if (!speakers || title === '') return { title: summary };
  const titled = readPersonName(head.replace(/\s*[(,].*$/su, ''))?.honorific === true;
  const isCertain = speakers.every(
    ({ name, affiliation }) => titled || affiliation !== undefined || namedIn(description, name),
  );
  return isCertain ? { title, speakers } : { title: summary };
}

function namedIn(text: string, name: string): boolean {
  return text.toLowerCase().includes(name.toLowerCase());
}
