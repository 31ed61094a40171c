import { z } from 'zod';
import { fieldOfLabel, foldWord } from '../announcement/vocabulary/words.ts';
import { DocumentError } from '../document-error.ts';

/** What a column can hold, by the names that the configuration uses. */
const CSV_FIELDS = [
  'uid',
  'series',
  'kind',
  'host',
  'title',
  'speaker',
  'affiliation',
  'bio',
  'speakerUrl',
  'abstract',
  'start',
  'date',
  'time',
  'end',
  'duration',
  'timezone',
  'venue',
  'room',
  'building',
  'map',
  'link',
  'meetingId',
  'passcode',
  'status',
  'reason',
  'audience',
  'tags',
  'chair',
  'panel',
  'slides',
  'recorded',
  'recording',
  'note',
  'about',
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

/** `columns: { title: Talk, status: false }`: the heading of a field; false, where its heading is not what it seems. */
export const CsvColumns = z.partialRecord(
  z.enum(CSV_FIELDS),
  z.union([z.string().trim().min(1), z.literal(false)]),
);
export type CsvColumns = z.infer<typeof CsvColumns>;

/** Headings of sheets that labels of announcements do not know, or mean otherwise. */
const HEADINGS: Readonly<Record<string, CsvField>> = {
  uid: 'uid',
  id: 'uid',
  start: 'start',
  'start date and time': 'start',
  begin: 'start',
  end: 'end',
  'end time': 'end',
  ends: 'end',
  finish: 'end',
  'time zone': 'timezone',
  timezone: 'timezone',
  tz: 'timezone',
  zeitzone: 'timezone',
  'start date': 'date',
  status: 'status',
  tags: 'tags',
  keywords: 'tags',
  notes: 'note',
  note: 'note',
  comment: 'note',
  comments: 'note',
  slides: 'slides',
  recording: 'recording',
  recorded: 'recorded',
  map: 'map',
  audience: 'audience',
  'speaker url': 'speakerUrl',
  'speaker website': 'speakerUrl',
  homepage: 'speakerUrl',
};

/** Labels of announcements, as far as a sheet's heading means the same. */
const OF_LABEL: Readonly<Record<string, CsvField>> = {
  title: 'title',
  speaker: 'speaker',
  affiliation: 'affiliation',
  abstract: 'abstract',
  bio: 'bio',
  about: 'about',
  when: 'start',
  date: 'date',
  time: 'time',
  duration: 'duration',
  venue: 'venue',
  room: 'room',
  building: 'building',
  online: 'link',
  meetingId: 'meetingId',
  passcode: 'passcode',
  host: 'host',
  series: 'series',
  kind: 'kind',
  chair: 'chair',
  panel: 'panel',
};

export interface ColumnMap {
  /** Where each field's column stands, from 0. */
  readonly at: ReadonlyMap<CsvField, number>;
  /** How the sheet heads it. */
  readonly headingOf: (field: CsvField) => string;
  /** Whether the configuration named the column, so that its content is meant. */
  readonly isNamed: (field: CsvField) => boolean;
}

/** The sheet as a whole cannot be read: a named column is not there, or none is known. */
export class SheetError extends DocumentError {}

/** Which column holds what: as the configuration says, else by headings that are known. Throws SheetError. */
export function mapColumns(headings: readonly string[], named: CsvColumns): ColumnMap {
  const folded = headings.map(foldWord);
  const at = new Map<CsvField, number>();
  for (const field of CSV_FIELDS) {
    const heading = named[field];
    if (typeof heading !== 'string') continue;
    const index = folded.indexOf(foldWord(heading));
    if (index < 0) {
      throw new SheetError(`there is no column "${heading}" (for ${field}); there are ${listOf(headings)}`);
    }
    at.set(field, index);
  }
  const taken = new Set(at.values());
  folded.forEach((heading, index) => {
    const field = HEADINGS[heading] ?? OF_LABEL[fieldOfLabel(heading.replace(/\s*:$/, '')) ?? ''];
    if (field === undefined || taken.has(index) || at.has(field) || named[field] === false) return;
    at.set(field, index);
  });
  if (!at.has('title') && !at.has('speaker')) {
    throw new SheetError(
      `no column is known to hold titles or speakers; name them: columns: { title: … }. There are ${listOf(headings)}`,
    );
  }
  return {
    at,
    headingOf: (field) => headings[at.get(field) ?? -1]?.trim() ?? field,
    isNamed: (field) => typeof named[field] === 'string',
  };
}

function listOf(headings: readonly string[]): string {
  const known = headings.map((heading) => heading.trim()).filter((heading) => heading !== '');
  return known.length === 0 ? 'none' : known.slice(0, 40).join(', ').slice(0, 400);
}
