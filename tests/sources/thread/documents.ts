import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Documents } from '../../../src/sources/thread/readers.ts';

const NOW = Temporal.Instant.from('2027-01-01T00:00:00Z');

const series = [{ id: 'tides', name: 'Tides and Waves' }];
const reading = { timezone: 'Australia/Brisbane', dateOrder: 'day-first' } as const;

/** Files of one name as a folder holds them, for a reader or its thread. */
export function filesOf(texts: Readonly<Record<string, string | Uint8Array>>): Documents['files'] {
  return {
    files: Object.entries(texts).map(([path, text]) => ({
      path,
      bytes: typeof text === 'string' ? Buffer.from(text) : text,
      modified: NOW,
    })),
    options: { ...reading, series, label: 'seminars', setup: NOW },
  };
}

export function sheetOf(text: string): Documents['sheet'] {
  return { bytes: Buffer.from(text), setting: { ...reading, series, columns: {} } };
}

export function calendarOf(text: string): Documents['calendar'] {
  return { bytes: Buffer.from(text), setting: { ...reading, seriesNames: ['Tides and Waves'], now: NOW } };
}

export function recordsOf(text: string): Documents['records'] {
  const setting = { timezone: reading.timezone, setup: NOW, knownSeries: ['tides'] };
  return { bytes: Buffer.from(text), place: 'intake', setting };
}

export function proseOf(texts: readonly (readonly [name: string, bytes: Uint8Array])[]): Documents['prose'] {
  const documents = texts.map(([name, bytes]) => ({
    name,
    bytes,
    received: NOW,
    label: 'talks',
    place: 'talks, a mail',
    mail: name.endsWith('.eml'),
  }));
  return { documents, setting: { ...reading, series } };
}

/** What the project has of announcements, mails, calendars and record files, by name. */
export function samples(): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const folders = ['tests/sources/announcement/cases', 'config/seminars'];
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => !name.endsWith('.expected.json'))
      .map((name) => [name, readFileSync(join(folder, name))] as const),
  );
}

/** So many records as people write them; of every seventh something is wrong, each time something else. */
export function entries(count: number): readonly Readonly<Record<string, unknown>>[] {
  const wrong = [
    { series: 'nowhere' },
    { start: '2027-02-30 11:00' },
    { speaker: 'Ada' },
    { status: 'perhaps' },
    { slides: 'javascript:alert(1)' },
  ];
  return Array.from({ length: count }, (_, n) => ({
    id: `talk-${n}`,
    series: 'tides',
    title: `What the tides tell (${n})`,
    speakers: [{ name: 'Ada Ebb', affiliation: 'Harbour Lab' }, 'Noor Haddad'],
    abstract: `${'How far a guess leads, and where it fails. '.repeat(n % 40)}End of ${n}.`,
    ...(n % 3 === 0 ? { date: '2027-03-04' } : { start: `2027-03-04 ${8 + (n % 10)}:30`, duration: '1h' }),
    venue: { room: '78-420', online: { url: `https://example.zoom.us/j/${n}`, passcode: 'ebb' } },
    ...(n % 7 === 0 ? wrong[(n / 7) % wrong.length] : {}),
  }));
}

export function yamlOf(count: number): string {
  return stringify(entries(count));
}

export function csvOf(count: number): string {
  const rows = Array.from({ length: count }, (_, n) =>
    [
      `talk-${n}`,
      `Tides (${n})`,
      'Ada Ebb',
      n % 7 === 0 ? 'soon' : `${1 + (n % 28)}/3/2027 11:00 am`,
      '78-420',
    ].join(),
  );
  return ['id,title,speaker,start,room', ...rows].join('\n');
}

/** Of every so many events one is broken. */
export function icsOf(count: number, broken = 7): string {
  const events = Array.from({ length: count }, (_, n) => [
    'BEGIN:VEVENT',
    `UID:e${n}@example.org`,
    n % broken === broken - 1
      ? 'DTSTART:sometime'
      : `DTSTART;TZID=Australia/Brisbane:202703${String(1 + (n % 28)).padStart(2, '0')}T110000`,
    n % 11 === 1 ? 'SUMMARY:No seminar' : `SUMMARY:Ada Ebb: Tides (${n})`,
    'DESCRIPTION:Seminar of the Harbour Lab. Speaker: Ada Ebb',
    n % 5 === 0 ? 'RRULE:FREQ=WEEKLY;COUNT=3' : 'LOCATION:78-420',
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', ''].join('\r\n');
}
